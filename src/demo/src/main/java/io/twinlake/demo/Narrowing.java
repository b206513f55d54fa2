package io.twinlake.demo;

import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilterResource;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagPolicyResource;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** Filters, LF-tags and policies as a person says them. */
final class Narrowing {
  private Narrowing() {}

  static String of(Resource resource) {
    if (resource.dataCellsFilter() != null) {
      DataCellsFilterResource filter = resource.dataCellsFilter();
      return filter.databaseName() + "." + filter.tableName() + " (filter " + filter.name() + ")";
    }
    if (resource.lfTag() != null) {
      return "LF-tag " + term(resource.lfTag().tagKey(), resource.lfTag().tagValues());
    }
    if (resource.lfTagPolicy() != null) {
      return policy(resource.lfTagPolicy());
    }
    if (resource.lfTagExpression() != null) {
      return "LF-tag expression " + resource.lfTagExpression().name();
    }
    return resource.rlsPolicy() == null ? "?" : "row policy " + resource.rlsPolicy().name();
  }

  private static String policy(LFTagPolicyResource policy) {
    String kind = policy.resourceTypeAsString().equals("TABLE") ? "tables" : "databases";
    String with =
        policy.expressionName() == null ? terms(policy.expression()) : policy.expressionName();
    return kind + " tagged " + with;
  }

  static String terms(List<LFTag> terms) {
    return terms.stream()
        .map(term -> term(term.tagKey(), term.tagValues()))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  static String term(String key, List<String> values) {
    return key + "=" + String.join(",", values);
  }
}
