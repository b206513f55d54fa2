package io.twinlake.standin.lake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lakeformation.model.ColumnLFTag;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilter;
import software.amazon.awssdk.services.lakeformation.model.EntityNotFoundException;
import software.amazon.awssdk.services.lakeformation.model.GetResourceLfTagsResponse;
import software.amazon.awssdk.services.lakeformation.model.LFTagExpression;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.LakeFormationOptInsInfo;
import software.amazon.awssdk.services.lakeformation.model.PrincipalResourcePermissions;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicy;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicyAttachment;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.ResourceInfo;

/** The kinds of things that a region's Lake Formation holds, and their states, in words. */
final class LakeStates {
  private final LakeClients clients;
  private final Present present;
  private final Set<String> said = new TreeSet<>();

  private LakeStates(LakeClients clients) {
    this.clients = clients;
    this.present = new Present(new RandomWords(new Random(0), clients.region()), clients);
  }

  static Set<String> of(LakeClients clients) {
    LakeStates states = new LakeStates(clients);
    states.tags();
    states.filters();
    states.grants();
    states.present.optIns().forEach(states::optIn);
    states.locations();
    states.rowPolicies();
    states.identityCenter();
    return states.said;
  }

  private void tags() {
    List<Integer> counts = present.tags().map(tag -> tag.tagValues().size()).toList();
    said.add(counts.isEmpty() ? "no tags" : "tags");
    counts.forEach(count -> said.add("tag of " + (count > 50 ? "more values than a call" : "few")));
    List<LFTagExpression> expressions = present.expressions().toList();
    said.add(expressions.isEmpty() ? "no expressions" : "expressions");
    expressions.forEach(this::expression);
    if (!counts.isEmpty()) {
      present.ownDatabases().forEach(each -> database(each.name()));
    }
  }

  private void expression(LFTagExpression expression) {
    said.add("expression of terms: " + expression.expression().size());
    said.add("expression with " + (expression.description() == null ? "no" : "a") + " description");
  }

  private void database(String name) {
    Map<String, String> onDatabase = values(direct(RandomGrants.database(name)).lfTagOnDatabase());
    said.add("database with " + (onDatabase.isEmpty() ? "no tag" : "a tag"));
    present
        .madeTables()
        .filter(table -> table.database().equals(name) && !table.isLink())
        .forEach(table -> table(table, onDatabase));
  }

  private void table(MadeTable table, Map<String, String> onDatabase) {
    GetResourceLfTagsResponse found = direct(table.resource());
    Map<String, String> held = new HashMap<>(onDatabase);
    compare("table", values(found.lfTagsOnTable()), held);
    held.putAll(values(found.lfTagsOnTable()));
    List<Map<String, String>> sets = new ArrayList<>();
    for (ColumnLFTag column : found.lfTagsOnColumns()) {
      compare("column", values(column.lfTags()), held);
      sets.add(values(column.lfTags()));
    }
    int different = new HashSet<>(sets).size();
    if (different > 1) {
      said.add("columns with different tags");
    }
    if (different < sets.size()) {
      said.add("columns with the same tags");
    }
  }

  private void compare(String where, Map<String, String> own, Map<String, String> inherited) {
    said.add(where + " with " + (own.isEmpty() ? "no tag of its own" : "tags of its own"));
    own.forEach(
        (key, value) -> {
          String above = inherited.get(key);
          said.add(
              where
                  + " with a tag that is "
                  + (above == null ? "new" : above.equals(value) ? "inherited too" : "overriding"));
        });
  }

  private GetResourceLfTagsResponse direct(Resource resource) {
    return clients
        .lakeFormation()
        .getResourceLFTags(r -> r.resource(resource).showAssignedLFTags(true));
  }

  private static Map<String, String> values(List<LFTagPair> pairs) {
    return pairs.stream()
        .collect(Collectors.toMap(LFTagPair::tagKey, pair -> pair.tagValues().get(0)));
  }

  private void filters() {
    List<DataCellsFilter> filters = present.filters().toList();
    said.add(filters.isEmpty() ? "no filters" : "filters");
    Set<Resource> held =
        present
            .rows()
            .map(PrincipalResourcePermissions::resource)
            .filter(resource -> resource.dataCellsFilter() != null)
            .map(LakeStates::unqualified)
            .collect(Collectors.toSet());
    for (DataCellsFilter filter : filters) {
      boolean all = filter.rowFilter().allRowsWildcard() != null;
      said.add("filter of " + (all ? "all" : "some") + " rows, " + columns(filter));
      said.add(
          "filter held by " + (held.contains(RandomFilters.resource(filter)) ? "some" : "nobody"));
    }
  }

  private static Resource unqualified(Resource filter) {
    return Resource.builder()
        .dataCellsFilter(filter.dataCellsFilter().toBuilder().tableCatalogId(null).build())
        .build();
  }

  private static String columns(DataCellsFilter filter) {
    if (filter.columnWildcard() == null) {
      return "named columns";
    }
    return filter.columnWildcard().excludedColumnNames().isEmpty()
        ? "all columns"
        : "excluded columns";
  }

  private void grants() {
    Map<String, List<String>> byHolder = new HashMap<>();
    present.rows().filter(row -> !ownerOf(row)).forEach(row -> grant(row, byHolder));
    byHolder.values().stream()
        .filter(kinds -> kinds.contains("table") && kinds.contains("named columns"))
        .forEach(kinds -> said.add("grant on a table beside some of its columns"));
  }

  private static boolean ownerOf(PrincipalResourcePermissions row) {
    return row.principal().dataLakePrincipalIdentifier().endsWith(Staff.ADMIN);
  }

  private void grant(PrincipalResourcePermissions row, Map<String, List<String>> byHolder) {
    String principal = row.principal().dataLakePrincipalIdentifier();
    String kind = kind(row.resource());
    boolean passedOn = !row.permissionsWithGrantOption().isEmpty();
    said.add("grant on " + kind + (passedOn ? " with the grant option" : ""));
    if (row.condition() != null) {
      said.add("grant on " + kind + " under a condition");
    }
    said.add("grant to " + form(principal));
    table(row.resource())
        .forEach(
            table ->
                byHolder.computeIfAbsent(table + principal, each -> new ArrayList<>()).add(kind));
  }

  private static Stream<String> table(Resource resource) {
    if (resource.table() != null) {
      return Stream.of(resource.table().databaseName() + '.' + resource.table().name());
    }
    return resource.tableWithColumns() == null
        ? Stream.of()
        : Stream.of(
            resource.tableWithColumns().databaseName() + '.' + resource.tableWithColumns().name());
  }

  private static String kind(Resource resource) {
    if (resource.table() != null) {
      return resource.table().tableWildcard() == null ? "table" : "all tables";
    }
    if (resource.tableWithColumns() != null) {
      if (resource.tableWithColumns().columnWildcard() == null) {
        return "named columns";
      }
      return resource.tableWithColumns().columnWildcard().excludedColumnNames().isEmpty()
          ? "all columns"
          : "excluded columns";
    }
    if (resource.lfTag() != null) {
      return resource.lfTag().tagValues().contains("*") ? "every tag value" : "some tag values";
    }
    if (resource.lfTagPolicy() != null) {
      return resource.lfTagPolicy().resourceTypeAsString()
          + " policy by "
          + (resource.lfTagPolicy().expressionName() == null ? "terms" : "name");
    }
    return ofOther(resource);
  }

  private static String ofOther(Resource resource) {
    return Stream.of(
            "Catalog",
            "Database",
            "DataLocation",
            "DataCellsFilter",
            "LFTagExpression",
            "RLSPolicy")
        .filter(name -> resource.getValueForField(name, Object.class).isPresent())
        .findFirst()
        .orElseThrow();
  }

  private static String form(String principal) {
    return principal
        .replaceFirst("^arn:aws:(\\w+):[^:]*:\\d*:", "$1 ")
        .replaceFirst("/[^/]*$", "")
        .replaceFirst("\\d{12}", "account");
  }

  private void optIn(LakeFormationOptInsInfo optIn) {
    said.add("opt-in under " + (optIn.condition() == null ? "no" : "a") + " condition");
    said.add("opt-in to " + kind(optIn.resource()));
  }

  private void rowPolicies() {
    List<RLSPolicy> policies = present.rowPolicies().toList();
    said.add(policies.isEmpty() ? "no row policies" : "row policies");
    List<RLSPolicyAttachment> attachments = present.attachments().toList();
    for (RLSPolicy policy : policies) {
      said.add("row policy of columns: " + policy.attachmentColumns().size());
      policy
          .attachmentColumns()
          .forEach(c -> said.add("row policy column with type " + (c.type() != null)));
      if (attachments.stream().noneMatch(each -> each.policyName().equals(policy.name()))) {
        said.add("row policy attached to nothing");
      }
    }
    attachments.forEach(this::attachment);
  }

  private void attachment(RLSPolicyAttachment attachment) {
    said.add(
        "attachment to "
            + kind(attachment.resource())
            + (attachment.principal() == null ? " for everybody" : " for a principal")
            + (Boolean.TRUE.equals(attachment.defaultRLSPolicy()) ? " by default" : "")
            + (attachment.condition() == null ? "" : " under a condition"));
  }

  private void identityCenter() {
    try {
      var found = clients.lakeFormation().describeLakeFormationIdentityCenterConfiguration(r -> {});
      said.add("Identity Center with filtering " + (found.externalFiltering() != null));
      said.add("Identity Center with integrations " + found.hasServiceIntegrations());
    } catch (EntityNotFoundException e) {
      said.add("no Identity Center");
    }
  }

  private void locations() {
    List<ResourceInfo> locations =
        clients.lakeFormation().listResourcesPaginator(r -> {}).stream()
            .flatMap(page -> page.resourceInfoList().stream())
            .toList();
    if (locations.isEmpty()) {
      said.add("no locations");
    }
    for (ResourceInfo location : locations) {
      said.add("location " + role(location));
      said.add("location hybrid " + location.hybridAccessEnabled());
      said.add("location federated " + location.withFederation());
      said.add("location privileged " + location.withPrivilegedAccess());
      said.add("location with owner " + (location.expectedResourceOwnerAccount() != null));
    }
  }

  private static String role(ResourceInfo location) {
    if (location.roleArn() == null) {
      return "without a role";
    }
    return location.roleArn().contains("/aws-service-role/")
        ? "of the service-linked role"
        : "of a role";
  }
}
