package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.aws.AwsRegion;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.Events;
import io.twinlake.standin.glue.Paging;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsRequestEntry;
import software.amazon.awssdk.services.lakeformation.model.Permission;

/** Every AWS call of the commands, as formulas over the lake's counts. */
class CallBudgetTest {
  private static final int DATABASES = 3;
  private static final int TABLES_EACH = 120;
  private static final List<Integer> PARTITIONS = List.of(1, 100, 101, 2050, 0);
  private static final int GRANTS = 45;
  private static final int LOCATIONS = 2;
  private static final int OPT_INS = 3;

  /** One list for each kind of what the catalog may have beside databases. */
  private static final List<String> BESIDE_TABLES =
      List.of(
          "GetConnections",
          "ListRegistries",
          "ListDataQualityRulesets",
          "GetCrawlers",
          "GetClassifiers",
          "GetDataCatalogEncryptionSettings",
          "GetResourcePolicy");

  private final TwoRegions regions = new TwoRegions();
  private final AwsRegion source = regions.source();

  @BeforeEach
  void fill() {
    for (String region : List.of(TwoRegions.SOURCE, TwoRegions.TARGET)) {
      regions.aws().catalog(TwoRegions.ACCOUNT, region).paging(Paging.FULL);
      regions
          .aws()
          .lakeFormation(TwoRegions.ACCOUNT, region)
          .paging(io.twinlake.standin.lakeformation.Paging.FULL);
    }
    regions.buckets();
    LakeSettings.open(source, false);
    LakeSettings.open(regions.target(), false);
    for (int d = 0; d < DATABASES; d++) {
      String database = "db" + d;
      source.glue().createDatabase(r -> r.databaseInput(i -> i.name(database)));
      for (int t = 0; t < TABLES_EACH; t++) {
        String table = "t" + t;
        source
            .glue()
            .createTable(
                r ->
                    r.databaseName(database)
                        .tableInput(
                            i -> i.name(table).storageDescriptor(s -> s.columns(column("id")))));
      }
    }
    source
        .glue()
        .createDatabase(
            r ->
                r.databaseInput(
                    i ->
                        i.name("link")
                            .targetDatabase(
                                t -> t.databaseName("db0").catalogId(TwoRegions.ACCOUNT))));
    for (int i = 0; i < PARTITIONS.size(); i++) {
      partitionedTable("p" + i, PARTITIONS.get(i));
    }
    rights();
  }

  private static Column column(String name) {
    return Column.builder().name(name).type("string").build();
  }

  private void partitionedTable(String name, int partitions) {
    source
        .glue()
        .createTable(
            r ->
                r.databaseName("db0")
                    .tableInput(
                        i ->
                            i.name(name)
                                .partitionKeys(column("day"))
                                .storageDescriptor(s -> s.columns(column("id")))));
    for (int from = 0; from < partitions; from += 100) {
      List<PartitionInput> inputs =
          IntStream.range(from, Math.min(partitions, from + 100))
              .mapToObj(n -> PartitionInput.builder().values("day" + n).build())
              .toList();
      source
          .glue()
          .batchCreatePartition(
              r -> r.databaseName("db0").tableName(name).partitionInputList(inputs));
    }
  }

  private void rights() {
    regions.aws().account(TwoRegions.ACCOUNT).principal("role/Access");
    List<BatchPermissionsRequestEntry> entries = new ArrayList<>();
    for (int g = 0; g < GRANTS; g++) {
      String table = "t" + g;
      String role = regions.aws().account(TwoRegions.ACCOUNT).principal("role/R" + g);
      entries.add(
          BatchPermissionsRequestEntry.builder()
              .id("g" + g)
              .principal(TwoRegions.principal(role))
              .permissions(Permission.SELECT)
              .resource(r -> r.table(t -> t.databaseName("db1").name(table)))
              .build());
    }
    for (int from = 0; from < GRANTS; from += 20) {
      List<BatchPermissionsRequestEntry> batch = entries.subList(from, Math.min(GRANTS, from + 20));
      source.lakeFormation().batchGrantPermissions(r -> r.entries(batch));
    }
    for (int l = 0; l < LOCATIONS; l++) {
      String arn = "arn:aws:s3:::lake-us-east-1/l" + l;
      source
          .lakeFormation()
          .registerResource(
              r ->
                  r.resourceArn(arn)
                      .hybridAccessEnabled(true)
                      .roleArn("arn:aws:iam::" + TwoRegions.ACCOUNT + ":role/Access"));
    }
    for (int o = 0; o < OPT_INS; o++) {
      String table = "t" + o;
      String role = "arn:aws:iam::" + TwoRegions.ACCOUNT + ":role/R" + o;
      source
          .lakeFormation()
          .createLakeFormationOptIn(
              r ->
                  r.principal(TwoRegions.principal(role))
                      .resource(x -> x.table(t -> t.databaseName("db1").name(table))));
    }
  }

  @AfterEach
  void close() {
    regions.close();
  }

  @Test
  void sendsNoCallThatIsNotNeeded() {
    TwinlakeConfig config = TwoRegions.config();
    long listedGrants = pages(new Lake(source).rows(), 1000);
    regions.aws().calls().clear();
    regions.job(config, Events.NONE).backup();
    assertThat(catalogCalls(TwoRegions.SOURCE)).isEqualTo(backup(listedGrants));
    assertThat(catalogCalls(TwoRegions.TARGET)).isEmpty();

    regions.aws().calls().clear();
    Heard heard = new Heard();
    regions.job(config, heard).restore(Selection.LATEST);
    long grants = heard.counts().getOrDefault("grant created", 0L);
    assertThat(catalogCalls(TwoRegions.SOURCE)).isEqualTo(iamLists());
    assertThat(catalogCalls(TwoRegions.TARGET)).isEqualTo(firstRestore(grants));
    assertThat(regions.aws().calls().counts(e -> e.name().equals("s3:PutObject")))
        .containsOnly(Map.entry("s3:PutObject", 3L));

    for (Consumer<Twinlake> command :
        List.<Consumer<Twinlake>>of(
            job -> job.restore(Selection.LATEST),
            job -> job.plan(Selection.LATEST),
            job -> job.verify(Selection.LATEST))) {
      long rows = pages(new Lake(regions.target()).rows(), 1000);
      regions.aws().calls().clear();
      command.accept(regions.job(config, Events.NONE));
      assertThat(catalogCalls(TwoRegions.SOURCE)).isEmpty();
      assertThat(catalogCalls(TwoRegions.TARGET)).isEqualTo(reads(rows));
      assertThat(regions.aws().calls().counts(entry -> entry.call().isWrite())).isEmpty();
      assertThat(regions.aws().calls().counts(TwoRegions.TARGET))
          .containsAllEntriesOf(snapshotReads());
    }
  }

  @Test
  void asksAboutTagsOnceADatabaseAndTableAndListsFiltersByTheThousand() {
    int filters = 1001;
    TagLake tags = new TagLake(source).fill("db1", "t0");
    IntStream.range(0, filters).forEach(n -> tags.filter("db1", "t" + n / 100, "f" + n));
    String role = regions.aws().account(TwoRegions.ACCOUNT).principal("role/R0");
    tags.grantOnFilter(TwoRegions.principal(role), "db1", "t0", "f0");
    long rows = pages(new Lake(source).rows(), 1000);
    regions.aws().calls().clear();
    regions.job(TwoRegions.config(), Events.NONE).backup();

    Map<String, Long> calls = backup(rows);
    calls.put("lakeformation:ListLFTagExpressions", 1L);
    calls.put(
        "lakeformation:GetResourceLFTags",
        (long) DATABASES + DATABASES * TABLES_EACH + PARTITIONS.size());
    calls.put("lakeformation:ListDataCellsFilter", pages(filters, 1000));
    assertThat(catalogCalls(TwoRegions.SOURCE)).isEqualTo(calls);

    regions.aws().calls().clear();
    regions.job(TwoRegions.config(), Events.NONE).plan(Selection.LATEST);
    assertThat(catalogCalls(TwoRegions.TARGET)).isEqualTo(lists(1));

    regions.aws().calls().clear();
    regions
        .job(TwoRegions.config("sync_lf_permissions = False"), Events.NONE)
        .plan(Selection.LATEST);
    assertThat(catalogCalls(TwoRegions.TARGET))
        .containsOnlyKeys(
            "glue:GetDatabases",
            "lakeformation:GetDataLakeSettings",
            "lakeformation:ListLakeFormationOptIns",
            "lakeformation:ListPermissions",
            "lakeformation:ListResources",
            "sts:GetCallerIdentity");
  }

  /** The Identity Center configuration is of no use to a restore. */
  private static Map<String, Long> backup(long grantPages) {
    Map<String, Long> calls = reads(grantPages);
    calls.put("lakeformation:DescribeLakeFormationIdentityCenterConfiguration", 1L);
    calls.put("glue:GetTags", (long) DATABASES);
    calls.put(
        "glue:GetColumnStatisticsForTable", (long) DATABASES * TABLES_EACH + PARTITIONS.size());
    BESIDE_TABLES.forEach(operation -> calls.put("glue:" + operation, 1L));
    return calls;
  }

  /** Everything is read once, and of LF-tags only that there are none. */
  private static Map<String, Long> reads(long grantPages) {
    Map<String, Long> calls = new TreeMap<>();
    calls.put(
        "glue:GetTables",
        (DATABASES - 1) * pages(TABLES_EACH, 100) + pages(TABLES_EACH + PARTITIONS.size(), 100));
    calls.put(
        "glue:GetPartitions", PARTITIONS.stream().mapToLong(CallBudgetTest::partitionReads).sum());
    calls.put("glue:GetPartitionIndexes", (long) PARTITIONS.size());
    calls.put("glue:GetUserDefinedFunctions", 1L);
    calls.putAll(lists(grantPages));
    calls.values().removeIf(count -> count == 0);
    return calls;
  }

  private static Map<String, Long> lists(long grantPages) {
    return Map.ofEntries(
        Map.entry("glue:GetCatalogs", 1L),
        Map.entry("glue:GetDatabases", 1L),
        Map.entry("lakeformation:GetDataLakeSettings", 1L),
        Map.entry("lakeformation:ListDataCellsFilter", 1L),
        Map.entry("lakeformation:ListLFTags", 1L),
        Map.entry("lakeformation:ListLakeFormationOptIns", 1L),
        Map.entry("lakeformation:ListPermissions", grantPages),
        Map.entry("lakeformation:ListResources", 1L),
        Map.entry("lakeformation:ListRLSPolicies", 1L),
        Map.entry("lakeformation:ListRLSPolicyAttachments", 1L),
        Map.entry("sts:GetCallerIdentity", 1L));
  }

  /** Once each, for the roles of the lake and for its owner; IAM's calls count for us-east-1. */
  private static Map<String, Long> iamLists() {
    return Map.of("iam:ListRoles", pages(GRANTS + 2, 1000), "iam:ListUsers", 1L);
  }

  /** Two pages in sequence; what has more is read in ten segments side by side (DESIGN 6). */
  private static long partitionReads(int partitions) {
    return partitions <= 2000 ? pages(partitions, 1000) : 2 + 10 * pages(partitions / 10, 1000);
  }

  /** An empty region's lists, then every object in the fullest batches. */
  private static Map<String, Long> firstRestore(long grants) {
    Map<String, Long> calls = new TreeMap<>(lists(1));
    calls.put("glue:CreateDatabase", DATABASES + 1L);
    calls.put("glue:CreateTable", (long) DATABASES * TABLES_EACH + PARTITIONS.size());
    calls.put(
        "glue:BatchCreatePartition", PARTITIONS.stream().mapToLong(n -> (n + 99) / 100).sum());
    calls.put("lakeformation:RegisterResource", (long) LOCATIONS);
    calls.put("lakeformation:CreateLakeFormationOptIn", (long) OPT_INS);
    calls.put("lakeformation:BatchGrantPermissions", (grants + 19) / 20);
    return calls;
  }

  /**
   * The manifest and the state; each file to check it, Lake Formation's again to use it; each
   * database's tables to know what there is and again to compare it, and its partitions if any.
   */
  private static Map<String, Long> snapshotReads() {
    long databases = DATABASES + 1;
    return Map.of(
        "s3:GetObject", 2 + 3 + 1 + 2 * databases + 1, "s3:ListObjectsV2", 1L, "s3:HeadBucket", 1L);
  }

  private static long pages(long items, int page) {
    return Math.max(1, (items + page - 1) / page);
  }

  private Map<String, Long> catalogCalls(String region) {
    return regions
        .aws()
        .calls()
        .counts(e -> e.call().region().equals(region) && !e.call().service().equals("s3"));
  }
}
