package io.twinlake.command.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilter;
import software.amazon.awssdk.services.lakeformation.model.DataLakeSettings;
import software.amazon.awssdk.services.lakeformation.model.DetailsMap;
import software.amazon.awssdk.services.lakeformation.model.LFTagPolicyResource;
import software.amazon.awssdk.services.lakeformation.model.LakeFormationException;
import software.amazon.awssdk.services.lakeformation.model.LakeFormationOptInsInfo;
import software.amazon.awssdk.services.lakeformation.model.PrincipalResourcePermissions;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicyAttachment;
import software.amazon.awssdk.services.lakeformation.model.ResourceInfo;

/**
 * Everything in a region that decides who may do what, as a data lake administrator is told it.
 *
 * @param expressions LF-tag expressions by name
 * @param policies filter expressions of row-level-security policies by folded name
 */
record Region(
    Catalog catalog,
    DataLakeSettings settings,
    List<PrincipalResourcePermissions> rows,
    List<LakeFormationOptInsInfo> optIns,
    Locations locations,
    List<DataCellsFilter> filters,
    Tags tags,
    Map<String, Expression> expressions,
    Map<String, String> policies,
    List<RLSPolicyAttachment> attachments) {

  static Region read(Catalog catalog, LakeFormationClient lakeFormation) {
    Tags tags = Tags.read(lakeFormation, catalog);
    Map<String, String> policies = orNone(() -> policies(lakeFormation), Map.of());
    return new Region(
        catalog,
        lakeFormation.getDataLakeSettings(r -> {}).dataLakeSettings(),
        lakeFormation.listPermissionsPaginator(r -> {}).stream()
            .flatMap(page -> page.principalResourcePermissions().stream())
            .toList(),
        lakeFormation.listLakeFormationOptInsPaginator(r -> {}).stream()
            .flatMap(page -> page.lakeFormationOptInsInfoList().stream())
            .toList(),
        locations(lakeFormation),
        lakeFormation.listDataCellsFilterPaginator(r -> {}).stream()
            .flatMap(page -> page.dataCellsFilters().stream())
            .toList(),
        tags,
        tags.equals(Tags.NONE) ? Map.of() : expressions(lakeFormation),
        policies,
        policies.isEmpty() ? List.of() : attachments(lakeFormation));
  }

  private static Locations locations(LakeFormationClient lakeFormation) {
    return Locations.of(
        lakeFormation.listResourcesPaginator(r -> {}).stream()
            .flatMap(page -> page.resourceInfoList().stream())
            .collect(
                Collectors.toMap(
                    ResourceInfo::resourceArn,
                    info -> Boolean.TRUE.equals(info.hybridAccessEnabled()))));
  }

  private static Map<String, Expression> expressions(LakeFormationClient lakeFormation) {
    Map<String, Expression> expressions = new TreeMap<>();
    lakeFormation.listLFTagExpressionsPaginator(r -> {}).stream()
        .flatMap(page -> page.lfTagExpressions().stream())
        .forEach(each -> expressions.put(each.name(), Expression.of(each.expression())));
    return expressions;
  }

  private static Map<String, String> policies(LakeFormationClient lakeFormation) {
    Map<String, String> policies = new TreeMap<>();
    lakeFormation.listRLSPoliciesPaginator(r -> {}).stream()
        .flatMap(page -> page.rlsPolicies().stream())
        .forEach(each -> policies.put(Thing.fold(each.name()), each.filterExpression()));
    return policies;
  }

  private static List<RLSPolicyAttachment> attachments(LakeFormationClient lakeFormation) {
    return lakeFormation.listRLSPolicyAttachmentsPaginator(r -> {}).stream()
        .flatMap(page -> page.rlsPolicyAttachments().stream())
        .toList();
  }

  /** Not every region knows row-level-security policies (aws-facts 19). */
  private static <T> T orNone(Supplier<T> question, T none) {
    try {
      return question.get();
    } catch (LakeFormationException unknown) {
      return none;
    }
  }

  /** What a tag policy looks for; nothing if its name is unknown. */
  Expression expression(LFTagPolicyResource policy) {
    return policy.expressionName() == null
        ? Expression.of(policy.expression())
        : expressions.getOrDefault(policy.expressionName(), Expression.NOTHING);
  }

  /** As it would be with the own grants of another, on filters of its own too. */
  Region with(Region other, Set<PrincipalResourcePermissions> notItsOwn) {
    List<PrincipalResourcePermissions> own =
        other.rows.stream()
            .filter(row -> !row.principal().dataLakePrincipalIdentifier().equals(Who.EVERYONE))
            .filter(row -> !notItsOwn.contains(undated(row)))
            .toList();
    List<DataCellsFilter> bothFilters = new ArrayList<>(filters);
    other.filters.stream()
        .filter(each -> filters.stream().noneMatch(mine -> sameName(mine, each)))
        .forEach(bothFilters::add);
    Map<String, Expression> bothExpressions = new TreeMap<>(other.expressions);
    bothExpressions.putAll(expressions);
    return new Region(
        catalog,
        settings,
        own,
        other.optIns,
        locations,
        bothFilters,
        tags,
        bothExpressions,
        policies,
        attachments);
  }

  /**
   * With the policies of another, where it has any of the same name, and both's grants, but no
   * attachments except those that a third lacks.
   */
  Region throughOwnAttachments(Region there, Region given) {
    List<PrincipalResourcePermissions> bothRows = new ArrayList<>(rows);
    bothRows.addAll(there.rows);
    Map<String, String> bothPolicies = new TreeMap<>(policies);
    bothPolicies.putAll(there.policies);
    Region filtered = there.with(this, Set.of());
    return new Region(
        catalog,
        settings,
        bothRows,
        optIns,
        locations,
        filtered.filters,
        tags,
        filtered.expressions,
        bothPolicies,
        attachments.stream()
            .filter(mine -> given.attachments.stream().noneMatch(its -> same(mine, its)))
            .toList());
  }

  private static boolean same(RLSPolicyAttachment left, RLSPolicyAttachment right) {
    return left.policyName().equalsIgnoreCase(right.policyName())
        && left.toBuilder().policyName(right.policyName()).build().equals(right);
  }

  /** Its own tables, that another lacks, under the other's opt-ins, policies and attachments. */
  Region ownTablesUnder(Region there) {
    Map<String, Expression> bothExpressions = new TreeMap<>(expressions);
    bothExpressions.putAll(there.expressions);
    Map<String, String> bothPolicies = new TreeMap<>(policies);
    bothPolicies.putAll(there.policies);
    List<RLSPolicyAttachment> bothAttachments = new ArrayList<>(attachments);
    bothAttachments.addAll(there.attachments);
    return new Region(
        catalog.without(there.catalog),
        settings,
        rows,
        there.optIns,
        locations,
        filters,
        tags,
        bothExpressions,
        bothPolicies,
        bothAttachments);
  }

  /** With the tables of another, tagged as they are there. */
  Region taggedAs(Region there) {
    return new Region(
        there.catalog,
        settings,
        rows,
        optIns,
        locations,
        filters,
        there.tags,
        expressions,
        policies,
        attachments);
  }

  private static boolean sameName(DataCellsFilter left, DataCellsFilter right) {
    return left.name().equals(right.name())
        && left.tableName().equalsIgnoreCase(right.tableName())
        && left.databaseName().equalsIgnoreCase(right.databaseName());
  }

  /** Without what says when and by whom it was granted. */
  static PrincipalResourcePermissions undated(PrincipalResourcePermissions row) {
    return row.toBuilder()
        .lastUpdated(null)
        .lastUpdatedBy(null)
        .additionalDetails((DetailsMap) null)
        .build();
  }

  /** As it would be with other buckets. */
  Region mapped(Map<String, String> buckets) {
    UnaryOperator<String> arn = text -> Locations.mapped(text, buckets);
    return new Region(
        catalog.mapped(arn),
        settings,
        rows.stream().map(row -> mapped(row, arn)).toList(),
        optIns,
        locations.mapped(arn),
        filters,
        tags,
        expressions,
        policies,
        attachments);
  }

  private static PrincipalResourcePermissions mapped(
      PrincipalResourcePermissions row, UnaryOperator<String> arn) {
    return row.resource().dataLocation() == null
        ? row
        : row.toBuilder()
            .resource(
                r ->
                    r.dataLocation(
                        row.resource().dataLocation().toBuilder()
                            .resourceArn(arn.apply(row.resource().dataLocation().resourceArn()))
                            .build()))
            .build();
  }
}
