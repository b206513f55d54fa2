package io.twinlake.plan;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Maps of LF-tags, key to value, as one resource has them. */
final class Tags {
  private Tags() {}

  /** What a resource with tags of its own has, given what it inherits (aws-facts 18). */
  static Map<String, String> effective(Map<String, String> inherited, Map<String, String> own) {
    if (own.isEmpty()) {
      return inherited;
    }
    Map<String, String> effective = new TreeMap<>(inherited);
    effective.putAll(own);
    return effective;
  }

  static Map<String, String> without(Map<String, String> tags, Set<String> keys) {
    Map<String, String> rest = new TreeMap<>(tags);
    rest.keySet().removeAll(keys);
    return rest;
  }

  static Map<String, String> only(Map<String, String> tags, Set<String> keys) {
    Map<String, String> rest = new TreeMap<>(tags);
    rest.keySet().retainAll(keys);
    return rest;
  }

  /** The tags that are new or have another value. */
  static Map<String, String> added(Map<String, String> before, Map<String, String> after) {
    Map<String, String> added = new TreeMap<>(after);
    added.entrySet().removeAll(before.entrySet());
    return added;
  }

  /** The tags whose key is gone, with the value they had. */
  static Map<String, String> gone(Map<String, String> before, Map<String, String> after) {
    return without(before, after.keySet());
  }

  static Set<String> differing(Map<String, String> before, Map<String, String> after) {
    Set<String> keys = new TreeSet<>(added(before, after).keySet());
    keys.addAll(gone(before, after).keySet());
    return keys;
  }
}
