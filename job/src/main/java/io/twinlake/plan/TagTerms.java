package io.twinlake.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinlake.model.ObjectKey;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The terms of an LF-tag expression, all of which must hold.
 *
 * @param values by tag key, any of them matches; {@code *} is every value
 */
public record TagTerms(Map<String, Set<String>> values) {
  /** Matches nothing, as a name that no expression has. */
  public static final TagTerms NONE = new TagTerms(Map.of());

  private static final String ANY = "*";

  /**
   * @param expression as AWS spells it: {@code [{"TagKey":…,"TagValues":[…]}]}
   */
  public static TagTerms of(JsonNode expression) {
    Map<String, Set<String>> terms = new TreeMap<>();
    for (JsonNode term : expression) {
      Set<String> values = new TreeSet<>();
      term.path("TagValues").forEach(value -> values.add(ObjectKey.fold(value.asText())));
      terms.merge(ObjectKey.fold(term.path("TagKey").asText()), values, TagTerms::both);
    }
    return new TagTerms(terms);
  }

  private static Set<String> both(Set<String> left, Set<String> right) {
    if (left.contains(ANY)) {
      return right;
    }
    Set<String> both = new TreeSet<>(left);
    both.removeIf(value -> !right.contains(ANY) && !right.contains(value));
    return both;
  }

  public Set<String> keys() {
    return values.keySet();
  }

  /** Whether something with these effective tags, key to value, is meant. */
  public boolean match(Map<String, String> tags) {
    return !values.isEmpty() && keys().stream().allMatch(key -> allow(key, tags));
  }

  /** Whether the tag of one key is as its term says. */
  boolean allow(String key, Map<String, String> tags) {
    String value = tags.get(key);
    Set<String> allowed = values.getOrDefault(key, Set.of());
    return value != null && (allowed.contains(ANY) || allowed.contains(value));
  }
}
