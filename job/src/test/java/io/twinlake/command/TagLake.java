package io.twinlake.command;

import io.twinlake.aws.AwsRegion;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.Column;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.ResourceType;

/** Fills a region with LF-tags, what they are assigned to, data cells filters and row policies. */
final class TagLake {
  private final LakeFormationClient lakeFormation;

  TagLake(AwsRegion region) {
    this.lakeFormation = region.lakeFormation();
  }

  /** Something of each kind, on a table that has a column {@code id}. */
  TagLake fill(String database, String table) {
    tag("team", "red", "blue");
    tag("unused", "yes");
    expression("reds", "team", "red");
    assign("team", "red", Resource.builder().database(d -> d.name(database)).build());
    assign(
        "team",
        "blue",
        Resource.builder().table(t -> t.databaseName(database).name(table)).build());
    assign(
        "team",
        "red",
        Resource.builder()
            .tableWithColumns(t -> t.databaseName(database).name(table).columnNames("id"))
            .build());
    return this;
  }

  TagLake tag(String key, String... values) {
    lakeFormation.createLFTag(r -> r.tagKey(key).tagValues(values));
    return this;
  }

  TagLake expression(String name, String key, String... values) {
    lakeFormation.createLFTagExpression(
        r -> r.name(name).expression(LFTag.builder().tagKey(key).tagValues(values).build()));
    return this;
  }

  TagLake assign(String key, String value, Resource resource) {
    lakeFormation.addLFTagsToResource(
        r -> r.resource(resource).lfTags(LFTagPair.builder().tagKey(key).tagValues(value).build()));
    return this;
  }

  TagLake filter(String database, String table, String name) {
    lakeFormation.createDataCellsFilter(
        r ->
            r.tableData(
                f ->
                    f.tableCatalogId(TwoRegions.ACCOUNT)
                        .databaseName(database)
                        .tableName(table)
                        .name(name)
                        .rowFilter(rows -> rows.filterExpression("id = '1'"))
                        .columnWildcard(all -> {})));
    return this;
  }

  TagLake grantOnFilter(DataLakePrincipal principal, String database, String table, String name) {
    lakeFormation.grantPermissions(
        r ->
            r.principal(principal)
                .permissions(Permission.SELECT)
                .resource(
                    on ->
                        on.dataCellsFilter(
                            f ->
                                f.tableCatalogId(TwoRegions.ACCOUNT)
                                    .databaseName(database)
                                    .tableName(table)
                                    .name(name))));
    return this;
  }

  TagLake policy(String name) {
    lakeFormation.createRLSPolicy(
        r ->
            r.name(name)
                .filterExpression("id = '1'")
                .attachmentColumns(Column.builder().name("id").type("string").build()));
    return this;
  }

  TagLake attach(String policy, String database, String table) {
    return attach(
        policy, Resource.builder().table(t -> t.databaseName(database).name(table)).build());
  }

  TagLake attachByTag(String policy, String key, String value) {
    LFTag tag = LFTag.builder().tagKey(key).tagValues(value).build();
    return attach(
        policy,
        Resource.builder()
            .lfTagPolicy(p -> p.resourceType(ResourceType.TABLE).expression(tag))
            .build());
  }

  private TagLake attach(String policy, Resource resource) {
    lakeFormation.attachRLSPolicy(r -> r.name(policy).resource(resource).setDefault(true));
    return this;
  }
}
