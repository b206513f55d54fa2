package io.twinlake.plan;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything in a region that goes by LF-tags.
 *
 * @param grants policies that something is granted by
 * @param rows row policies that are attached by LF-tags
 * @param expressions the named expressions
 */
public record TagPolicies(
    Set<TagPolicy> grants, Set<RowsByTag> rows, Map<String, TagTerms> expressions) {
  public static final TagPolicies NONE = new TagPolicies(Set.of(), Set.of(), Map.of());

  /**
   * An attachment of a row-level-security policy by LF-tags.
   *
   * @param name tells one attachment from another
   */
  public record RowsByTag(String name, TagPolicy policy) {}

  /** The same when the named expressions say something else. */
  public TagPolicies with(Map<String, TagTerms> otherExpressions) {
    return new TagPolicies(grants, rows, otherExpressions);
  }

  boolean isEmpty() {
    return grants.isEmpty() && rows.isEmpty();
  }

  /** The LF-tag keys that decide anything. */
  Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    grants.forEach(policy -> keys.addAll(policy.keys(expressions)));
    rows.forEach(attached -> keys.addAll(attached.policy().keys(expressions)));
    return keys;
  }

  /** What of it matches a database, or else a table or column, with these effective tags. */
  Matched at(boolean database, Map<String, String> tags) {
    Set<TagPolicy> given = new HashSet<>();
    for (TagPolicy policy : grants) {
      if (policy.matches(database, tags, expressions)) {
        given.add(policy);
      }
    }
    Set<RowsByTag> hidden = new HashSet<>();
    for (RowsByTag attached : rows) {
      if (attached.policy().matches(database, tags, expressions)) {
        hidden.add(attached);
      }
    }
    return new Matched(given, hidden);
  }
}
