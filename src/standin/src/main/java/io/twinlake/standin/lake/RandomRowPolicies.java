package io.twinlake.standin.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.lakeformation.model.Column;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicy;

/** Random row-level-security policies (aws-facts 19). */
record RandomRowPolicies(RandomWords words, LakeClients clients) {
  /**
   * @param tables whose columns they filter by; none makes no policy, and so do some seeds
   */
  List<RLSPolicy> create(List<MadeTable> tables) {
    List<RLSPolicy> policies = new ArrayList<>();
    if (!tables.isEmpty() && words.once(2)) {
      words
          .names(1 + words.below(3))
          .forEach(name -> policies.add(create(name, words.oneOf(tables))));
    }
    return policies;
  }

  RLSPolicy create(String name, MadeTable table) {
    List<String> columns =
        words.exactly(Math.min(1 + words.below(2), table.columns().size()), table.columns());
    RLSPolicy policy =
        RLSPolicy.builder()
            .name(name)
            .attachmentColumns(columns.stream().map(this::column).toList())
            .filterExpression(expression(columns))
            .build();
    clients
        .lakeFormation()
        .createRLSPolicy(
            r ->
                r.name(policy.name())
                    .attachmentColumns(policy.attachmentColumns())
                    .filterExpression(policy.filterExpression()));
    return policy;
  }

  private Column column(String name) {
    return Column.builder().name(name).type(words.once(2) ? "string" : null).build();
  }

  /** True for some values of every column. */
  String expression(List<String> columns) {
    return columns.stream()
        .map(column -> RandomFilters.condition(column, words.value()))
        .collect(Collectors.joining(words.once(2) ? " AND " : " OR "));
  }
}
