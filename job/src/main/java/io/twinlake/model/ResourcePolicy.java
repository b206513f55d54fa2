package io.twinlake.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The resource policy of a catalog, statement by statement in no order. Two statements are the same
 * that say the same: one value or a list of it, in whatever order, under whatever Sid.
 *
 * @param statements by what they say
 */
public record ResourcePolicy(Map<String, ObjectNode> statements) {
  public static final ResourcePolicy NONE = new ResourcePolicy(Map.of());

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SID = "Sid";

  /**
   * @throws IllegalArgumentException when the text is no policy
   */
  public static ResourcePolicy parse(String text) {
    try {
      JsonNode found = JSON.readTree(text).path("Statement");
      List<ObjectNode> statements = new ArrayList<>();
      for (JsonNode each : listed(found)) {
        statements.add((ObjectNode) each);
      }
      return of(statements);
    } catch (JsonProcessingException | ClassCastException e) {
      throw new IllegalArgumentException("The text is no policy: " + text, e);
    }
  }

  public static ResourcePolicy of(Collection<ObjectNode> statements) {
    Map<String, ObjectNode> byMeaning = new LinkedHashMap<>();
    statements.forEach(each -> byMeaning.putIfAbsent(meaning(each), each));
    return new ResourcePolicy(byMeaning);
  }

  /** The text of the policy, in which no two statements have one Sid: AWS refuses that. */
  public String text() {
    ObjectNode policy = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");
    ArrayNode listed = policy.putArray("Statement");
    Set<String> sids = new HashSet<>();
    for (ObjectNode statement : statements.values()) {
      String sid = statement.path(SID).asText("");
      String free = sid;
      for (int n = 2; !sid.isEmpty() && !sids.add(free); n++) {
        free = sid + n;
      }
      listed.add(free.equals(sid) ? statement : statement.deepCopy().put(SID, free));
    }
    return policy.toString();
  }

  public boolean isEmpty() {
    return statements.isEmpty();
  }

  public boolean saysTheSame(ResourcePolicy other) {
    return statements.keySet().equals(other.statements.keySet());
  }

  /** The statements that the other one lacks. */
  public ResourcePolicy without(ResourcePolicy other) {
    return where(entry -> !other.statements.containsKey(entry.getKey()));
  }

  public ResourcePolicy with(ResourcePolicy other) {
    return of(Stream.of(this, other).flatMap(p -> p.statements.values().stream()).toList());
  }

  public ResourcePolicy denials() {
    return where(entry -> isDenial(entry.getValue()));
  }

  public ResourcePolicy allowances() {
    return where(entry -> !isDenial(entry.getValue()));
  }

  /**
   * What goes with shares across accounts, by Lake Formation or RAM, and is never taken away
   * (aws-facts 12).
   */
  public ResourcePolicy shares() {
    return where(
        entry ->
            entry.getKey().contains("ram.amazonaws.com")
                || entry
                    .getKey()
                    .toLowerCase(Locale.ROOT)
                    .contains("evaluatedbylakeformationtags"));
  }

  /** For people: the statements' Sids, or what they say. */
  public String names() {
    return statements.values().stream().map(ResourcePolicy::name).collect(Collectors.joining(", "));
  }

  /** For people: a statement's Sid, or what it says. */
  public static String name(ObjectNode statement) {
    String sid = statement.path(SID).asText("");
    return sid.isEmpty() ? meaning(statement) : sid;
  }

  private ResourcePolicy where(Predicate<Map.Entry<String, ObjectNode>> wanted) {
    Map<String, ObjectNode> kept = new LinkedHashMap<>();
    statements.entrySet().stream()
        .filter(wanted)
        .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
    return new ResourcePolicy(kept);
  }

  public static boolean isDenial(ObjectNode statement) {
    return statement.path("Effect").asText("").equals("Deny");
  }

  private static String meaning(ObjectNode statement) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    statement
        .properties()
        .forEach(
            member -> {
              if (!member.getKey().equals(SID)) {
                said.set(member.getKey(), meaning(member.getKey(), member.getValue()));
              }
            });
    return Canonical.text(said);
  }

  /** Actions are case-insensitive; an account's id is short for its root, and * for anybody. */
  private static JsonNode meaning(String name, JsonNode value) {
    if (name.equals("Effect")) {
      return value;
    }
    if (value instanceof ObjectNode object) {
      ObjectNode said = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(m -> said.set(m.getKey(), meaning(m.getKey(), m.getValue())));
      return said;
    }
    if (name.endsWith("Principal")) {
      return JsonNodeFactory.instance.objectNode().set("AWS", meaning("AWS", value));
    }
    TreeSet<String> values = new TreeSet<>();
    listed(value).forEach(item -> values.add(meaning(name, item.asText())));
    ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
    values.forEach(sorted::add);
    return sorted;
  }

  private static String meaning(String name, String value) {
    if (name.endsWith("Action")) {
      return value.toLowerCase(Locale.ROOT);
    }
    return name.equals("AWS") ? value.replaceAll("^arn:[\\w-]+:iam::(\\d{12}):root$", "$1") : value;
  }

  private static Iterable<JsonNode> listed(JsonNode value) {
    return value.isArray() ? value : List.of(value);
  }
}
