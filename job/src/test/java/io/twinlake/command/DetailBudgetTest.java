package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.aws.AwsRegion;
import io.twinlake.config.ConfigReader;
import io.twinlake.model.Outcome;
import io.twinlake.standin.glue.Paging;
import io.twinlake.standin.lake.LakeClients;
import io.twinlake.standin.lake.SampleSatellites;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * Every call to Glue, and every question where buckets lie, for what the catalog has beside
 * databases, tables and partitions: as formulas over the lake's counts. Links, views, tables
 * without columns, without partition keys or of another format cost nothing for what they cannot
 * have.
 */
class DetailBudgetTest {
  /** Databases, of which the first has tags. */
  private static final List<String> DATABASES = List.of("sales", "bare");

  /** The indexes of each table with partition keys. */
  private static final List<List<String>> INDEXES =
      List.of(List.of(), List.of("day"), List.of("day", "day hour", "zone"));

  /** The columns and partition keys of these tables. */
  private static final int PARTITIONED_COLUMNS = 3 + 3;

  private static final int PARTITIONS_EACH = 4;

  /** Of each wide table, its columns, and how many of them have statistics. */
  private static final Map<Integer, Integer> WIDE = Map.of(101, 0, 120, 1, 250, 60, 100, 100);

  /** Tables that can have no details. */
  private static final int WITHOUT = 3;

  private static final int ICEBERG = 19;
  private static final int OPTIMIZED = 9;
  private static final int FUNCTIONS = 5;
  private static final int RULESETS = 3;
  private static final int SCHEMAS = 1;
  private static final int SCHEMA_VERSIONS = 2;

  /** What locations name; a crawler's, which nothing rewrites, are not asked for. */
  private static final List<String> BUCKETS = List.of("lake-us-east-1", "elsewhere");

  /** Of the backups: a backup warns where it lies in the source region. */
  private static final int BACKUPS = 1;

  private static final int MAPPED_BUCKETS = 1;

  private final TwoRegions regions = new TwoRegions();
  private final AwsRegion source = regions.source();
  private final DetailedLake lake = new DetailedLake(source);

  @BeforeEach
  void fill() {
    regions.buckets();
    LakeSettings.open(source, false);
    LakeSettings.open(regions.target(), false);
    regions.aws().account(TwoRegions.ACCOUNT).principal("role/Optimizer");
    for (String region : List.of(TwoRegions.SOURCE, TwoRegions.TARGET)) {
      regions.aws().catalog(TwoRegions.ACCOUNT, region).paging(Paging.FULL);
    }
    DATABASES.forEach(
        name -> source.glue().createDatabase(r -> r.databaseInput(i -> i.name(name))));
    withDetails();
    withoutAny();
    new SampleSatellites(
            new LakeClients(
                TwoRegions.ACCOUNT,
                TwoRegions.SOURCE,
                source.glue(),
                source.lakeFormation(),
                source.s3()))
        .create();
    for (int n = 0; n < RULESETS; n++) {
      String name = "rules" + n;
      source.glue().createDataQualityRuleset(r -> r.name(name).ruleset("Rules = [ RowCount > 0 ]"));
    }
  }

  private void withDetails() {
    for (int n = 0; n < INDEXES.size(); n++) {
      lake.table("p" + n, INDEXES.get(n).toArray(String[]::new));
      for (int value = 0; value < PARTITIONS_EACH; value++) {
        lake.partition("p" + n, "elsewhere", String.valueOf(value), "1", "z");
      }
    }
    WIDE.forEach((width, analyzed) -> lake.wide("wide" + width, width, analyzed));
    for (int n = 0; n < ICEBERG; n++) {
      lake.iceberg("ice" + n);
      if (n < OPTIMIZED) {
        lake.retention("ice" + n, n + 1);
      }
    }
    IntStream.range(0, FUNCTIONS).forEach(n -> lake.function("f" + n, "com.example.F"));
    lake.tag("sales", Map.of("team", "a", "cost", "b"));
  }

  /** Of what is here nothing has any detail, whatever its columns and parameters say. */
  private void withoutAny() {
    source
        .glue()
        .createDatabase(
            r ->
                r.databaseInput(
                    i ->
                        i.name("link")
                            .targetDatabase(
                                t -> t.databaseName("sales").catalogId(TwoRegions.ACCOUNT))));
    create("no_columns", t -> t.parameters(Map.of("k", "v")));
    create(
        "p1_link",
        t ->
            t.targetTable(to -> to.databaseName("sales").name("p1").catalogId(TwoRegions.ACCOUNT)));
    create(
        "hive_view",
        t ->
            t.tableType("VIRTUAL_VIEW")
                .viewOriginalText("select id from p1")
                .viewExpandedText("select id from sales.p1")
                .storageDescriptor(s -> s.columns(column("id"))));
  }

  private static Column column(String name) {
    return Column.builder().name(name).type("string").build();
  }

  private void create(String name, Consumer<TableInput.Builder> more) {
    source
        .glue()
        .createTable(r -> r.databaseName("bare").tableInput(t -> more.accept(t.name(name))));
  }

  @AfterEach
  void close() {
    regions.close();
  }

  @Test
  void ofABackupTheFirstRestoreTheSecondAndAVerification() {
    assertThat(calls(TwoRegions.SOURCE, Twinlake::backup)).isEqualTo(backup());
    assertThat(calls(TwoRegions.TARGET, job -> job.restore(Selection.LATEST)))
        .isEqualTo(firstRestore());
    for (Consumer<Twinlake> command :
        List.<Consumer<Twinlake>>of(
            job -> job.restore(Selection.LATEST),
            job -> job.plan(Selection.LATEST),
            job -> job.verify(Selection.LATEST))) {
      assertThat(calls(TwoRegions.TARGET, command)).isEqualTo(comparison());
      assertThat(regions.aws().calls().counts(entry -> entry.call().isWrite())).isEmpty();
    }
  }

  private static Map<String, Long> backup() {
    Map<String, Long> calls = lists();
    long partitioned = INDEXES.size();
    calls.put("GetPartitionIndexes", partitioned);
    calls.put(
        "GetColumnStatisticsForTable",
        partitioned * pages(PARTITIONED_COLUMNS, 100)
            + WIDE.keySet().stream().mapToLong(width -> pages(width, 100)).sum()
            + ICEBERG);
    calls.put("BatchGetTableOptimizer", pages(ICEBERG, 8));
    calls.put("GetUserDefinedFunctions", 1L);
    calls.put("GetTags", (long) DATABASES.size());
    List.of(
            "GetConnections",
            "ListRegistries",
            "ListSchemas",
            "ListDataQualityRulesets",
            "GetCrawlers",
            "GetClassifiers",
            "GetDataCatalogEncryptionSettings",
            "GetResourcePolicy")
        .forEach(list -> calls.put(list, 1L));
    calls.put("GetSchema", (long) SCHEMAS);
    calls.put("ListSchemaVersions", (long) SCHEMAS);
    calls.put("GetSchemaVersion", (long) SCHEMA_VERSIONS);
    calls.put("GetDataQualityRuleset", (long) RULESETS);
    calls.put("HeadBucket", (long) BUCKETS.size() + BACKUPS);
    return calls;
  }

  /**
   * Nothing is asked about what this run makes; indexes come with their tables, and AWS tags with
   * their databases.
   */
  private static Map<String, Long> firstRestore() {
    Map<String, Long> calls = new TreeMap<>();
    calls.put("GetCatalogs", 1L);
    calls.put("GetDatabases", 1L);
    calls.put("GetResourcePolicy", 1L);
    calls.put("CreateDatabase", DATABASES.size() + 1L);
    calls.put("CreateTable", (long) INDEXES.size() + WIDE.size() + ICEBERG + WITHOUT);
    calls.put("BatchCreatePartition", INDEXES.size() * pages(PARTITIONS_EACH, 100));
    calls.put("CreateUserDefinedFunction", (long) FUNCTIONS);
    calls.put("UpdateColumnStatisticsForTable", analyzed().map(n -> pages(n, 25)).sum());
    calls.put("CreateTableOptimizer", (long) OPTIMIZED);
    calls.put("HeadBucket", (long) MAPPED_BUCKETS);
    return calls;
  }

  /** The target is asked only about what the snapshot has, and what new ones may be found on. */
  private static Map<String, Long> comparison() {
    Map<String, Long> calls = lists();
    calls.put("GetResourcePolicy", 1L);
    calls.put("GetPartitionIndexes", (long) INDEXES.size());
    calls.put("GetColumnStatisticsForTable", analyzed().map(n -> pages(n, 100)).sum());
    calls.put("BatchGetTableOptimizer", pages(OPTIMIZED, 8));
    calls.put("GetUserDefinedFunctions", 1L);
    calls.put("GetTags", 1L);
    calls.put("HeadBucket", (long) MAPPED_BUCKETS);
    return calls;
  }

  private static LongStream analyzed() {
    return WIDE.values().stream().mapToLong(n -> n).filter(n -> n > 0);
  }

  private static Map<String, Long> lists() {
    return new TreeMap<>(
        Map.of(
            "GetCatalogs",
            1L,
            "GetDatabases",
            1L,
            "GetTables",
            (long) DATABASES.size(),
            "GetPartitions",
            (long) INDEXES.size()));
  }

  @Test
  void theStatisticsOfPartitionsCostACallAHundredColumnsOfEachAndNoneWhereThereAreNoColumns() {
    source
        .glue()
        .createTable(
            r ->
                r.databaseName("sales")
                    .tableInput(
                        t ->
                            t.name("odd")
                                .partitionKeys(column("day"))
                                .storageDescriptor(s -> s.location("s3://elsewhere/odd"))));
    lake.partition("odd", "elsewhere", "1");
    lake.partitionStatistics("p1", "id", 7, "0", "1", "z");
    lake.partitionStatistics("p1", "price", 7, "0", "1", "z");
    lake.partitionStatistics("p2", "id", 7, "3", "1", "z");
    long partitions = (long) INDEXES.size() * PARTITIONS_EACH;
    long withSome = 2;
    String include = "[Catalog]\ninclude = ['partition_column_statistics']\n";

    Map<String, Long> backup = lists();
    backup.merge("GetPartitions", 1L, Long::sum);
    backup.put("GetColumnStatisticsForPartition", partitions * pages(3, 100));
    backup.put("HeadBucket", (long) BUCKETS.size() + BACKUPS);
    assertThat(calls(include, TwoRegions.SOURCE, Twinlake::backup)).isEqualTo(backup);
    assertThat(calls(include, TwoRegions.TARGET, job -> job.restore(Selection.LATEST)))
        .containsEntry("UpdateColumnStatisticsForPartition", withSome)
        .doesNotContainKeys("GetColumnStatisticsForPartition", "GetPartition", "GetTags");
    assertThat(calls(include, TwoRegions.TARGET, job -> job.verify(Selection.LATEST)))
        .containsEntry("GetColumnStatisticsForPartition", withSome)
        .doesNotContainKeys("GetPartitionIndexes", "GetTags", "GetUserDefinedFunctions");
  }

  @Test
  void theOptimizersOfManyDatabasesWithOneIcebergTableEachAreAskedForTogether() {
    int databases = 21;
    for (int n = 0; n < databases; n++) {
      String database = "one" + n;
      source.glue().createDatabase(r -> r.databaseInput(i -> i.name(database)));
      source
          .glue()
          .createTable(
              r ->
                  r.databaseName(database)
                      .tableInput(
                          t ->
                              t.name("ice")
                                  .parameters(Map.of("table_type", "ICEBERG"))
                                  .storageDescriptor(s -> s.columns(column("id")))));
      lake.retention(database, "ice", n + 1);
    }
    String include = "[Catalog]\ninclude = ['table_optimizers']\n";

    assertThat(calls(include, TwoRegions.SOURCE, Twinlake::backup))
        .containsEntry("BatchGetTableOptimizer", pages(ICEBERG + databases, 8));
    assertThat(calls(include, TwoRegions.TARGET, job -> job.restore(Selection.LATEST)))
        .containsEntry("CreateTableOptimizer", (long) OPTIMIZED + databases);
  }

  private static long pages(long items, int page) {
    return (items + page - 1) / page;
  }

  private Map<String, Long> calls(String region, Consumer<Twinlake> command) {
    return calls("", region, command);
  }

  private Map<String, Long> calls(String lines, String region, Consumer<Twinlake> command) {
    Heard heard = new Heard();
    regions.aws().calls().clear();
    command.accept(
        regions.job(ConfigReader.parse(TwoRegions.configText() + lines, "glue.conf"), heard));
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    Map<String, Long> calls = new TreeMap<>();
    regions
        .aws()
        .calls()
        .counts(
            entry ->
                entry.call().region().equals(region)
                    && entry.name().matches("glue:.*|s3:HeadBucket"))
        .forEach((name, count) -> calls.put(name.replaceFirst("^[^:]*:", ""), count));
    return calls;
  }
}
