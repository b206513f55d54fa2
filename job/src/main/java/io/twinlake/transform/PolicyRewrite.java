package io.twinlake.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import io.twinlake.model.ResourcePolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The catalog's resource policy for the target: each statement says of the target's catalog and of
 * whoever stands for its principals what it says in the source (aws-facts 12). One that cannot is
 * left out if it allows, and told if it denies.
 *
 * @param sourceAccount the account whose catalog has the policy
 */
public record PolicyRewrite(
    PrincipalMapping principals, String sourceAccount, String sourceRegion, String targetRegion) {
  private static final String EVERYBODY = "*";

  /** {@code arn:aws:sts::111122223333:assumed-role/Role/session} */
  private static final Pattern ASSUMED =
      Pattern.compile("(arn:[\\w-]+:)sts::(\\d{12}):assumed-role/([^/]+)/(.+)", Pattern.DOTALL);

  private static final Pattern ROLE =
      Pattern.compile("arn:[\\w-]+:iam::(\\d{12}):role/(?:.*/)?([^/]+)", Pattern.DOTALL);

  /**
   * A policy for the target.
   *
   * @param policy without what is named beside it
   * @param leftOut what would allow more, or allows nobody else than those left out, and why
   * @param unmapped what would deny less, and why
   */
  public record Rewritten(
      ResourcePolicy policy, Map<ObjectNode, String> leftOut, Map<ObjectNode, String> unmapped) {
    public Rewritten {
      leftOut = ImmutableMap.copyOf(leftOut);
      unmapped = ImmutableMap.copyOf(unmapped);
    }
  }

  public Rewritten rewrite(ResourcePolicy policy) {
    List<ObjectNode> kept = new ArrayList<>();
    Map<ObjectNode, String> leftOut = new LinkedHashMap<>();
    Map<ObjectNode, String> unmapped = new LinkedHashMap<>();
    for (ObjectNode statement : policy.statements().values()) {
      List<String> objections = new ArrayList<>();
      ObjectNode copy = statement(statement, objections::add);
      if (objections.isEmpty()) {
        kept.add(copy);
      } else {
        (allows(statement) ? leftOut : unmapped).put(statement, String.join("; ", objections));
      }
    }
    return new Rewritten(ResourcePolicy.of(kept), leftOut, unmapped);
  }

  private ObjectNode statement(ObjectNode statement, Consumer<String> objection) {
    ObjectNode copy = statement.objectNode();
    boolean allows = allows(statement);
    statement
        .properties()
        .forEach(
            member -> {
              String name = member.getKey();
              JsonNode value = member.getValue();
              if (allows && (name.equals("NotPrincipal") || name.equals("NotResource"))) {
                objection.accept("it allows by " + name + ", all but some");
              }
              copy.set(
                  name,
                  switch (name) {
                    case "Principal", "NotPrincipal" -> principals(value, allows, objection);
                    case "Resource", "NotResource" ->
                        each(value, text -> Optional.of(resource(text, objection)));
                    case "Condition" ->
                        new PolicyConditions(this, allows, objection).rewrite(value);
                    default -> value;
                  });
            });
    return copy;
  }

  private static boolean allows(ObjectNode statement) {
    return !ResourcePolicy.isDenial(statement);
  }

  private JsonNode principals(JsonNode value, boolean allows, Consumer<String> objection) {
    if (!(value instanceof ObjectNode sorts)) {
      return value;
    }
    ObjectNode copy = sorts.objectNode();
    sorts
        .properties()
        .forEach(
            sort -> {
              boolean named = sort.getKey().equals("AWS") || sort.getKey().equals("Federated");
              JsonNode mapped =
                  named
                      ? each(sort.getValue(), id -> standsFor(id, allows, objection))
                      : sort.getValue();
              if (!mapped.isArray() || !mapped.isEmpty()) {
                copy.set(sort.getKey(), mapped);
              }
            });
    if (copy.isEmpty()) {
      objection.accept("principal_mapping leaves out whom it allows something");
    }
    return copy;
  }

  /** Who stands for a principal; nobody, where something is to be given and they are left out. */
  Optional<String> standsFor(String id, boolean given, Consumer<String> objection) {
    if (given && isLeftOut(id)) {
      return Optional.empty();
    }
    List<String> candidates = candidates(id);
    if (candidates.size() > 1) {
      objection.accept(
          "the role of %s may have a path or none, and would be %s"
              .formatted(id, String.join(" or ", candidates)));
    }
    return Optional.of(candidates.get(0));
  }

  private boolean isLeftOut(String id) {
    return principals.leavesOut(id) || roles(id).stream().anyMatch(principals::leavesOut);
  }

  /** Who may stand for a principal; for a session of a role, the same session of its role. */
  private List<String> candidates(String id) {
    if (id.equals(EVERYBODY)) {
      return List.of(id);
    }
    Matcher session = ASSUMED.matcher(id);
    List<String> sessions =
        session.matches()
            ? roles(id).stream()
                .map(principals::principal)
                .map(ROLE::matcher)
                .filter(Matcher::matches)
                .map(
                    role ->
                        "%ssts::%s:assumed-role/%s/%s"
                            .formatted(
                                session.group(1), role.group(1), role.group(2), session.group(4)))
                .distinct()
                .toList()
            : List.of();
    return sessions.isEmpty() ? List.of(principals.principal(id)) : sessions;
  }

  /** The roles that a session may be of. */
  private List<String> roles(String id) {
    Matcher session = ASSUMED.matcher(id);
    return session.matches()
        ? new SessionRoles(principals.entries().keySet())
            .of("%siam::%s:role/".formatted(session.group(1), session.group(2)), session.group(3))
        : List.of();
  }

  /**
   * What matches the same of the target's catalog: the policy is asked about no other, so a region
   * or an account that names the source becomes the target's, and one that names the target becomes
   * the source's.
   */
  private String resource(String text, Consumer<String> objection) {
    if (text.equals(EVERYBODY)) {
      return text;
    }
    Optional<PolicyArn> parsed = PolicyArn.parse(text);
    if (parsed.isEmpty()) {
      objection.accept("it is not clear whose resource %s is".formatted(text));
      return text;
    }
    PolicyArn arn = parsed.get();
    String account = principals.account(sourceAccount);
    boolean inSource = arn.isIn(sourceRegion, sourceAccount);
    if (inSource == arn.isIn(targetRegion, account)) {
      return text;
    }
    return (inSource ? arn.in(targetRegion, account) : arn.in(sourceRegion, sourceAccount)).text();
  }

  /** One text or a list of them, each mapped or left out. */
  static JsonNode each(JsonNode value, Mapping mapping) {
    ArrayNode mapped = JsonNodeFactory.instance.arrayNode();
    (value.isArray() ? value : mapped.arrayNode().add(value))
        .forEach(item -> mapping.of(item.asText()).ifPresent(mapped::add));
    return value.isArray() || mapped.size() != 1 ? mapped : mapped.get(0);
  }

  /** Empty for what is left out. */
  interface Mapping {
    Optional<String> of(String text);
  }
}
