package io.twinlake.standin.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One statement of a policy.
 *
 * @param principals account ids, ARNs, service names or {@code *}; empty in an identity's policy
 */
record Statement(
    boolean allow,
    List<String> actions,
    boolean notActions,
    List<String> resources,
    boolean notResources,
    List<String> principals,
    List<Condition> conditions) {
  private static final Set<String> ELEMENTS =
      Set.of(
          "Sid",
          "Effect",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Principal",
          "Condition");

  static Statement parse(JsonNode node) {
    node.fieldNames().forEachRemaining(Statement::requireKnown);
    String effect = node.path("Effect").asText();
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      throw new IllegalArgumentException("Effect is Allow or Deny, not \"" + effect + "\".");
    }
    return new Statement(
        effect.equals("Allow"),
        texts(node.has("Action") ? node.get("Action") : node.path("NotAction")),
        node.has("NotAction"),
        texts(node.has("Resource") ? node.get("Resource") : node.path("NotResource")),
        node.has("NotResource"),
        principals(node.path("Principal")),
        Condition.parse(node.path("Condition")));
  }

  private static void requireKnown(String element) {
    if (!ELEMENTS.contains(element)) {
      throw new IllegalArgumentException(
          "The stand-in does not know the policy element " + element + ".");
    }
  }

  private static List<String> principals(JsonNode node) {
    List<String> principals = new ArrayList<>();
    if (node.isTextual()) {
      principals.add(node.textValue());
    }
    node.properties().forEach(kind -> principals.addAll(texts(kind.getValue())));
    return principals;
  }

  /** A string, or an array of strings. */
  static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(item -> texts.addAll(texts(item)));
    } else if (node.isValueNode() && !node.isNull()) {
      texts.add(node.asText());
    } else if (!node.isMissingNode()) {
      throw new IllegalArgumentException("A policy has text here, not " + node + ".");
    }
    return texts;
  }

  boolean appliesTo(Access access) {
    return actions.stream().anyMatch(a -> Wildcards.matchesIgnoringCase(a, access.action()))
            != notActions
        && (resources.isEmpty()
            || resources.stream().anyMatch(r -> Wildcards.matchesArn(r, access.resource()))
                != notResources)
        && (principals.isEmpty() || principals.stream().anyMatch(p -> names(p, access)))
        && conditions.stream().allMatch(condition -> condition.holds(access));
  }

  private static boolean names(String principal, Access access) {
    return principal.equals("*")
        || principal.equals(access.caller().account())
        || principal.equals("arn:aws:iam::" + access.caller().account() + ":root")
        || principal.equals(access.caller().principal())
        || principal.equals(access.caller().sessionArn());
  }
}
