package io.twinlake.infra;

import io.twinlake.standin.lake.LakeClients;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.Column;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilter;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** What happens to the sample lake's source region between two runs: something of every kind. */
record LakeChanges(LakeClients lake) {
  private static final String ACCOUNT_ARN = "arn:aws:iam::111122223333:";
  private static final Resource CUR =
      Resource.builder().database(d -> d.name("cur_database")).build();
  private static final Resource CUSTOMERS =
      Resource.builder().table(t -> t.databaseName("sampledb").name("customers")).build();
  private static final LFTagPair RAW = LFTagPair.builder().tagKey("stage").tagValues("raw").build();

  /** What goes again with {@link #make}. */
  void prepare() {
    lake.glue().createDatabase(r -> r.databaseInput(d -> d.name("scratch")));
    createTable("scratch", "attempt");
    register("scratch");
    register("gone");
    tag();
    narrow();
    new DetailChanges(lake).prepare();
    new LakeViews(lake).create();
  }

  private void narrow() {
    LakeFormationClient aws = lake.lakeFormation();
    aws.createDataCellsFilter(r -> r.tableData(filter("goes", "country = 'FR'")));
    aws.createDataCellsFilter(r -> r.tableData(filter("changes", "country = 'FR'")));
    for (String name : List.of("detached", "deleted")) {
      aws.createRLSPolicy(
          r ->
              r.name(name)
                  .attachmentColumns(Column.builder().name("country").type("string").build())
                  .filterExpression("country = 'FR'"));
      aws.attachRLSPolicy(
          r ->
              r.name(name)
                  .resource(CUSTOMERS)
                  .principal(p -> p.dataLakePrincipalIdentifier(ACCOUNT_ARN + "role/Engineer")));
    }
  }

  private void changeNarrowing() {
    LakeFormationClient aws = lake.lakeFormation();
    aws.deleteDataCellsFilter(
        r ->
            r.tableCatalogId(lake.account())
                .databaseName("sampledb")
                .tableName("customers")
                .name("goes"));
    aws.updateDataCellsFilter(r -> r.tableData(filter("changes", "country = 'IT'")));
    aws.detachRLSPolicy(
        r ->
            r.name("detached")
                .resource(CUSTOMERS)
                .principal(p -> p.dataLakePrincipalIdentifier(ACCOUNT_ARN + "role/Engineer")));
    aws.updateRLSPolicy(r -> r.name("detached").filterExpression("country = 'IT'"));
    aws.deleteRLSPolicy(r -> r.name("deleted"));
    aws.createDataCellsFilter(r -> r.tableData(filter("comes", "country = 'ES'")));
    aws.createRLSPolicy(
        r ->
            r.name("comes")
                .attachmentColumns(Column.builder().name("country").type("string").build())
                .filterExpression("country = 'ES'"));
  }

  private DataCellsFilter filter(String name, String expression) {
    return DataCellsFilter.builder()
        .tableCatalogId(lake.account())
        .databaseName("sampledb")
        .tableName("customers")
        .name(name)
        .rowFilter(r -> r.filterExpression(expression))
        .columnWildcard(w -> {})
        .build();
  }

  private void tag() {
    LakeFormationClient aws = lake.lakeFormation();
    aws.createLFTag(r -> r.tagKey("stage").tagValues("raw", "gold"));
    aws.createLFTag(r -> r.tagKey("passing").tagValues("yes"));
    aws.createLFTagExpression(r -> r.name("stays").expression(term("stage", "raw")));
    aws.createLFTagExpression(r -> r.name("goes").expression(term("passing", "yes")));
    aws.addLFTagsToResource(r -> r.resource(CUR).lfTags(RAW));
  }

  private void changeTags() {
    LakeFormationClient aws = lake.lakeFormation();
    aws.removeLFTagsFromResource(r -> r.resource(CUR).lfTags(RAW));
    aws.updateLFTag(r -> r.tagKey("stage").tagValuesToAdd("silver"));
    aws.updateLFTagExpression(r -> r.name("stays").expression(term("stage", "silver")));
    aws.deleteLFTagExpression(r -> r.name("goes"));
    aws.deleteLFTag(r -> r.tagKey("passing"));
  }

  private static LFTag term(String key, String value) {
    return LFTag.builder().tagKey(key).tagValues(value).build();
  }

  /** As an administrator who has not made the table. */
  void dropTable(String database, String name) {
    lake.lakeFormation()
        .grantPermissions(
            r ->
                r.principal(p -> p.dataLakePrincipalIdentifier(ACCOUNT_ARN + "user/admin"))
                    .permissions(Permission.DROP)
                    .resource(x -> x.table(t -> t.databaseName(database).name(name))));
    lake.glue().deleteTable(r -> r.databaseName(database).name(name));
  }

  void make() {
    new DetailChanges(lake).make();
    changeDatabases();
    changeTables();
    changePartitions();
    changePermissions();
    changeLocations();
    changeTags();
    changeNarrowing();
    new LakeViews(lake).change();
  }

  private void changeDatabases() {
    lake.glue().deleteDatabase(r -> r.name("scratch"));
    lake.glue().createDatabase(r -> r.databaseInput(d -> d.name("fresh")));
    lake.glue()
        .updateDatabase(
            r -> r.name("fresh").databaseInput(d -> d.name("fresh").description("From now on")));
    lake.glue()
        .updateDatabase(
            r ->
                r.name("cur_database")
                    .databaseInput(d -> d.name("cur_database").description("Changed")));
  }

  private void changeTables() {
    createTable("fresh", "first");
    lake.glue().deleteTable(r -> r.databaseName("sampledb").name("stores"));
    lake.glue()
        .updateTable(
            r ->
                r.databaseName("sampledb")
                    .tableInput(t -> t.name("staging_upload").description("Changed")));
    lake.glue().deleteTable(r -> r.databaseName("tag_database").name("orders_link"));
    lake.glue()
        .createTable(
            r ->
                r.databaseName("tag_database")
                    .tableInput(
                        t ->
                            t.name("orders_link")
                                .targetTable(
                                    to ->
                                        to.catalogId(lake.account())
                                            .databaseName("sampledb")
                                            .name("order_items"))));
  }

  private void createTable(String database, String name) {
    lake.glue().createTable(r -> r.databaseName(database).tableInput(t -> t.name(name)));
  }

  private void changePartitions() {
    List<Partition> partitions =
        lake.glue()
            .getPartitions(r -> r.databaseName("tag_database").tableName("ledger"))
            .partitions();
    Partition changed = partitions.get(0);
    lake.glue()
        .updatePartition(
            r ->
                r.databaseName("tag_database")
                    .tableName("ledger")
                    .partitionValueList(changed.values())
                    .partitionInput(like(changed).parameters(Map.of("rows", "7")).build()));
    lake.glue()
        .deletePartition(
            r ->
                r.databaseName("tag_database")
                    .tableName("ledger")
                    .partitionValues(partitions.get(1).values()));
    lake.glue()
        .createPartition(
            r ->
                r.databaseName("tag_database")
                    .tableName("ledger")
                    .partitionInput(like(changed).values("2099").build()));
  }

  private static PartitionInput.Builder like(Partition partition) {
    return PartitionInput.builder()
        .values(partition.values())
        .storageDescriptor(partition.storageDescriptor());
  }

  private void changePermissions() {
    lake.lakeFormation()
        .revokePermissions(
            r ->
                r.principal(p -> p.dataLakePrincipalIdentifier(ACCOUNT_ARN + "role/Analyst"))
                    .permissions(Permission.SELECT)
                    .resource(x -> x.table(t -> t.databaseName("sampledb").name("returns"))));
    lake.lakeFormation()
        .deleteLakeFormationOptIn(
            r ->
                r.principal(p -> p.dataLakePrincipalIdentifier(ACCOUNT_ARN + "user/auditor"))
                    .resource(
                        x ->
                            x.table(
                                t ->
                                    t.databaseName("cur_database").name("cost_and_usage_report"))));
  }

  /** One is registered with a role instead of the service's own, the other is hybrid no more. */
  private void changeLocations() {
    String role = ACCOUNT_ARN + "role/LakeFormationDataAccess";
    lake.lakeFormation().deregisterResource(r -> r.resourceArn(location("gone")));
    lake.lakeFormation()
        .updateResource(
            r ->
                r.resourceArn("arn:aws:s3:::sample-cur-us-east-1/cur")
                    .roleArn(role)
                    .hybridAccessEnabled(false));
  }

  private void register(String folder) {
    lake.lakeFormation()
        .registerResource(r -> r.resourceArn(location(folder)).useServiceLinkedRole(true));
  }

  private static String location(String folder) {
    return "arn:aws:s3:::sample-lake-us-east-1/" + folder;
  }
}
