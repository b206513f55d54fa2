package io.twinlake.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The conditions of one statement of a resource policy for the target. What each key holds is known
 * by its name; a value under another key that names the source, or under one whose values are of
 * one region alone, has no counterpart.
 *
 * @param allows whether the statement allows, and so may not name whoever is left out
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">AWS:
 *     global condition keys</a>
 */
record PolicyConditions(PolicyRewrite law, boolean allows, Consumer<String> objection) {
  private static final String REGION = "aws:requestedregion";
  private static final Set<String> ACCOUNTS =
      Set.of("aws:principalaccount", "aws:sourceaccount", "aws:resourceaccount");
  private static final Set<String> ARNS =
      Set.of("aws:principalarn", "aws:sourcearn", "aws:federatedprovider");

  /** A network and its endpoints lie in one region. */
  private static final Set<String> NETWORKS =
      Set.of("aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn", "aws:ec2instancesourcevpc");

  /** Other names of principals than their ARNs, which no mapping knows. */
  private static final Set<String> NAMES = Set.of("aws:username", "aws:userid");

  /** Tags are the same in the target, whatever they say. */
  private static final Pattern TAG =
      Pattern.compile("\\w+:(resource|principal|request)tag/.*|aws:tagkeys", Pattern.DOTALL);

  /** Operators that compare texts, without what may be around their names. */
  private static final Pattern TEXTUAL =
      Pattern.compile(
          "(?:for(?:all|any)values?:)?(string|arn)(not)?(equals(ignorecase)?|like)(?:ifexists)?");

  private static final Pattern NULL = Pattern.compile("null", Pattern.CASE_INSENSITIVE);

  JsonNode rewrite(JsonNode conditions) {
    if (!(conditions instanceof ObjectNode operators)) {
      return conditions;
    }
    ObjectNode copy = operators.objectNode();
    operators
        .properties()
        .forEach(
            operator -> copy.set(operator.getKey(), of(operator.getKey(), operator.getValue())));
    return copy;
  }

  private JsonNode of(String operator, JsonNode keys) {
    if (!(keys instanceof ObjectNode found) || NULL.matcher(operator).matches()) {
      return keys;
    }
    ObjectNode copy = found.objectNode();
    found
        .properties()
        .forEach(
            key ->
                copy.set(
                    key.getKey(),
                    values(operator.toLowerCase(Locale.ROOT), key.getKey(), key.getValue())));
    return copy;
  }

  private JsonNode values(String operator, String name, JsonNode value) {
    String key = name.toLowerCase(Locale.ROOT);
    if (TAG.matcher(key).matches()) {
      return value;
    }
    if (NETWORKS.contains(key)) {
      objection.accept("its %s is of one region alone".formatted(name));
      return value;
    }
    if (NAMES.contains(key) && !law.principals().isIdentity()) {
      objection.accept(
          "its %s tells a principal otherwise than principals are mapped".formatted(name));
      return value;
    }
    if (!isKnown(key) || !TEXTUAL.matcher(operator).matches()) {
      return unknown(name, value);
    }
    Comparison comparison = new Comparison(operator);
    if (key.equals(REGION)) {
      return each(value, text -> filled(name, text, t -> region(comparison, t)));
    }
    if (ACCOUNTS.contains(key)) {
      return each(value, text -> filled(name, text, t -> accounts(comparison, t)));
    }
    return each(value, text -> filled(name, text, t -> arn(comparison, t)));
  }

  private static boolean isKnown(String key) {
    return key.equals(REGION) || ACCOUNTS.contains(key) || ARNS.contains(key);
  }

  /** How an operator compares a value with what a call has. */
  private record Comparison(String operator) {
    boolean byPattern() {
      return operator.contains("like") || operator.contains("arn");
    }

    boolean isNegative() {
      return operator.contains("not");
    }

    boolean matches(String value, String whole) {
      if (byPattern()) {
        return new PolicyPattern(value).matches(whole);
      }
      return operator.contains("ignorecase") ? value.equalsIgnoreCase(whole) : value.equals(whole);
    }
  }

  private JsonNode each(JsonNode value, Function<String, Set<String>> mapping) {
    Set<String> mapped = new LinkedHashSet<>();
    boolean several = value.isArray();
    for (JsonNode item : several ? value : List.of(value)) {
      mapped.addAll(mapping.apply(item.asText()));
    }
    if (mapped.isEmpty() && !(several && value.isEmpty())) {
      objection.accept("principal_mapping leaves out whom it allows something");
    }
    if (!several && mapped.size() == 1) {
      return TextNode.valueOf(mapped.iterator().next());
    }
    ArrayNode texts = JsonNodeFactory.instance.arrayNode();
    mapped.forEach(texts::add);
    return texts;
  }

  private Set<String> filled(String name, String text, Function<String, Set<String>> mapping) {
    if (new PolicyPattern(text).isVariable()) {
      objection.accept("what %s is compared with, %s, is not known".formatted(name, text));
      return Set.of(text);
    }
    return mapping.apply(text);
  }

  /** A catalog is asked in its own region alone, so that one value decides. */
  private Set<String> region(Comparison comparison, String value) {
    boolean inSource = comparison.matches(value, law.sourceRegion());
    boolean same = inSource == comparison.matches(value, law.targetRegion());
    return Set.of(same ? value : inSource ? law.targetRegion() : law.sourceRegion());
  }

  private Set<String> accounts(Comparison comparison, String value) {
    Map<String, String> accounts = law.principals().accounts();
    boolean exact = !comparison.byPattern() || !new PolicyPattern(value).isPattern();
    Set<String> mapped = new LinkedHashSet<>();
    mapped.add(exact ? law.principals().account(value) : value);
    accounts.forEach(
        (from, to) -> {
          boolean is = mapped.stream().anyMatch(each -> comparison.matches(each, to));
          if (comparison.matches(value, from) && !is) {
            mapped.add(to);
          } else if (!comparison.matches(value, from) && is) {
            objection.accept("%s would be %s, too, which stands for %s".formatted(value, to, from));
          }
        });
    return mapped;
  }

  private Set<String> arn(Comparison comparison, String value) {
    ArnCounterpart counterpart = new ArnCounterpart(law, allows);
    if (comparison.byPattern() && new PolicyPattern(value).isPattern()) {
      Optional<String> mapped = counterpart.ofPattern(value);
      if (mapped.isEmpty()) {
        objection.accept("%s would not be the same in the target".formatted(value));
      }
      return Set.of(mapped.orElse(value));
    }
    Optional<String> owner = law.standsFor(value, allows && !comparison.isNegative(), objection);
    return owner.map(id -> Set.of(counterpart.inRegion(id))).orElse(Set.of());
  }

  private JsonNode unknown(String name, JsonNode value) {
    for (JsonNode item : value.isArray() ? value : List.of(value)) {
      String text = item.asText();
      if (namesSource(text)) {
        objection.accept("what %s is compared with, %s, names the source".formatted(name, text));
      }
    }
    return value;
  }

  private boolean namesSource(String text) {
    boolean region =
        !law.sourceRegion().equals(law.targetRegion()) && hasWord(text, law.sourceRegion());
    return region
        || law.principals().accounts().entrySet().stream()
            .anyMatch(
                each -> !each.getKey().equals(each.getValue()) && hasWord(text, each.getKey()));
  }

  private static boolean hasWord(String text, String word) {
    return Pattern.compile("(?<![a-z0-9])" + Pattern.quote(word) + "(?![0-9])")
        .matcher(text)
        .find();
  }
}
