package io.twinlake.demo;

import io.twinlake.standin.lake.LakeClients;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilter;
import software.amazon.awssdk.services.lakeformation.model.GetResourceLfTagsResponse;
import software.amazon.awssdk.services.lakeformation.model.LFTagExpression;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicy;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicyAttachment;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/**
 * What grants refer to: LF-tags, what is tagged, filters and row policies.
 *
 * @param tagged what has tags of its own, and which
 */
record Rules(
    List<LFTagPair> tags,
    List<LFTagExpression> expressions,
    List<Tagged> tagged,
    List<DataCellsFilter> filters,
    List<RLSPolicy> rowPolicies,
    List<RLSPolicyAttachment> attachments) {
  /** A database, table or column, and its own tags. */
  record Tagged(String resource, String tags) {}

  static Rules of(LakeClients region, List<Database> databases, List<Table> tables) {
    var lakeFormation = region.lakeFormation();
    return new Rules(
        lakeFormation.listLFTagsPaginator(r -> {}).stream()
            .flatMap(page -> page.lfTags().stream())
            .toList(),
        lakeFormation.listLFTagExpressionsPaginator(r -> {}).stream()
            .flatMap(page -> page.lfTagExpressions().stream())
            .toList(),
        tagged(region, databases, tables),
        lakeFormation.listDataCellsFilterPaginator(r -> {}).stream()
            .flatMap(page -> page.dataCellsFilters().stream())
            .toList(),
        lakeFormation.listRLSPoliciesPaginator(r -> {}).stream()
            .flatMap(page -> page.rlsPolicies().stream())
            .toList(),
        lakeFormation.listRLSPolicyAttachmentsPaginator(r -> {}).stream()
            .flatMap(page -> page.rlsPolicyAttachments().stream())
            .toList());
  }

  private static List<Tagged> tagged(
      LakeClients region, List<Database> databases, List<Table> tables) {
    Stream<Tagged> onDatabases =
        databases.stream()
            .filter(each -> each.targetDatabase() == null)
            .flatMap(
                each ->
                    some(
                        each.name(),
                        ask(region, Resource.builder().database(d -> d.name(each.name())).build())
                            .lfTagOnDatabase()));
    Stream<Tagged> onTables =
        tables.stream()
            .filter(each -> each.targetTable() == null)
            .flatMap(each -> onTable(region, each));
    return Stream.concat(onDatabases, onTables).toList();
  }

  private static Stream<Tagged> onTable(LakeClients region, Table table) {
    String name = Contents.name(table);
    GetResourceLfTagsResponse found =
        ask(
            region,
            Resource.builder()
                .table(t -> t.databaseName(table.databaseName()).name(table.name()))
                .build());
    return Stream.concat(
        some(name, found.lfTagsOnTable()),
        found.lfTagsOnColumns().stream()
            .flatMap(column -> some(name + " (" + column.name() + ")", column.lfTags())));
  }

  private static GetResourceLfTagsResponse ask(LakeClients region, Resource resource) {
    return region
        .lakeFormation()
        .getResourceLFTags(r -> r.resource(resource).showAssignedLFTags(true));
  }

  private static Stream<Tagged> some(String resource, List<LFTagPair> tags) {
    return tags.isEmpty() ? Stream.of() : Stream.of(new Tagged(resource, words(tags)));
  }

  private static String words(List<LFTagPair> tags) {
    return tags.stream()
        .map(tag -> Narrowing.term(tag.tagKey(), tag.tagValues()))
        .collect(Collectors.joining(" "));
  }

  Grid tagGrid() {
    Grid grid = new Grid("LF-tags", "");
    tags.forEach(tag -> grid.add(tag.tagKey(), String.join(", ", tag.tagValues())));
    expressions.forEach(
        each -> grid.add(each.name(), "stands for " + Narrowing.terms(each.expression())));
    return grid;
  }

  Grid taggedGrid() {
    Grid grid = new Grid("Tagged itself", "With");
    tagged.forEach(each -> grid.add(each.resource(), each.tags()));
    return grid;
  }

  Grid rowGrid() {
    Grid grid = new Grid("Filter or row policy", "On", "Rows", "Columns");
    filters.forEach(
        each ->
            grid.add(
                each.name(),
                each.databaseName() + "." + each.tableName(),
                each.rowFilter().allRowsWildcard() == null
                    ? each.rowFilter().filterExpression()
                    : "all",
                columns(each)));
    rowPolicies.forEach(
        each -> grid.add(each.name(), attached(each.name()), each.filterExpression(), "all"));
    return grid;
  }

  private static String columns(DataCellsFilter filter) {
    if (filter.hasColumnNames()) {
      return String.join(", ", filter.columnNames());
    }
    List<String> excluded = filter.columnWildcard().excludedColumnNames();
    return excluded.isEmpty() ? "all" : "all but " + String.join(", ", excluded);
  }

  private String attached(String policy) {
    return attachments.stream()
        .filter(each -> each.policyName().equals(policy))
        .map(each -> each.resource().table())
        .map(table -> table.databaseName() + "." + table.name())
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
