package io.twinlake.demo;

import io.twinlake.standin.lake.LakeClients;
import java.util.List;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.ResourceType;

/** Eight things that go wrong in a target region. */
record Breakage(LakeClients target) {
  private static final List<String> JUNE = List.of("2025", "6");

  /** What was done, for people. */
  static final List<String> DONE =
      List.of(
          "the column total of sampledb.orders became a double and lost its statistics",
          "the table tag_database.campaigns was dropped, and with it the grants on it",
          "a partition of cur_database.cost_and_usage_report was moved",
          "Analyst was granted SELECT on tag_database.ledger",
          "NightlyLoader lost INSERT on sampledb.shipments",
          "the filter in_germany of sampledb.customers shows all rows",
          "tag_database.customer_profile is no longer confidential",
          "Analyst lost the tag policy open_marketing");

  /** The same, as the kinds and names that verify should come up with. */
  static final List<String> FOUND =
      List.of(
          "updated table sampledb.orders",
          "created column_statistics sampledb.orders",
          "created table tag_database.campaigns",
          "updated partition cur_database.cost_and_usage_report",
          "deleted grant role/Analyst tag_database.ledger",
          "created grant role/NightlyLoader sampledb.shipments",
          "created grant group/Marketing tag_database.campaigns",
          "created grant role/Analyst tag_database.campaigns",
          "created grant role/DataLakeAdmin tag_database.campaigns",
          "updated data_cells_filter sampledb.customers",
          "updated lf_tag_assignment tag_database.customer_profile",
          "created grant role/Analyst open_marketing");

  void cause() {
    changeColumn();
    target.glue().deleteTable(r -> r.databaseName("tag_database").name("campaigns"));
    movePartition();
    target
        .lakeFormation()
        .grantPermissions(
            r ->
                r.principal(p -> p.dataLakePrincipalIdentifier(role("Analyst")))
                    .resource(table("tag_database", "ledger"))
                    .permissions(Permission.SELECT));
    target
        .lakeFormation()
        .revokePermissions(
            r ->
                r.principal(p -> p.dataLakePrincipalIdentifier(role("NightlyLoader")))
                    .resource(table("sampledb", "shipments"))
                    .permissions(Permission.INSERT));
    widenFilter();
    target
        .lakeFormation()
        .addLFTagsToResource(
            r ->
                r.resource(table("tag_database", "customer_profile"))
                    .lfTags(
                        LFTagPair.builder().tagKey("classification").tagValues("public").build()));
    target
        .lakeFormation()
        .revokePermissions(
            r ->
                r.principal(p -> p.dataLakePrincipalIdentifier(role("Analyst")))
                    .resource(openMarketing())
                    .permissions(Permission.DESCRIBE, Permission.SELECT));
  }

  private void widenFilter() {
    target
        .lakeFormation()
        .updateDataCellsFilter(
            r ->
                r.tableData(
                    f ->
                        f.tableCatalogId(target.account())
                            .databaseName("sampledb")
                            .tableName("customers")
                            .name("in_germany")
                            .rowFilter(rows -> rows.allRowsWildcard(all -> {}))
                            .columnWildcard(columns -> {})));
  }

  private static Resource openMarketing() {
    return Resource.builder()
        .lfTagPolicy(p -> p.resourceType(ResourceType.TABLE).expressionName("open_marketing"))
        .build();
  }

  private void changeColumn() {
    Table orders = target.glue().getTable(r -> r.databaseName("sampledb").name("orders")).table();
    StorageDescriptor storage = orders.storageDescriptor();
    List<Column> columns = storage.columns().stream().map(Breakage::changed).toList();
    TableInput input =
        TableInput.builder()
            .name(orders.name())
            .description(orders.description())
            .owner(orders.owner())
            .retention(orders.retention())
            .partitionKeys(orders.partitionKeys())
            .tableType(orders.tableType())
            .parameters(orders.parameters())
            .storageDescriptor(storage.toBuilder().columns(columns).build())
            .build();
    target.glue().updateTable(r -> r.databaseName("sampledb").tableInput(input));
  }

  private static Column changed(Column column) {
    return column.name().equals("total") ? column.toBuilder().type("double").build() : column;
  }

  private void movePartition() {
    String database = "cur_database";
    String table = "cost_and_usage_report";
    Partition june =
        target
            .glue()
            .getPartition(r -> r.databaseName(database).tableName(table).partitionValues(JUNE))
            .partition();
    StorageDescriptor elsewhere =
        june.storageDescriptor().toBuilder().location("s3://somewhere-else/june").build();
    target
        .glue()
        .updatePartition(
            r ->
                r.databaseName(database)
                    .tableName(table)
                    .partitionValueList(JUNE)
                    .partitionInput(i -> i.values(JUNE).storageDescriptor(elsewhere)));
  }

  private String role(String name) {
    return "arn:aws:iam::" + target.account() + ":role/" + name;
  }

  private static Resource table(String database, String name) {
    return Resource.builder().table(t -> t.databaseName(database).name(name)).build();
  }
}
