package io.twinlake.infra;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** One allowing statement as a sentence: {@code allow("Sid", "glue", "GetTable").on(arn)}. */
final class Allow {
  private static final List<String> ANYTHING = List.of("*");

  private final PolicyStatement.Builder statement = PolicyStatement.Builder.create();

  private Allow(String sid, List<String> actions) {
    statement.sid(sid).actions(actions);
  }

  static Allow allow(String sid, String service, String... operations) {
    return new Allow(sid, Stream.of(operations).map(name -> service + ":" + name).toList());
  }

  PolicyStatement on(List<String> resources) {
    return statement.resources(resources).build();
  }

  PolicyStatement on(String... resources) {
    return on(List.of(resources));
  }

  /** For the services that know no ARNs: only a condition narrows them. */
  PolicyStatement onAnything() {
    return on(ANYTHING);
  }

  Allow when(String conditionKey, Object values) {
    statement.conditions(Map.of("StringEquals", Map.of(conditionKey, values)));
    return this;
  }
}
