package io.twinlake.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The rows of ListPermissions back to the grants they came from. AWS splits a grant with SELECT in
 * two rows, a grant on a tag in one row a permission, names all tables {@code ALL_TABLES} and lists
 * ALL with its members (aws-facts 20, 21).
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
        resource(document(row, "Resource"), account),
        document(row, "Condition"),
        texts(row.path("Permissions")),
        texts(row.path("PermissionsWithGrantOption")));
  }

  private static ObjectNode document(ObjectNode row, String member) {
    return row.get(member) instanceof ObjectNode document
        ? document
        : JsonNodeFactory.instance.objectNode();
  }

  /**
   * A resource as the grant calls take it, in the one form that every way to write it has: what is
   * listed for it has the same form again.
   *
   * @param account the account whose CatalogId means "here" and is left out
   */
  public static ObjectNode resource(ObjectNode listed, String account) {
    ObjectNode resource = listed.deepCopy();
    String kind = GrantResource.kind(resource);
    if (resource.get(kind) instanceof ObjectNode body) {
      body.properties()
          .removeIf(member -> isOwnCatalog(member.getKey(), member.getValue(), account));
      if (kind.equals("TableWithColumns") && isAllColumns(body)) {
        body.remove(List.of("ColumnWildcard", "ColumnNames"));
        resource.removeAll();
        resource.set("Table", body);
        kind = "Table";
      }
      canonical(kind, body);
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

  private static void canonical(String kind, ObjectNode body) {
    switch (kind) {
      case "Database", "RLSPolicy" -> fold(body, "Name");
      case "Table" -> wholeTable(body);
      case "TableWithColumns" -> columns(body);
      case "DataCellsFilter" -> fold(body, "DatabaseName", "TableName");
      case "LFTag" -> tag(body);
      case "LFTagPolicy" -> policy(body);
      default -> {}
    }
  }

  private static void wholeTable(ObjectNode table) {
    if (table.path("Name").asText().equals(ALL_TABLES)) {
      table.putObject("TableWildcard");
    }
    if (table.has("TableWildcard")) {
      table.remove("Name");
    }
    fold(table, "DatabaseName", "Name");
  }

  private static void columns(ObjectNode body) {
    fold(body, "DatabaseName", "Name");
    if (body.has("ColumnNames")) {
      put(body, "ColumnNames", texts(body.path("ColumnNames")));
    }
    if (body.get("ColumnWildcard") instanceof ObjectNode wildcard) {
      put(wildcard, "ExcludedColumnNames", texts(wildcard.path("ExcludedColumnNames")));
    }
  }

  /** Keys and values are stored in lower case, and all values are listed as one (aws-facts 18). */
  private static void tag(ObjectNode tag) {
    fold(tag, "TagKey");
    SortedSet<String> values = new TreeSet<>();
    texts(tag.path("TagValues")).forEach(value -> values.add(ObjectKey.fold(value)));
    put(tag, "TagValues", values.contains("*") ? new TreeSet<>(List.of("*")) : values);
  }

  /** What a policy matches does not depend on the order of its terms. */
  private static void policy(ObjectNode policy) {
    if (policy.path("Expression").isEmpty()) {
      policy.remove("Expression");
    } else {
      policy.set("Expression", TagExpression.canonical(policy.path("Expression")));
    }
  }

  private static void fold(ObjectNode body, String... names) {
    for (String name : names) {
      if (body.has(name)) {
        body.put(name, ObjectKey.fold(body.path(name).asText()));
      }
    }
  }

  private static void put(ObjectNode body, String name, SortedSet<String> texts) {
    texts.forEach(body.putArray(name)::add);
  }

  private static SortedSet<String> texts(JsonNode array) {
    TreeSet<String> texts = new TreeSet<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
