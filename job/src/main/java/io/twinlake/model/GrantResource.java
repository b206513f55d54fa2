package io.twinlake.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Questions about the resource document of a grant or opt-in, which has exactly one member, in the
 * canonical form of {@link GrantRows#resource}.
 */
public final class GrantResource {
  private GrantResource() {}

  /** The union's member that is set, e.g. {@code Table}; empty for an empty document. */
  public static String kind(ObjectNode resource) {
    return resource.isEmpty() ? "" : resource.fieldNames().next();
  }

  /** The same of a canonical text. */
  static String kind(String text) {
    int end = text.indexOf('"', 2);
    return end < 0 ? "" : text.substring(2, end);
  }

  /**
   * The id of the catalog the resource is in or is, when it is another than the account's own, e.g.
   * {@code 111122223333:s3tablescatalog/lake}; else empty.
   */
  public static String otherCatalog(ObjectNode resource) {
    JsonNode body = body(resource);
    for (String member : List.of("CatalogId", "TableCatalogId", "Id")) {
      if (body.hasNonNull(member)) {
        return body.path(member).asText();
      }
    }
    return "";
  }

  /**
   * The folded database of the account's own catalog that the resource lies in, or empty when it
   * lies in none.
   */
  public static String database(ObjectNode resource) {
    JsonNode body = body(resource);
    String name =
        kind(resource).equals("Database")
            ? body.path("Name").asText("")
            : body.path("DatabaseName").asText("");
    return otherCatalog(resource).isEmpty() ? ObjectKey.fold(name) : "";
  }

  /** The table the resource is or lies in; empty for all tables and everything else. */
  public static Optional<ObjectKey> table(ObjectNode resource) {
    String name =
        switch (kind(resource)) {
          case "Table", "TableWithColumns" -> body(resource).path("Name").asText("");
          case "DataCellsFilter" -> body(resource).path("TableName").asText("");
          default -> "";
        };
    return name.isEmpty() || database(resource).isEmpty()
        ? Optional.empty()
        : Optional.of(ObjectKey.table(database(resource), name));
  }

  /** The location ARN of a DataLocation, else empty. */
  public static String location(ObjectNode resource) {
    return body(resource).path("ResourceArn").asText("");
  }

  /** The LF-tag keys that the resource mentions itself. */
  public static Set<String> tagKeys(ObjectNode resource) {
    return switch (kind(resource)) {
      case "LFTag" -> Set.of(body(resource).path("TagKey").asText());
      case "LFTagPolicy" -> TagExpression.keys(body(resource).path("Expression"));
      default -> Set.of();
    };
  }

  /** The named expression that the resource is or whose matches it is, else empty. */
  public static String expressionName(ObjectNode resource) {
    return switch (kind(resource)) {
      case "LFTagExpression" -> body(resource).path("Name").asText();
      case "LFTagPolicy" -> body(resource).path("ExpressionName").asText("");
      default -> "";
    };
  }

  /** Whether the resource is whatever tables carry the tags of an expression. */
  public static boolean isPolicyOnTables(ObjectNode resource) {
    return kind(resource).equals("LFTagPolicy")
        && body(resource).path("ResourceType").asText().equals("TABLE");
  }

  /**
   * The objects of the account's own catalog that the resource names, the innermost first: without
   * one of them it is nothing that anything could be given on.
   */
  public static List<ObjectKey> named(ObjectNode resource) {
    List<ObjectKey> named = new ArrayList<>();
    if (!otherCatalog(resource).isEmpty()) {
      return named;
    }
    filter(resource).ifPresent(named::add);
    table(resource).ifPresent(named::add);
    if (!database(resource).isEmpty()) {
      named.add(ObjectKey.database(database(resource)));
    }
    if (!location(resource).isEmpty()) {
      named.add(ObjectKey.global(Kind.LOCATION, location(resource)));
    }
    tagKeys(resource).forEach(key -> named.add(ObjectKey.global(Kind.LF_TAG, key)));
    if (!expressionName(resource).isEmpty()) {
      named.add(ObjectKey.global(Kind.LF_TAG_EXPRESSION, expressionName(resource)));
    }
    if (kind(resource).equals("RLSPolicy")) {
      // The names of policies are case-insensitive (aws-facts 19).
      named.add(
          ObjectKey.global(Kind.RLS_POLICY, ObjectKey.fold(body(resource).path("Name").asText())));
    }
    return named;
  }

  private static Optional<ObjectKey> filter(ObjectNode resource) {
    return kind(resource).equals("DataCellsFilter")
        ? table(resource)
            .map(
                table ->
                    new ObjectKey(
                        Kind.DATA_CELLS_FILTER,
                        table.database(),
                        table.name(),
                        List.of(body(resource).path("Name").asText())))
        : Optional.empty();
  }

  /**
   * What writes must not happen side by side: the database and table, the tag whatever its values,
   * or the resource itself (aws-facts 21).
   */
  public static String shard(ObjectNode resource) {
    String database = database(resource);
    if (!database.isEmpty()) {
      return database + "/" + table(resource).map(ObjectKey::name).orElse("");
    }
    return kind(resource).equals("LFTag")
        ? "LFTag " + body(resource).path("TagKey").asText()
        : Canonical.text(resource);
  }

  /** As {@link #describe(ObjectNode)}, of a resource spelt as JSON; any other text as it is. */
  static String describe(String json) {
    try {
      return describe(Canonical.document(json));
    } catch (IllegalArgumentException e) {
      return json;
    }
  }

  /** For people: {@code table sales.orders}, {@code columns a, b of table sales.orders}. */
  public static String describe(ObjectNode resource) {
    String catalog = otherCatalog(resource);
    JsonNode body = body(resource);
    String described =
        switch (kind(resource)) {
          case "Catalog" -> catalog.isEmpty() ? "the catalog" : "catalog " + catalog;
          case "Database" -> "database " + body.path("Name").asText();
          case "Table" -> tableName(body, "Name");
          case "TableWithColumns" -> columns(body) + " of " + tableName(body, "Name");
          case "DataCellsFilter" ->
              "filter " + body.path("Name").asText() + " of " + tableName(body, "TableName");
          case "DataLocation" -> "data location " + location(resource);
          case "LFTag" -> "LF-tag " + tag(body);
          case "LFTagPolicy" -> policy(body);
          case "LFTagExpression" -> "tag expression " + body.path("Name").asText();
          case "RLSPolicy" -> "row policy " + body.path("Name").asText();
          default -> Canonical.text(resource);
        };
    return catalog.isEmpty() || kind(resource).equals("Catalog")
        ? described
        : described + " in catalog " + catalog;
  }

  private static String tableName(JsonNode body, String member) {
    String database = body.path("DatabaseName").asText();
    String name = body.path(member).asText("");
    return name.isEmpty() ? "all tables of " + database : "table " + database + "." + name;
  }

  private static String columns(JsonNode body) {
    JsonNode excluded = body.path("ColumnWildcard").path("ExcludedColumnNames");
    return excluded.isEmpty()
        ? "columns " + join(body.path("ColumnNames"), ", ")
        : "all columns but " + join(excluded, ", ");
  }

  private static String tag(JsonNode body) {
    return body.path("TagKey").asText() + "=" + join(body.path("TagValues"), ",");
  }

  /** For example {@code tag policy sensitivity=public on tables}. */
  private static String policy(JsonNode body) {
    String matched =
        body.has("ExpressionName")
            ? "expression " + body.path("ExpressionName").asText()
            : TagExpression.describe(body.path("Expression"));
    String type = ObjectKey.fold(body.path("ResourceType").asText());
    return "tag policy " + matched + " on " + type + "s";
  }

  private static String join(JsonNode names, String separator) {
    List<String> texts = new ArrayList<>();
    names.forEach(name -> texts.add(name.asText()));
    return String.join(separator, texts);
  }

  private static JsonNode body(ObjectNode resource) {
    return resource.path(kind(resource));
  }
}
