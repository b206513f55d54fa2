package io.twinlake.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Iterables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The calls that assign LF-tags to one database or table and its columns, in order: one for the
 * resource, and one for all columns that get the same tags. Each is {@code
 * {"Operation":…,"Resource":…,"LFTags":[…]}}.
 */
public final class TagCalls {
  /** The member of an action's input that lists them. */
  public static final String CALLS = "Calls";

  public static final String ADD = "AddLFTagsToResource";
  public static final String REMOVE = "RemoveLFTagsFromResource";

  /** Tags a call at most (aws-facts 15). */
  private static final int TAGS = 50;

  private static final String COLUMNS = "/Resource/TableWithColumns/ColumnNames";

  private final String database;
  private final String table;
  private final Predicate<String> keys;
  private final List<ObjectNode> calls = new ArrayList<>();

  /**
   * @param table empty for the database itself
   * @param keys those that are changed; others are left as they are
   */
  TagCalls(String database, String table, Predicate<String> keys) {
    this.database = database;
    this.table = table;
    this.keys = keys;
  }

  List<ObjectNode> calls() {
    return calls;
  }

  /** Adds and replaces, columns first: what they have of their own hides what they inherit. */
  TagCalls add(Tagged before, Tagged after) {
    columns(ADD, before, after);
    call(ADD, List.of(), Tags.added(before.own(), after.own()));
    return this;
  }

  /** Removes, columns last. */
  TagCalls remove(Tagged before, Tagged after) {
    call(REMOVE, List.of(), Tags.gone(before.own(), after.own()));
    columns(REMOVE, before, after);
    return this;
  }

  private void columns(String operation, Tagged before, Tagged after) {
    Map<String, Map<String, String>> changes = new TreeMap<>();
    for (String name : before.columnsWith(after)) {
      Map<String, String> from = before.column(name);
      Map<String, String> to = after.column(name);
      Map<String, String> change =
          operation.equals(ADD) ? Tags.added(from, to) : Tags.gone(from, to);
      change.keySet().removeIf(keys.negate());
      changes.put(name, change);
    }
    Tagged.grouped(changes).forEach((tags, names) -> call(operation, names, tags));
  }

  private void call(String operation, List<String> columns, Map<String, String> tags) {
    tags.keySet().removeIf(keys.negate());
    for (List<Entry<String, String>> some : Iterables.partition(tags.entrySet(), TAGS)) {
      ObjectNode call = JsonNodeFactory.instance.objectNode().put("Operation", operation);
      call.set("Resource", resource(columns));
      some.forEach(tag -> add(call.withArray("/LFTags"), tag));
      calls.add(call);
    }
  }

  /**
   * What is left to do of a call; an empty document when it is in effect.
   *
   * @param assigned what the resource is tagged with now, as GetResourceLFTags tells it
   */
  public static ObjectNode remaining(ObjectNode call, ObjectNode assigned) {
    Tagged found = Tagged.of(assigned, any -> true);
    boolean adds = call.path("Operation").asText().equals(ADD);
    Map<String, String> tags = Tagged.tags(call.path("LFTags"), any -> true);
    ObjectNode left = call.deepCopy();
    if (!(left.at(COLUMNS) instanceof ArrayNode columns)) {
      return isDone(adds, tags, found.own()) ? left.removeAll() : left;
    }
    for (int i = columns.size() - 1; i >= 0; i--) {
      if (isDone(adds, tags, found.column(columns.path(i).asText()))) {
        columns.remove(i);
      }
    }
    return columns.isEmpty() ? left.removeAll() : left;
  }

  private static boolean isDone(boolean adds, Map<String, String> tags, Map<String, String> found) {
    return adds
        ? found.entrySet().containsAll(tags.entrySet())
        : Collections.disjoint(found.entrySet(), tags.entrySet());
  }

  private static void add(ArrayNode pairs, Entry<String, String> tag) {
    pairs.addObject().put("TagKey", tag.getKey()).putArray("TagValues").add(tag.getValue());
  }

  private ObjectNode resource(List<String> columns) {
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    if (table.isEmpty()) {
      resource.putObject("Database").put("Name", database);
      return resource;
    }
    String kind = columns.isEmpty() ? "Table" : "TableWithColumns";
    ObjectNode body = resource.putObject(kind).put("DatabaseName", database).put("Name", table);
    if (!columns.isEmpty()) {
      columns.forEach(body.putArray("ColumnNames")::add);
    }
    return resource;
  }
}
