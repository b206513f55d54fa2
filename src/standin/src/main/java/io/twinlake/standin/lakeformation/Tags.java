package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.AwsError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagPolicyResource;

/** LF-tags, their values and what they are assigned to. Calls nothing while it holds its lock. */
final class Tags {
  private final Expressions expressions;
  private final TreeMap<String, List<String>> valuesByKey = new TreeMap<>();
  private final TreeMap<Spot, Map<String, String>> assigned = new TreeMap<>();

  Tags(Expressions expressions) {
    this.expressions = expressions;
  }

  /** A database, a table or a column; the parts that do not apply are empty. */
  record Spot(String database, String table, String column) implements Comparable<Spot> {
    @Override
    public int compareTo(Spot other) {
      return (database + '\0' + table + '\0' + column)
          .compareTo(other.database + '\0' + other.table + '\0' + other.column);
    }
  }

  synchronized Map<String, List<String>> all() {
    return new TreeMap<>(valuesByKey);
  }

  synchronized List<String> values(String key) {
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

  synchronized boolean create(String key, List<String> values) {
    return valuesByKey.putIfAbsent(key, values) == null;
  }

  /**
   * @return whether a value to be deleted is assigned somewhere, in which case nothing changed
   */
  synchronized boolean update(String key, List<String> added, List<String> deleted) {
    boolean inUse =
        assigned.values().stream()
            .flatMap(tags -> Optional.ofNullable(tags.get(key)).stream())
            .anyMatch(deleted::contains);
    if (!inUse) {
      TreeSet<String> values = new TreeSet<>(values(key));
      values.addAll(added);
      values.removeAll(deleted);
      valuesByKey.put(key, List.copyOf(values));
    }
    return inUse;
  }

  synchronized void delete(String key) {
    valuesByKey.remove(key);
    assigned.values().forEach(tags -> tags.remove(key));
  }

  synchronized void assign(Spot spot, String key, String value) {
    assigned.computeIfAbsent(spot, each -> new TreeMap<>()).put(key, value);
  }

  synchronized boolean unassign(Spot spot, String key, String value) {
    return assigned.getOrDefault(spot, new HashMap<>()).remove(key, value);
  }

  synchronized Map<String, String> direct(Spot spot) {
    return new TreeMap<>(assigned.getOrDefault(spot, Map.of()));
  }

  /** The columns of a table with tags of their own. */
  synchronized List<String> taggedColumns(String database, String table) {
    return assigned.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .filter(spot -> spot.database().equals(database) && spot.table().equals(table))
        .map(Spot::column)
        .filter(column -> !column.isEmpty())
        .toList();
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
    assigned.keySet().removeIf(spot -> spot.database().equals(database));
  }

  synchronized void tableDeleted(String database, String table) {
    assigned
        .keySet()
        .removeIf(spot -> spot.database().equals(database) && spot.table().equals(table));
  }
}
