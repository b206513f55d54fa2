package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.AwsRegion;
import io.twinlake.config.ConfigReader;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.Outcome;
import io.twinlake.standin.lake.LakeClients;
import io.twinlake.standin.lake.SampleLake;
import io.twinlake.standin.python.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.ViewRepresentationInput;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** A plain {@code aws glue get-table} of both regions, for each sort of table there is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SideBySideIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What AWS sets itself, and nobody can restore (aws-facts 2). */
  private static final List<String> AWS_OWN =
      List.of(
          "CreateTime", "UpdateTime", "CreatedBy", "VersionId", "IsRegisteredWithLakeFormation");

  private final TwoRegions regions = new TwoRegions();
  private PythonEnvironment python = new PythonEnvironment(Path.of(""));

  @BeforeAll
  void restoreTheLake() throws IOException, InterruptedException {
    python = PythonEnvironment.make();
    SampleLake.fillCatalog(clients(regions.source()));
    SampleLake.buckets(TwoRegions.TARGET)
        .forEach(bucket -> regions.target().s3().createBucket(r -> r.bucket(bucket)));
    makeViewInSeveralDialects(new Lake(regions.source()));
    mayReadAll(regions.source(), TwoRegions.jobArn());
    Heard heard = new Heard();
    regions.job(config(), heard).sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    mayReadAll(regions.target(), "arn:aws:iam::" + TwoRegions.ACCOUNT + ":user/admin");
  }

  /** Without SELECT, AWS strips Spark's schema from what it answers (aws-facts 4). */
  private static void mayReadAll(AwsRegion region, String principal) {
    new Lake(region)
        .grant(
            principal,
            Permission.SELECT,
            Resource.builder()
                .table(t -> t.databaseName("sampledb").tableWildcard(w -> {}))
                .build());
  }

  @AfterAll
  void close() {
    regions.close();
  }

  static List<Arguments> tables() {
    return Stream.of(
            "sampledb.customers",
            "sampledb.orders",
            "sampledb.suppliers",
            "sampledb.exchange_rates",
            "sampledb.inventory",
            "sampledb.clickstream",
            "sampledb.application_log",
            "sampledb.shipments",
            "sampledb.payments",
            "sampledb.skewed_visits",
            "sampledb.staging_upload",
            "sampledb.manifest_of_returns",
            "sampledb.returns",
            "sampledb.weather",
            "sampledb.daily_summary",
            "sampledb.sales_iceberg",
            "sampledb.customer_delta",
            "sampledb.transactions_hudi",
            "sampledb.v_daily_sales",
            "sampledb.v_open_orders",
            "tag_database.orders_link",
            SampleLake.DATABASE_LINK + ".inventory",
            "cur_database.cost_and_usage_report",
            "dialects.v")
        .map(name -> Arguments.of((Object[]) name.split("\\.")))
        .toList();
  }

  @Test
  void areOfEverySortInTheLake() {
    Map<String, Set<String>> bySort = new TreeMap<>();
    SampleLake.DATABASES.forEach(
        database ->
            regions.source().glue().getTablesPaginator(r -> r.databaseName(database)).stream()
                .flatMap(page -> page.tableList().stream())
                .forEach(
                    table ->
                        bySort
                            .computeIfAbsent(sort(table), any -> new TreeSet<>())
                            .add(database + "." + table.name())));
    Set<String> shown =
        tables().stream()
            .map(names -> names.get()[0] + "." + names.get()[1])
            .collect(Collectors.toSet());
    assertThat(bySort).hasSizeGreaterThan(10);
    assertThat(bySort.values()).allSatisfy(some -> assertThat(some).containsAnyElementsOf(shown));
  }

  /** What tells engines apart how to read a table. */
  private static String sort(Table table) {
    StorageDescriptor storage = table.storageDescriptor();
    String text = Objects.requireNonNullElse(table.viewOriginalText(), "");
    return Stream.of(
            table.tableType(),
            table.targetTable() == null ? "" : "link",
            storage == null ? "nothing stored" : storage.inputFormat(),
            storage == null || storage.serdeInfo() == null
                ? ""
                : storage.serdeInfo().serializationLibrary(),
            storage == null || storage.skewedInfo() == null ? "" : "skewed",
            table.partitionKeys().isEmpty() ? "" : "partitioned",
            table.parameters().getOrDefault("table_type", ""),
            table.parameters().getOrDefault("spark.sql.sources.provider", ""),
            text.startsWith("/* Presto View") ? "Presto" : text.isEmpty() ? "" : "Hive")
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void showTheSameButForMappedNames(String database, String table)
      throws IOException, InterruptedException {
    String source = getTable(TwoRegions.SOURCE, database, table);
    String target = getTable(TwoRegions.TARGET, database, table);
    assertThat(comparable(target)).isEqualTo(comparable(mapped(source)));
  }

  /**
   * The two buckets where a text is a location, not where a list of patterns is quoted in one, and
   * the region in the ARNs of the tables that a view reads.
   */
  private static String mapped(String source) {
    return source
        .replaceAll("(?<!\\\\)\"(s3[an]?://sample-(?:lake|cur))-us-east-1", "\"$1-ap-south-1")
        .replace("arn:aws:glue:us-east-1:", "arn:aws:glue:ap-south-1:");
  }

  private static JsonNode comparable(String answer) throws IOException {
    ObjectNode table = (ObjectNode) JSON.readTree(answer).get("Table");
    assertThat(table.path("Name").asText()).isNotEmpty();
    return table.remove(AWS_OWN);
  }

  private String getTable(String region, String database, String table)
      throws IOException, InterruptedException {
    PythonEnvironment.Finished finished =
        python.run(
            environment(region),
            python.program("aws"),
            "glue",
            "get-table",
            "--database-name",
            database,
            "--name",
            table);
    assertThat(finished.exitCode()).as(finished::errors).isZero();
    return finished.output();
  }

  private Map<String, String> environment(String region) {
    AwsCredentials root = regions.aws().account(TwoRegions.ACCOUNT).root();
    return Map.of(
        "AWS_ENDPOINT_URL", regions.aws().endpoint().toString(),
        "AWS_ACCESS_KEY_ID", root.accessKeyId(),
        "AWS_SECRET_ACCESS_KEY", root.secretAccessKey(),
        "AWS_DEFAULT_REGION", region,
        "AWS_MAX_ATTEMPTS", "1",
        "AWS_CONFIG_FILE", "none",
        "AWS_SHARED_CREDENTIALS_FILE", "none",
        "AWS_EC2_METADATA_DISABLED", "true",
        "PYTHONUTF8", "1");
  }

  private static LakeClients clients(AwsRegion region) {
    return new LakeClients(
        TwoRegions.ACCOUNT, region.name(), region.glue(), region.lakeFormation(), region.s3());
  }

  private static TwinlakeConfig config() {
    return ConfigReader.parse(
        TwoRegions.configText()
            .replace(
                "{'lake-us-east-1': 'lake-ap-south-1'}",
                "{'sample-lake-us-east-1': 'sample-lake-ap-south-1', 'sample-cur-us-east-1': 'sample-cur-ap-south-1'}"),
        "glue_config.conf");
  }

  private void makeViewInSeveralDialects(Lake source) {
    String definer = regions.aws().account(TwoRegions.ACCOUNT).principal("role/Definer");
    source.database("dialects").table("dialects", "orders", "id");
    source.revoke("IAM_ALLOWED_PRINCIPALS", Permission.ALL, Lake.onDatabase("dialects"));
    source.revoke("IAM_ALLOWED_PRINCIPALS", Permission.ALL, Lake.onTable("dialects", "orders"));
    regions
        .source()
        .lakeFormation()
        .grantPermissions(
            r ->
                r.principal(TwoRegions.principal(definer))
                    .permissions(Permission.SELECT)
                    .permissionsWithGrantOption(Permission.SELECT)
                    .resource(Lake.onTable("dialects", "orders")));
    source.grant(definer, Permission.CREATE_TABLE, Lake.onDatabase("dialects"));
    var glue = regions.source().glue();
    glue.createTable(
        r ->
            r.databaseName("dialects")
                .tableInput(
                    t ->
                        t.name("v")
                            .description("In two dialects")
                            .viewDefinition(
                                v ->
                                    v.definer(definer)
                                        .isProtected(true)
                                        .subObjects(
                                            "arn:aws:glue:us-east-1:111122223333:table/dialects/orders")
                                        .representations(sql("ATHENA"), sql("SPARK")))));
    for (int look = 0; look < 3; look++) {
      glue.getTable(r -> r.databaseName("dialects").name("v").includeStatusDetails(true));
    }
  }

  private static ViewRepresentationInput sql(String dialect) {
    return ViewRepresentationInput.builder()
        .dialect(dialect)
        .dialectVersion("1")
        .viewOriginalText("SELECT id FROM orders")
        .build();
  }
}
