package io.twinlake.command;

import io.twinlake.aws.AwsRegion;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/**
 * A small lake in the source region with one of everything, that goes back and forth between two
 * states: from each to the other something of every kind is created, updated and deleted. Its
 * database exists in the target before the job comes, made by somebody else.
 */
final class ChangingLake {
  static final String SALES = "sales";
  private static final String DATA = "arn:aws:s3:::lake-us-east-1/sales";

  private final TwoRegions regions;
  private final GlueClient glue;
  private final LakeFormationClient lakeFormation;
  private final String analyst;
  private final String engineer;
  private final String registrar;
  private boolean second;

  ChangingLake(TwoRegions regions) {
    this.regions = regions;
    this.glue = regions.source().glue();
    this.lakeFormation = regions.source().lakeFormation();
    var account = regions.aws().account(TwoRegions.ACCOUNT);
    this.analyst = account.principal("role/Analyst");
    this.engineer = account.principal("role/Engineer");
    pagesAreFull();
    this.registrar = account.principal("role/Registrar");
    fill();
  }

  /** So that there are fewer calls. */
  private void pagesAreFull() {
    for (String region : List.of(TwoRegions.SOURCE, TwoRegions.TARGET)) {
      regions
          .aws()
          .catalog(TwoRegions.ACCOUNT, region)
          .paging(io.twinlake.standin.glue.Paging.FULL);
      regions
          .aws()
          .lakeFormation(TwoRegions.ACCOUNT, region)
          .paging(io.twinlake.standin.lakeformation.Paging.FULL);
    }
  }

  private void fill() {
    regions.buckets();
    for (AwsRegion region : List.of(regions.source(), regions.target())) {
      region.glue().createDatabase(r -> r.databaseInput(d -> d.name(SALES)));
    }
    table("orders", t -> t.partitionKeys(column("day")).parameters(Map.of("owner", "first")));
    table("open", t -> {});
    close("orders");
    lakeFormation.registerResource(
        r -> r.resourceArn(DATA).roleArn(registrar).hybridAccessEnabled(true));
    grant(analyst, columns("orders", "id"), Permission.SELECT);
    grant(engineer, location(), Permission.DATA_LOCATION_ACCESS);
    partition("always");
    first();
  }

  /** Goes to the other state. */
  void change() {
    if (second) {
      undoSecond();
      first();
    } else {
      undoFirst();
      second();
    }
    second = !second;
  }

  private void first() {
    table("early", t -> t.partitionKeys(column("day")));
    database("early");
    link("link", "orders");
    partition("early");
    grant(engineer, table("orders"), Permission.INSERT);
    optIn(analyst);
  }

  private void undoFirst() {
    revoke(engineer, table("orders"), Permission.INSERT);
    optOut(analyst);
    drop("early", "link");
    glue.deleteDatabase(r -> r.name("early"));
    dropPartition("early");
  }

  private void second() {
    table("late", t -> t.viewOriginalText("/* Presto View */").tableType("VIRTUAL_VIEW"));
    database("late");
    link("link", "open");
    partition("late");
    grant(engineer, table("orders"), Permission.ALTER);
    optIn(engineer);
    close("open");
    describeOrders("second");
    glue.updateDatabase(r -> r.name(SALES).databaseInput(d -> d.name(SALES).description("second")));
    lakeFormation.updateResource(
        r -> r.resourceArn(DATA).roleArn(registrar).hybridAccessEnabled(false));
  }

  private void undoSecond() {
    revoke(engineer, table("orders"), Permission.ALTER);
    optOut(engineer);
    grant("IAM_ALLOWED_PRINCIPALS", table("open"), Permission.ALL);
    drop("late", "link");
    glue.deleteDatabase(r -> r.name("late"));
    dropPartition("late");
    describeOrders("first");
    glue.updateDatabase(r -> r.name(SALES).databaseInput(d -> d.name(SALES)));
    lakeFormation.updateResource(
        r -> r.resourceArn(DATA).roleArn(registrar).hybridAccessEnabled(true));
  }

  private void database(String name) {
    glue.createDatabase(r -> r.databaseInput(d -> d.name(name)));
    revoke("IAM_ALLOWED_PRINCIPALS", database(Resource.builder(), name), Permission.ALL);
  }

  private static Resource database(Resource.Builder resource, String name) {
    return resource.database(d -> d.name(name)).build();
  }

  private void describeOrders(String owner) {
    glue.updateTable(
        r ->
            r.databaseName(SALES)
                .skipArchive(true)
                .tableInput(
                    input("orders", t -> t.partitionKeys(column("day")))
                        .copy(t -> t.parameters(Map.of("owner", owner)))));
    PartitionInput always = partitionInput("always");
    glue.updatePartition(
        r ->
            r.databaseName(SALES)
                .tableName("orders")
                .partitionValueList("always")
                .partitionInput(always.copy(p -> p.parameters(Map.of("owner", owner)))));
  }

  private void table(String name, Consumer<TableInput.Builder> more) {
    glue.createTable(r -> r.databaseName(SALES).tableInput(input(name, more)));
  }

  private static TableInput input(String name, Consumer<TableInput.Builder> more) {
    return TableInput.builder()
        .name(name)
        .tableType("EXTERNAL_TABLE")
        .storageDescriptor(
            s ->
                s.location("s3://lake-us-east-1/sales/" + name)
                    .columns(column("id"), column("secret")))
        .applyMutation(more)
        .build();
  }

  private void link(String name, String to) {
    glue.createTable(
        r ->
            r.databaseName(SALES)
                .tableInput(
                    t ->
                        t.name(name)
                            .targetTable(
                                x ->
                                    x.catalogId(TwoRegions.ACCOUNT).databaseName(SALES).name(to))));
  }

  private void drop(String... tables) {
    glue.batchDeleteTable(r -> r.databaseName(SALES).tablesToDelete(tables));
  }

  private void partition(String day) {
    glue.createPartition(
        r -> r.databaseName(SALES).tableName("orders").partitionInput(partitionInput(day)));
  }

  private static PartitionInput partitionInput(String day) {
    return PartitionInput.builder()
        .values(day)
        .storageDescriptor(s -> s.location("s3://lake-us-east-1/sales/orders/" + day))
        .build();
  }

  private void dropPartition(String day) {
    glue.deletePartition(r -> r.databaseName(SALES).tableName("orders").partitionValues(day));
  }

  private static Column column(String name) {
    return Column.builder().name(name).type("string").build();
  }

  private void close(String table) {
    revoke("IAM_ALLOWED_PRINCIPALS", table(table), Permission.ALL);
  }

  private void grant(String to, Resource resource, Permission permission) {
    lakeFormation.grantPermissions(
        r -> r.principal(TwoRegions.principal(to)).resource(resource).permissions(permission));
  }

  private void revoke(String from, Resource resource, Permission permission) {
    lakeFormation.revokePermissions(
        r -> r.principal(TwoRegions.principal(from)).resource(resource).permissions(permission));
  }

  private void optIn(String principal) {
    lakeFormation.createLakeFormationOptIn(
        r -> r.principal(TwoRegions.principal(principal)).resource(table("orders")));
  }

  private void optOut(String principal) {
    lakeFormation.deleteLakeFormationOptIn(
        r -> r.principal(TwoRegions.principal(principal)).resource(table("orders")));
  }

  private static Resource table(String name) {
    return Resource.builder().table(t -> t.databaseName(SALES).name(name)).build();
  }

  private static Resource columns(String table, String... names) {
    return Resource.builder()
        .tableWithColumns(t -> t.databaseName(SALES).name(table).columnNames(names))
        .build();
  }

  private static Resource location() {
    return Resource.builder().dataLocation(l -> l.resourceArn(DATA)).build();
  }
}
