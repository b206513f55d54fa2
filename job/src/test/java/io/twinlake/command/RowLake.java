package io.twinlake.command;

import io.twinlake.aws.AwsRegion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.AttachRlsPolicyRequest;
import software.amazon.awssdk.services.lakeformation.model.Column;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilter;
import software.amazon.awssdk.services.lakeformation.model.DetachRlsPolicyRequest;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicy;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicyAttachment;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** Words for what narrows rows and cells in one region's lake, as its owner. */
record RowLake(AwsRegion region) {
  private LakeFormationClient lakeFormation() {
    return region.lakeFormation();
  }

  static Consumer<DataCellsFilter.Builder> rows(String expression) {
    return f -> f.rowFilter(r -> r.filterExpression(expression)).columnWildcard(w -> {});
  }

  RowLake filter(String table, String name, Consumer<DataCellsFilter.Builder> what) {
    lakeFormation().createDataCellsFilter(r -> r.tableData(data(table, name, what)));
    return this;
  }

  RowLake changeFilter(String table, String name, Consumer<DataCellsFilter.Builder> what) {
    lakeFormation().updateDataCellsFilter(r -> r.tableData(data(table, name, what)));
    return this;
  }

  RowLake dropFilter(String table, String name) {
    lakeFormation()
        .deleteDataCellsFilter(
            r ->
                r.tableCatalogId(TwoRegions.ACCOUNT)
                    .databaseName("sales")
                    .tableName(table)
                    .name(name));
    return this;
  }

  private static DataCellsFilter data(
      String table, String name, Consumer<DataCellsFilter.Builder> what) {
    return DataCellsFilter.builder()
        .tableCatalogId(TwoRegions.ACCOUNT)
        .databaseName("sales")
        .tableName(table)
        .name(name)
        .applyMutation(what)
        .build();
  }

  /** Every filter without its version, in order. */
  List<DataCellsFilter> filters() {
    return lakeFormation().listDataCellsFilterPaginator(r -> {}).stream()
        .flatMap(page -> page.dataCellsFilters().stream())
        .map(filter -> filter.toBuilder().versionId(null).build())
        .toList();
  }

  RowLake policy(String name, String expression, String... columns) {
    List<Column> shape = new ArrayList<>();
    for (String column : columns) {
      shape.add(Column.builder().name(column).type("string").build());
    }
    lakeFormation()
        .createRLSPolicy(r -> r.name(name).filterExpression(expression).attachmentColumns(shape));
    return this;
  }

  RowLake changePolicy(String name, String expression) {
    lakeFormation().updateRLSPolicy(r -> r.name(name).filterExpression(expression));
    return this;
  }

  RowLake dropPolicy(String name) {
    lakeFormation().deleteRLSPolicy(r -> r.name(name));
    return this;
  }

  RowLake attach(String policy, Resource resource, Consumer<AttachRlsPolicyRequest.Builder> how) {
    lakeFormation().attachRLSPolicy(r -> r.name(policy).resource(resource).applyMutation(how));
    return this;
  }

  RowLake detach(String policy, Resource resource, Consumer<DetachRlsPolicyRequest.Builder> how) {
    lakeFormation().detachRLSPolicy(r -> r.name(policy).resource(resource).applyMutation(how));
    return this;
  }

  static Consumer<AttachRlsPolicyRequest.Builder> to(String principal) {
    return r -> r.principal(TwoRegions.principal(principal));
  }

  static Consumer<AttachRlsPolicyRequest.Builder> toAll() {
    return r -> r.setDefault(true);
  }

  List<RLSPolicy> policies() {
    return lakeFormation().listRLSPoliciesPaginator(r -> {}).stream()
        .flatMap(page -> page.rlsPolicies().stream())
        .toList();
  }

  /** E.g. {@code eu on sales.orders for Analyst}. */
  Set<String> attachments() {
    Set<String> lines = new TreeSet<>();
    all().forEach(each -> lines.add(describe(each)));
    return lines;
  }

  private Stream<RLSPolicyAttachment> all() {
    return lakeFormation().listRLSPolicyAttachmentsPaginator(r -> {}).stream()
        .flatMap(page -> page.rlsPolicyAttachments().stream());
  }

  private static String describe(RLSPolicyAttachment attachment) {
    Resource resource = attachment.resource();
    String what =
        resource.table() == null
            ? resource.lfTagPolicy().expression().toString()
            : resource.table().databaseName() + "." + resource.table().name();
    String who =
        attachment.principal() == null
            ? ""
            : " for "
                + attachment.principal().dataLakePrincipalIdentifier().replaceFirst("^.*/", "");
    return attachment.policyName()
        + " on "
        + what
        + who
        + (attachment.condition() == null ? "" : " when " + attachment.condition().expression())
        + (Boolean.TRUE.equals(attachment.defaultRLSPolicy()) ? " by default" : "");
  }
}
