package io.twinlake.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Questions about the resource document of a grant or opt-in, which has exactly one member. */
public final class GrantResource {
  private static final ObjectMapper JSON = new ObjectMapper();

  private GrantResource() {}

  /** The union's member that is set, e.g. {@code Table}; empty for an empty document. */
  public static String kind(ObjectNode resource) {
    return resource.isEmpty() ? "" : resource.fieldNames().next();
  }

  /** The folded database the resource lies in, or empty when it lies in none. */
  public static String database(ObjectNode resource) {
    JsonNode body = body(resource);
    String name =
        kind(resource).equals("Database")
            ? body.path("Name").asText("")
            : body.path("DatabaseName").asText("");
    return ObjectKey.fold(name);
  }

  /** The table the resource is or lies in; empty for all tables and everything else. */
  public static Optional<ObjectKey> table(ObjectNode resource) {
    JsonNode body = body(resource);
    String name =
        kind(resource).equals("DataCellsFilter")
            ? body.path("TableName").asText("")
            : body.path("Name").asText("");
    return kind(resource).equals("Database") || name.isEmpty() || database(resource).isEmpty()
        ? Optional.empty()
        : Optional.of(ObjectKey.table(database(resource), name));
  }

  /** The location ARN of a DataLocation, else empty. */
  public static String location(ObjectNode resource) {
    return body(resource).path("ResourceArn").asText("");
  }

  /**
   * What writes must not happen side by side: the database and table, or the resource itself
   * (aws-facts 21).
   */
  public static String shard(ObjectNode resource) {
    String database = database(resource);
    return database.isEmpty()
        ? Canonical.text(resource)
        : database + "/" + table(resource).map(ObjectKey::name).orElse("");
  }

  /** As {@link #describe(ObjectNode)}, of a resource spelt as JSON; any other text as it is. */
  static String describe(String json) {
    try {
      return JSON.readTree(json) instanceof ObjectNode resource ? describe(resource) : json;
    } catch (JsonProcessingException e) {
      return json;
    }
  }

  /** For people: {@code table sales.orders}, {@code columns a, b of table sales.orders}. */
  public static String describe(ObjectNode resource) {
    JsonNode body = body(resource);
    return switch (kind(resource)) {
      case "Catalog" -> "the catalog";
      case "Database" -> "database " + database(resource);
      case "Table" -> tableName(resource);
      case "TableWithColumns" -> columns(body) + " of " + tableName(resource);
      case "DataLocation" -> "data location " + location(resource);
      default -> Canonical.text(resource);
    };
  }

  private static String tableName(ObjectNode resource) {
    return table(resource).map(ObjectKey::toString).orElse("all tables of " + database(resource));
  }

  private static String columns(JsonNode body) {
    JsonNode excluded = body.path("ColumnWildcard").path("ExcludedColumnNames");
    return excluded.isEmpty()
        ? "columns " + join(body.path("ColumnNames"))
        : "all columns but " + join(excluded);
  }

  private static String join(JsonNode names) {
    List<String> texts = new ArrayList<>();
    names.forEach(name -> texts.add(name.asText()));
    return String.join(", ", texts);
  }

  private static JsonNode body(ObjectNode resource) {
    return resource.path(kind(resource));
  }
}
