package io.twinlake.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.Documents;
import io.twinlake.aws.NewerResources;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.List;
import software.amazon.awssdk.core.SdkPojo;

/** What can be told from the rows that Lake Formation lists for grants and opt-ins. */
public final class GrantRows {
  /** How Lake Formation names a grant on all tables of a database (aws-facts 20). */
  private static final String ALL_TABLES = "ALL_TABLES";

  private GrantRows() {}

  /**
   * The database that a Resource document belongs to, folded; empty when it belongs to none, or to
   * one of a catalog nested in the account's own. A kind of resource that is new to us counts by
   * its DatabaseName.
   */
  public static String database(ObjectNode resource) {
    for (var member : resource.properties()) {
      String name = member.getKey().equals("Database") ? "Name" : "DatabaseName";
      JsonNode database = member.getValue().get(name);
      boolean isNested = member.getValue().path("CatalogId").asText("").contains(":");
      if (database != null && !isNested) {
        return ObjectKey.fold(database.asText());
      }
    }
    return "";
  }

  /** The principal's identifier; empty when the row has none. */
  public static String principal(ObjectNode row) {
    return row.path("Principal").path("DataLakePrincipalIdentifier").asText("");
  }

  /**
   * The table on whose every column the row gives SELECT, whatever the session; its name is empty
   * for all tables of the database, and both are empty when the row gives SELECT on no whole table.
   */
  public static ObjectKey readableTable(ObjectNode row) {
    JsonNode resource = row.path("Resource");
    JsonNode table = resource.has("Table") ? resource.path("Table") : wholeTable(resource);
    boolean selects = allows(row, "SELECT") || allows(row, "ALL");
    if (table.isMissingNode() || !selects || row.has("Condition")) {
      return ObjectKey.table("", "");
    }
    boolean all = table.has("TableWildcard") || table.path("Name").asText("").equals(ALL_TABLES);
    return ObjectKey.table(
        table.path("DatabaseName").asText(""), all ? "" : table.path("Name").asText(""));
  }

  private static JsonNode wholeTable(JsonNode resource) {
    JsonNode columns = resource.path("TableWithColumns");
    boolean whole =
        columns.has("ColumnWildcard")
            && columns.path("ColumnWildcard").path("ExcludedColumnNames").isEmpty();
    return whole ? columns : resource.path("none");
  }

  /** Whether the row gives the permission by its name. */
  public static boolean allows(ObjectNode row, String permission) {
    for (JsonNode given : row.path("Permissions")) {
      if (given.asText().equals(permission)) {
        return true;
      }
    }
    return false;
  }

  /** A listed row: its key is the principal and the resource with its condition, spelt as JSON. */
  static CatalogObject object(Kind kind, SdkPojo listed) {
    return object(kind, NewerResources.unwrap(Documents.toDocument(listed)));
  }

  static CatalogObject object(Kind kind, ObjectNode row) {
    JsonNode resource = row.path("Resource");
    ObjectNode identity = row.objectNode();
    identity.set("Resource", resource);
    if (row.has("Condition")) {
      identity.set("Condition", row.get("Condition"));
    }
    String database = resource instanceof ObjectNode document ? database(document) : "";
    return new CatalogObject(
        new ObjectKey(kind, database, principal(row), List.of(identity.toString())), row);
  }
}
