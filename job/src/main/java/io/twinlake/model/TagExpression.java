package io.twinlake.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An expression of LF-tags, as tag policies and named expressions have it: a list of terms {@code
 * {"TagKey":…,"TagValues":[…]}}, all of which must match.
 */
public final class TagExpression {
  private TagExpression() {}

  /** The terms by key, keys and values in lower case as they are stored (aws-facts 18). */
  public static ArrayNode canonical(JsonNode expression) {
    TreeMap<String, SortedSet<String>> terms = new TreeMap<>();
    List<JsonNode> again = new ArrayList<>();
    for (JsonNode term : expression) {
      if (terms.putIfAbsent(key(term), values(term)) != null) {
        again.add(term);
      }
    }
    ArrayNode canonical = JsonNodeFactory.instance.arrayNode();
    terms.forEach((key, values) -> canonical.add(term(key, values)));
    // Two terms of one key are for AWS to judge.
    again.forEach(term -> canonical.add(term(key(term), values(term))));
    return canonical;
  }

  /** The keys that are mentioned. */
  public static Set<String> keys(JsonNode expression) {
    Set<String> keys = new TreeSet<>();
    expression.forEach(term -> keys.add(key(term)));
    return keys;
  }

  /** For people: {@code sensitivity=public,internal and team=sales}. */
  public static String describe(JsonNode expression) {
    List<String> terms = new ArrayList<>();
    for (JsonNode term : expression) {
      terms.add(key(term) + "=" + String.join(",", values(term)));
    }
    return String.join(" and ", terms);
  }

  private static String key(JsonNode term) {
    return ObjectKey.fold(term.path("TagKey").asText());
  }

  private static SortedSet<String> values(JsonNode term) {
    SortedSet<String> values = new TreeSet<>();
    term.path("TagValues").forEach(value -> values.add(ObjectKey.fold(value.asText())));
    return values;
  }

  private static ObjectNode term(String key, SortedSet<String> values) {
    ObjectNode term = JsonNodeFactory.instance.objectNode().put("TagKey", key);
    values.forEach(term.putArray("TagValues")::add);
    return term;
  }
}
