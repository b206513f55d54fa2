package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.AwsError;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagExpression;

/** Named LF-tag expressions; grants refer to them by name (aws-facts 18). */
final class Expressions {
  private final NavigableMap<String, LFTagExpression> byName = new ConcurrentSkipListMap<>();

  LFTagExpression require(String name) {
    LFTagExpression expression = byName.get(name);
    if (expression == null) {
      throw AwsError.entityNotFound("LF-Tag expression " + name + " not found.");
    }
    return expression;
  }

  List<LFTag> terms(String name) {
    LFTagExpression expression = byName.get(name);
    return expression == null ? List.of() : expression.expression();
  }

  boolean create(LFTagExpression expression) {
    return byName.putIfAbsent(expression.name(), expression) == null;
  }

  void replace(LFTagExpression expression) {
    byName.put(expression.name(), expression);
  }

  void remove(String name) {
    byName.remove(name);
  }

  NavigableMap<String, LFTagExpression> all() {
    return byName;
  }
}
