package io.twinlake.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The identity of a catalog object within one account and region.
 *
 * @param database the database it belongs to (for a database itself too), or empty for what belongs
 *     to none; lower case, as Glue folds it (aws-facts 3)
 * @param name table name (lower case), location ARN, tag key, principal …; empty for a database
 * @param values partition values, or what else tells objects of one name apart; case is kept
 */
public record ObjectKey(Kind kind, String database, String name, List<String> values)
    implements Comparable<ObjectKey> {
  public ObjectKey {
    values = List.copyOf(values);
  }

  public static ObjectKey database(String database) {
    return new ObjectKey(Kind.DATABASE, fold(database), "", List.of());
  }

  public static ObjectKey table(String database, String table) {
    return new ObjectKey(Kind.TABLE, fold(database), fold(table), List.of());
  }

  public static ObjectKey partition(String database, String table, List<String> values) {
    return new ObjectKey(Kind.PARTITION, fold(database), fold(table), values);
  }

  /** The key of something of a table that has a name there, e.g. a partition index. */
  public static ObjectKey ofTable(Kind kind, ObjectKey table, String name) {
    return new ObjectKey(kind, table.database(), table.name(), List.of(name));
  }

  /** The key of something of a database that has a name there, e.g. a function. */
  public static ObjectKey ofDatabase(Kind kind, String database, String name) {
    return new ObjectKey(kind, fold(database), fold(name), List.of());
  }

  /** The table that this is, or that this belongs to. */
  public ObjectKey table() {
    return new ObjectKey(Kind.TABLE, database, name, List.of());
  }

  /** The key of what there is one of for each of these, e.g. a table's assignment of LF-tags. */
  public ObjectKey of(Kind another) {
    return new ObjectKey(another, database, name, values);
  }

  /** The key of an object that lives outside databases, e.g. a registered location. */
  public static ObjectKey global(Kind kind, String name) {
    return new ObjectKey(kind, "", name, List.of());
  }

  /** The key as the members that open a record: {@code {"kind":…,"database":…,"name":…}}. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("kind", kind.name());
    if (!database.isEmpty()) {
      json.put("database", database);
    }
    if (!name.isEmpty()) {
      json.put("name", name);
    }
    if (!values.isEmpty()) {
      values.forEach(json.putArray("values")::add);
    }
    return json;
  }

  /** Reads what {@link #toJson} wrote; further members are ignored. */
  public static ObjectKey fromJson(ObjectNode json) {
    List<String> values = new ArrayList<>();
    json.path("values").forEach(value -> values.add(value.asText()));
    return new ObjectKey(
        new Kind(json.path("kind").asText("")),
        json.path("database").asText(""),
        json.path("name").asText(""),
        values);
  }

  /** The same folding as Glue's: names are lower case in every locale. */
  public static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public int compareTo(ObjectKey other) {
    int order = kind.compareTo(other.kind);
    order = order != 0 ? order : database.compareTo(other.database);
    order = order != 0 ? order : name.compareTo(other.name);
    return order != 0 ? order : values.toString().compareTo(other.values.toString());
  }

  /**
   * For people: {@code table sales.orders}, {@code partition sales.orders [2026-01-01]}, {@code
   * grant to role/Analyst on database sales}.
   */
  @Override
  public String toString() {
    if (kind.equals(Kind.GRANT) || kind.equals(Kind.OPT_IN)) {
      String principal = name.isEmpty() ? kind.name() : kind + " to " + name;
      return values.isEmpty()
          ? principal
          : principal + " on " + GrantResource.describe(values.get(0));
    }
    if (kind.equals(Kind.RLS_POLICY_ATTACHMENT) && !values.isEmpty()) {
      String who = values.size() > 1 && !values.get(1).isEmpty() ? " to " + values.get(1) : "";
      return kind + " of " + name + " on " + GrantResource.describe(values.get(0)) + who;
    }
    String path = database.isEmpty() || name.isEmpty() ? database + name : database + "." + name;
    return (path.isEmpty() ? kind.name() : kind + " " + path)
        + (values.isEmpty() ? "" : " " + values);
  }
}
