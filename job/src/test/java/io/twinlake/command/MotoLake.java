package io.twinlake.command;

import io.twinlake.aws.AwsRegion;
import io.twinlake.standin.lake.LakeClients;
import io.twinlake.standin.lake.SampleSatellites;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Order;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PrincipalPermissions;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/**
 * A lake within what moto implements: no grant options, for its BatchGrantPermissions loses them,
 * and no LF-tags on resources (aws-facts 29).
 */
final class MotoLake {
  static final String ANALYST = "arn:aws:iam::123456789012:role/Analyst";
  static final int DAYS = 250;
  static final String ACCOUNT = "123456789012";
  static final Map<String, String> TAGS = Map.of("team", "shop", "Ünïcode", "", "a=b", "c/d e");

  private static final PrincipalPermissions OPEN =
      PrincipalPermissions.builder()
          .principal(p -> p.dataLakePrincipalIdentifier("IAM_ALLOWED_PRINCIPALS"))
          .permissionsWithStrings("ALL")
          .build();
  private static final String BUCKET = "s3://lake-us-east-1/";

  private MotoLake() {}

  static void fill(AwsRegion region) {
    catalog(region.glue());
    besideTables(region);
    // Nothing is granted to roles that IAM does not have.
    List.of("Analyst", "Engineer")
        .forEach(
            role -> region.iam().createRole(r -> r.roleName(role).assumeRolePolicyDocument("{}")));
    grants(region.lakeFormation());
  }

  private static void catalog(GlueClient glue) {
    glue.createDatabase(
        r ->
            r.tags(TAGS)
                .databaseInput(
                    d ->
                        d.name("sales")
                            .description("Orders and what became of them")
                            .locationUri(BUCKET + "sales")
                            .parameters(Map.of("owner", "shop", "empty", ""))
                            .createTableDefaultPermissions(OPEN)));
    glue.createDatabase(
        r ->
            r.databaseInput(d -> d.name("nothing_in_it").createTableDefaultPermissions(List.of())));
    glue.createDatabase(
        r ->
            r.databaseInput(
                d ->
                    d.name("sales_link")
                        .targetDatabase(t -> t.catalogId(ACCOUNT).databaseName("sales"))));
    List.of(
            orders(),
            visits(),
            view(),
            link("orders"),
            link("no_such"),
            iceberg(),
            plain(),
            skewed())
        .forEach(table -> glue.createTable(r -> r.databaseName("sales").tableInput(table)));
    for (int first = 0; first < DAYS; first += 100) {
      List<PartitionInput> days = days(first, Math.min(first + 100, DAYS));
      glue.batchCreatePartition(
          r -> r.databaseName("sales").tableName("orders").partitionInputList(days));
    }
    glue.batchCreatePartition(
        r ->
            r.databaseName("sales")
                .tableName("visits")
                .partitionInputList(
                    PartitionInput.builder().values("2026", "a b/ü").build(), unlikeItsTable()));
  }

  /** Of another schema, in another bucket, and of what Hive calls a null. */
  private static PartitionInput unlikeItsTable() {
    return PartitionInput.builder()
        .values("2025", "__HIVE_DEFAULT_PARTITION__")
        .storageDescriptor(
            s ->
                s.location(BUCKET + "visits/2025")
                    .columns(column("n", "string"), column("since", "date"))
                    .parameters(Map.of()))
        .build();
  }

  /** What the catalog has beside databases and their tables, as far as moto knows it. */
  private static void besideTables(AwsRegion region) {
    new SampleSatellites(
            new LakeClients(
                ACCOUNT, region.name(), region.glue(), region.lakeFormation(), region.s3()))
        .create();
    region
        .glue()
        .putDataCatalogEncryptionSettings(
            r ->
                r.dataCatalogEncryptionSettings(
                    s ->
                        s.encryptionAtRest(
                                e -> e.catalogEncryptionMode("SSE-KMS").sseAwsKmsKeyId("key"))
                            .connectionPasswordEncryption(
                                p -> p.returnConnectionPasswordEncrypted(false))));
  }

  private static TableInput orders() {
    return TableInput.builder()
        .name("orders")
        .tableType("EXTERNAL_TABLE")
        .owner("shop")
        .retention(0)
        .partitionKeys(column("day", "string"))
        .parameters(Map.of("classification", "csv", "skip.header.line.count", "1"))
        .storageDescriptor(
            s ->
                s.location(BUCKET + "sales/orders")
                    .columns(column("id", "bigint"), column("secret", "string"))
                    .inputFormat("org.apache.hadoop.mapred.TextInputFormat")
                    .outputFormat("org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat")
                    .serdeInfo(
                        i ->
                            i.serializationLibrary(
                                    "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe")
                                .parameters(Map.of("field.delim", ",")))
                    .compressed(false)
                    .numberOfBuckets(-1))
        .build();
  }

  private static TableInput visits() {
    return TableInput.builder()
        .name("visits")
        .tableType("EXTERNAL_TABLE")
        .partitionKeys(column("year", "int"), column("place", "string"))
        .storageDescriptor(s -> s.location("s3://elsewhere/visits").columns(column("n", "int")))
        .build();
  }

  private static TableInput view() {
    return TableInput.builder()
        .name("ids")
        .tableType("VIRTUAL_VIEW")
        .viewOriginalText("/* Presto View: e30= */")
        .viewExpandedText("/* Presto View */")
        .parameters(Map.of("presto_view", "true"))
        .storageDescriptor(s -> s.columns(column("id", "bigint")))
        .build();
  }

  private static TableInput link(String table) {
    return TableInput.builder()
        .name(table + "_link")
        .targetTable(t -> t.catalogId(ACCOUNT).databaseName("sales").name(table))
        .build();
  }

  /** Without a storage descriptor. */
  private static TableInput plain() {
    return TableInput.builder().name("plain").parameters(Map.of("k", "")).build();
  }

  private static TableInput skewed() {
    return TableInput.builder()
        .name("skewed")
        .tableType("EXTERNAL_TABLE")
        .partitionKeys(List.of())
        .storageDescriptor(
            s ->
                s.location(BUCKET + "skewed")
                    .additionalLocations(BUCKET + "more")
                    .columns(column("id", "bigint"), column("zone", "string"))
                    .bucketColumns("id")
                    .numberOfBuckets(4)
                    .sortColumns(Order.builder().column("id").sortOrder(1).build())
                    .skewedInfo(
                        i ->
                            i.skewedColumnNames("zone")
                                .skewedColumnValues("eu")
                                .skewedColumnValueLocationMaps(Map.of("eu", BUCKET + "skewed/eu")))
                    .storedAsSubDirectories(true))
        .build();
  }

  private static TableInput iceberg() {
    return TableInput.builder()
        .name("returns")
        .tableType("EXTERNAL_TABLE")
        .parameters(
            Map.of(
                "table_type",
                "ICEBERG",
                "metadata_location",
                "s3://elsewhere/returns/metadata/00001.metadata.json"))
        .storageDescriptor(
            s -> s.location(BUCKET + "sales/returns").columns(column("id", "bigint")))
        .build();
  }

  private static List<PartitionInput> days(int first, int end) {
    return IntStream.range(first, end)
        .mapToObj(
            day ->
                PartitionInput.builder()
                    .values("day" + day)
                    .parameters(Map.of("rows", String.valueOf(day)))
                    .storageDescriptor(s -> s.location(BUCKET + "sales/orders/day" + day))
                    .build())
        .toList();
  }

  private static void grants(LakeFormationClient lakeFormation) {
    String location = "arn:aws:s3:::lake-us-east-1/sales";
    lakeFormation.registerResource(
        r -> r.resourceArn(location).roleArn("arn:aws:iam::123456789012:role/Reader"));
    grant(lakeFormation, ANALYST, catalog -> catalog.catalog(c -> {}), Permission.CREATE_DATABASE);
    grant(lakeFormation, ANALYST, r -> r.database(d -> d.name("sales")), Permission.DESCRIBE);
    grant(
        lakeFormation,
        ANALYST,
        r ->
            r.tableWithColumns(
                t -> t.databaseName("sales").name("orders").columnNames("day", "id")),
        Permission.SELECT);
    grant(
        lakeFormation,
        "arn:aws:iam::123456789012:role/Engineer",
        r -> r.table(t -> t.databaseName("sales").tableWildcard(w -> {})),
        Permission.ALTER,
        Permission.INSERT,
        Permission.DELETE);
    grant(
        lakeFormation,
        "arn:aws:iam::123456789012:role/Engineer",
        r -> r.dataLocation(d -> d.resourceArn(location)),
        Permission.DATA_LOCATION_ACCESS);
    grant(
        lakeFormation,
        "IAM_ALLOWED_PRINCIPALS",
        r -> r.table(t -> t.databaseName("sales").name("visits")),
        Permission.ALL);
  }

  private static void grant(
      LakeFormationClient lakeFormation,
      String principal,
      Consumer<Resource.Builder> resource,
      Permission... permissions) {
    lakeFormation.grantPermissions(
        r ->
            r.principal(TwoRegions.principal(principal))
                .resource(resource)
                .permissions(permissions));
  }

  private static Column column(String name, String type) {
    return Column.builder().name(name).type(type).build();
  }
}
