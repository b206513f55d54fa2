package io.twinlake.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The LF-tags assigned to a database, or to a table and its columns, without what they inherit.
 *
 * @param own key to value
 * @param columns the same by column, only those with any; a database has none
 */
public record Tagged(Map<String, String> own, Map<String, Map<String, String>> columns) {
  public static final Tagged NONE = new Tagged(Map.of(), Map.of());

  private static final List<String> OWN = List.of("LFTagOnDatabase", "LFTagsOnTable");

  /**
   * @param assignment the answer of GetResourceLFTags with ShowAssignedLFTags
   * @param isOurs which tags count, as a pair with CatalogId and TagKey
   */
  static Tagged of(JsonNode assignment, Predicate<JsonNode> isOurs) {
    Map<String, String> own = new TreeMap<>();
    OWN.forEach(member -> own.putAll(tags(assignment.path(member), isOurs)));
    Map<String, Map<String, String>> columns = new TreeMap<>();
    for (JsonNode column : assignment.path("LFTagsOnColumns")) {
      Map<String, String> tags = tags(column.path("LFTags"), isOurs);
      if (!tags.isEmpty()) {
        columns.put(column.path("Name").asText(), tags);
      }
    }
    return new Tagged(own, columns);
  }

  /** One value a key (aws-facts 18). */
  static Map<String, String> tags(JsonNode pairs, Predicate<JsonNode> isOurs) {
    Map<String, String> tags = new TreeMap<>();
    for (JsonNode pair : pairs) {
      if (isOurs.test(pair)) {
        tags.put(pair.path("TagKey").asText(), pair.path("TagValues").path(0).asText());
      }
    }
    return tags;
  }

  public boolean isEmpty() {
    return own.isEmpty() && columns.isEmpty();
  }

  /** The tags of one column, empty for a column without. */
  Map<String, String> column(String name) {
    return columns.getOrDefault(name, Map.of());
  }

  /** The columns that have tags in this one or the other. */
  Set<String> columnsWith(Tagged other) {
    Set<String> names = new TreeSet<>(columns.keySet());
    names.addAll(other.columns.keySet());
    return names;
  }

  /** The same with other tags on each level. */
  Tagged map(UnaryOperator<Map<String, String>> tags) {
    Map<String, Map<String, String>> mapped = new TreeMap<>();
    columns.forEach(
        (column, held) -> {
          Map<String, String> left = tags.apply(held);
          if (!left.isEmpty()) {
            mapped.put(column, left);
          }
        });
    return new Tagged(tags.apply(own), mapped);
  }

  Tagged without(Set<String> keys) {
    return keys.isEmpty() ? this : map(tags -> Tags.without(tags, keys));
  }

  /** The keys whose assignments differ from the other's, on any level. */
  public Set<String> differing(Tagged other) {
    Set<String> keys = new TreeSet<>(Tags.differing(own, other.own));
    columnsWith(other).forEach(c -> keys.addAll(Tags.differing(column(c), other.column(c))));
    return keys;
  }

  /** Where it differs from what is found, for people. */
  public String difference(Tagged found) {
    return Differences.between(toDocument(), found.toDocument());
  }

  private ObjectNode toDocument() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    own.forEach(document.withObject("/tags")::put);
    columns.forEach((name, tags) -> tags.forEach(column(document, name)::put));
    return document;
  }

  private static ObjectNode column(ObjectNode document, String name) {
    ObjectNode columns = document.withObject("/columns");
    return columns.get(name) instanceof ObjectNode tags ? tags : columns.putObject(name);
  }

  /** All LF-tag keys, each level's. */
  public Set<String> keys() {
    Set<String> keys = new TreeSet<>(own.keySet());
    columns.values().forEach(tags -> keys.addAll(tags.keySet()));
    return keys;
  }

  /** Column names with equal tags are told together. */
  static Map<Map<String, String>, List<String>> grouped(Map<String, Map<String, String>> columns) {
    Map<Map<String, String>, List<String>> groups = new LinkedHashMap<>();
    columns.forEach(
        (name, tags) -> {
          if (!tags.isEmpty()) {
            groups.computeIfAbsent(tags, any -> new ArrayList<>()).add(name);
          }
        });
    return groups;
  }
}
