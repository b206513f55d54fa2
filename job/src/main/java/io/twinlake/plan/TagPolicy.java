package io.twinlake.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Resources by their LF-tags: what a grant by policy is on, or a row policy is attached to.
 *
 * @param type {@code DATABASE} or {@code TABLE}, which means its columns too
 * @param expressionName the named expression, or empty when the terms are its own
 */
public record TagPolicy(String type, String expressionName, TagTerms own) {
  /**
   * The policy of a grant's or attachment's resource; empty for other resources, and for another
   * account's.
   */
  public static Optional<TagPolicy> of(ObjectNode resource, String account) {
    if (!(resource.get("LFTagPolicy") instanceof ObjectNode policy)
        || !policy.path("CatalogId").asText(account).equals(account)) {
      return Optional.empty();
    }
    return Optional.of(
        new TagPolicy(
            policy.path("ResourceType").asText(),
            policy.path("ExpressionName").asText(""),
            TagTerms.of(policy.path("Expression"))));
  }

  /**
   * What it says in a region.
   *
   * @param expressions the named expressions there
   */
  public TagTerms terms(Map<String, TagTerms> expressions) {
    return expressionName.isEmpty() ? own : expressions.getOrDefault(expressionName, TagTerms.NONE);
  }

  /** The LF-tag keys that decide what it matches. */
  public Set<String> keys(Map<String, TagTerms> expressions) {
    return terms(expressions).keys();
  }

  /** Whether it is about databases, or else about tables and columns; what is unknown is both. */
  public boolean isAbout(boolean databases) {
    return !type.equals(databases ? "TABLE" : "DATABASE");
  }

  /**
   * Whether it matches a database, or else a table or column.
   *
   * @param tags the effective ones, key to value
   */
  public boolean matches(
      boolean database, Map<String, String> tags, Map<String, TagTerms> expressions) {
    return isAbout(database) && terms(expressions).match(tags);
  }
}
