package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.AwsError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagPolicyResource;

/** LF-tags, their values and what they are assigned to. Calls nothing while it holds its lock. */
final class Tags {
  private final Expressions expressions;
  private final NavigableMap<String, List<String>> valuesByKey = new ConcurrentSkipListMap<>();
  private final TreeMap<String, Map<String, String>> assigned = new TreeMap<>();

  /** How many things have a value, by key and value. */
  private final Map<String, Map<String, Integer>> uses = new HashMap<>();

  Tags(Expressions expressions) {
    this.expressions = expressions;
  }

  /** A database, a table or a column; the parts that do not apply are empty. */
  record Spot(String database, String table, String column) {
    private static final char END = '\0';

    /** What lies in a thing begins with the thing's own path, up to the empty parts. */
    String path() {
      return database + END + table + END + column;
    }

    static String inDatabase(String database) {
      return database + END;
    }

    static String inTable(String database, String table) {
      return database + END + table + END;
    }
  }

  Stream<Map.Entry<String, List<String>>> after(String key) {
    return Pages.Entries.of(valuesByKey).after(key);
  }

  int count() {
    return valuesByKey.size();
  }

  List<String> values(String key) {
    return valuesByKey.getOrDefault(key, List.of());
  }

  /** Every key and value of it must be known; {@code *} is every value. */
  void require(LFTag tag) {
    List<String> known = values(tag.tagKey());
    if (known.isEmpty()
        || !(tag.tagValues().equals(List.of("*")) || known.containsAll(tag.tagValues()))) {
      throw AwsError.entityNotFound("Tag or tag value does not exist.");
    }
  }

  boolean create(String key, List<String> values) {
    return valuesByKey.putIfAbsent(key, values) == null;
  }

  /**
   * @return whether a value to be deleted is assigned somewhere, in which case nothing changed
   */
  synchronized boolean update(String key, List<String> added, List<String> deleted) {
    Map<String, Integer> used = uses.getOrDefault(key, Map.of());
    if (deleted.stream().anyMatch(used::containsKey)) {
      return true;
    }
    TreeSet<String> values = new TreeSet<>(values(key));
    values.addAll(added);
    values.removeAll(deleted);
    valuesByKey.put(key, List.copyOf(values));
    return false;
  }

  synchronized void delete(String key) {
    valuesByKey.remove(key);
    if (uses.remove(key) != null) {
      assigned.values().forEach(tags -> tags.remove(key));
    }
  }

  synchronized void assign(Spot spot, String key, String value) {
    String before = assigned.computeIfAbsent(spot.path(), each -> new TreeMap<>()).put(key, value);
    uses.computeIfAbsent(key, each -> new HashMap<>()).merge(value, 1, Integer::sum);
    if (before != null) {
      unuse(key, before);
    }
  }

  private void unuse(String key, String value) {
    uses.getOrDefault(key, new HashMap<>())
        .computeIfPresent(value, (each, count) -> count == 1 ? null : count - 1);
  }

  synchronized boolean unassign(Spot spot, String key, String value) {
    boolean removed = assigned.getOrDefault(spot.path(), new HashMap<>()).remove(key, value);
    if (removed) {
      unuse(key, value);
    }
    return removed;
  }

  synchronized Map<String, String> direct(Spot spot) {
    return new TreeMap<>(assigned.getOrDefault(spot.path(), Map.of()));
  }

  /** The columns of a table with tags of their own. */
  synchronized List<String> taggedColumns(String database, String table) {
    String prefix = Spot.inTable(database, table);
    return below(prefix).entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(entry -> entry.getKey().substring(prefix.length()))
        .filter(column -> !column.isEmpty())
        .toList();
  }

  private Map<String, Map<String, String>> below(String prefix) {
    return assigned.subMap(prefix, prefix + Character.MAX_VALUE);
  }

  Map<String, String> effective(String database) {
    return direct(new Spot(database, "", ""));
  }

  /** The database's tags, overridden by the table's own (aws-facts 18). */
  Map<String, String> effective(String database, String table) {
    Map<String, String> tags = effective(database);
    tags.putAll(direct(new Spot(database, table, "")));
    return tags;
  }

  Map<String, String> effective(String database, String table, String column) {
    Map<String, String> tags = effective(database, table);
    tags.putAll(direct(new Spot(database, table, column)));
    return tags;
  }

  boolean matches(LFTagPolicyResource policy, Map<String, String> tagged) {
    List<LFTag> expression =
        policy.expressionName() == null
            ? policy.expression()
            : expressions.terms(policy.expressionName());
    return !expression.isEmpty() && expression.stream().allMatch(tag -> matches(tag, tagged));
  }

  private static boolean matches(LFTag tag, Map<String, String> tagged) {
    String value = tagged.get(tag.tagKey());
    return value != null && (tag.tagValues().contains("*") || tag.tagValues().contains(value));
  }

  synchronized void databaseDeleted(String database) {
    forget(below(Spot.inDatabase(database)));
  }

  synchronized void tableDeleted(String database, String table) {
    forget(below(Spot.inTable(database, table)));
  }

  private void forget(Map<String, Map<String, String>> gone) {
    gone.values().forEach(tags -> tags.forEach(this::unuse));
    gone.clear();
  }
}
