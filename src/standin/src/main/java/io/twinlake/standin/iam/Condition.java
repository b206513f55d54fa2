package io.twinlake.standin.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * One line of a Condition block. The values are alternatives; of a negated operator none may match.
 *
 * @param key in lower case
 * @param ifExists whether an absent key satisfies the condition
 */
record Condition(
    BiPredicate<String, String> operator,
    boolean negated,
    boolean ifExists,
    String key,
    List<String> values) {
  private static final String IF_EXISTS = "IfExists";

  private static final Map<String, BiPredicate<String, String>> OPERATORS =
      Map.of(
          "StringEquals", String::equals,
          "StringLike", Wildcards::matches,
          "ArnEquals", Wildcards::matchesArn,
          "ArnLike", Wildcards::matchesArn,
          "Bool", String::equalsIgnoreCase);

  static List<Condition> parse(JsonNode block) {
    List<Condition> conditions = new ArrayList<>();
    block
        .properties()
        .forEach(
            operator ->
                operator
                    .getValue()
                    .properties()
                    .forEach(
                        line ->
                            conditions.add(
                                parse(
                                    operator.getKey(),
                                    line.getKey(),
                                    Statement.texts(line.getValue())))));
    return conditions;
  }

  private static Condition parse(String operator, String key, List<String> values) {
    boolean ifExists = operator.endsWith(IF_EXISTS);
    String name = ifExists ? operator.replace(IF_EXISTS, "") : operator;
    String positive = name.replace("Not", "");
    BiPredicate<String, String> test =
        Optional.ofNullable(OPERATORS.get(positive))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The stand-in does not know the condition operator " + operator + "."));
    boolean negated = !name.equals(positive);
    return new Condition(test, negated, ifExists, key.toLowerCase(Locale.ROOT), values);
  }

  boolean holds(Access access) {
    Optional<String> actual = Optional.ofNullable(access.context().get(key));
    if (actual.isEmpty()) {
      return negated || ifExists;
    }
    return values.stream().anyMatch(value -> operator.test(value, actual.get())) != negated;
  }
}
