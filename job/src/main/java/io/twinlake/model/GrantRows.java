package io.twinlake.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The rows of ListPermissions back to the grants they came from. AWS splits a grant with SELECT in
 * two rows, names all tables {@code ALL_TABLES} and lists ALL with its members (aws-facts 20, 21).
 */
public final class GrantRows {
  private static final String ALL_TABLES = "ALL_TABLES";

  private GrantRows() {}

  /** One row as grants; named columns become one grant each, see {@link ColumnGrants#join}. */
  public static List<Grant> grants(ObjectNode row, String account) {
    return ColumnGrants.split(grant(row, account));
  }

  /** One row as the part of a grant that it shows. */
  public static Grant grant(ObjectNode row, String account) {
    return new Grant(
        row.path("Principal").path("DataLakePrincipalIdentifier").asText(),
        resource(row.deepCopy().withObject("/Resource"), account),
        row.deepCopy().withObject("/Condition"),
        texts(row.path("Permissions")),
        texts(row.path("PermissionsWithGrantOption")));
  }

  /** A resource as the grant calls take it. */
  public static ObjectNode resource(ObjectNode listed, String account) {
    ObjectNode resource = listed.deepCopy();
    String kind = GrantResource.kind(resource);
    if (!(resource.get(kind) instanceof ObjectNode body)) {
      return resource;
    }
    body.properties().removeIf(member -> isOwnCatalog(member.getKey(), member.getValue(), account));
    if (kind.equals("TableWithColumns") && isAllColumns(body)) {
      body.remove("ColumnWildcard");
      resource.removeAll();
      resource.set("Table", wholeTable(body));
    } else if (kind.equals("Table")) {
      resource.set("Table", wholeTable(body));
    } else {
      sortNames(body.path("ColumnNames"));
      sortNames(body.path("ColumnWildcard").path("ExcludedColumnNames"));
    }
    return resource;
  }

  private static boolean isOwnCatalog(String name, JsonNode value, String account) {
    return (name.endsWith("CatalogId") || name.equals("Id")) && value.asText().equals(account);
  }

  private static boolean isAllColumns(ObjectNode body) {
    return body.has("ColumnWildcard")
        && body.path("ColumnWildcard").path("ExcludedColumnNames").isEmpty();
  }

  private static ObjectNode wholeTable(ObjectNode table) {
    if (table.path("Name").asText().equals(ALL_TABLES)) {
      table.putObject("TableWildcard");
    }
    if (table.has("TableWildcard")) {
      table.remove("Name");
    }
    return table;
  }

  private static void sortNames(JsonNode names) {
    if (names instanceof ArrayNode array) {
      SortedSet<String> sorted = texts(array);
      array.removeAll();
      sorted.forEach(array::add);
    }
  }

  private static SortedSet<String> texts(JsonNode array) {
    TreeSet<String> texts = new TreeSet<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
