package io.twinlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import io.twinlake.standin.lake.LakeClients;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchGetTableOptimizerEntry;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.lakeformation.model.PrincipalResourcePermissions;

/**
 * The packaged job in the place that the templates make for it: their role with their policy, their
 * settings, their arguments, and nothing else. First a sync, then a restore without the source
 * region, then a sync that changes and deletes.
 */
class DeployedJobsIT {
  /** Allowed without being needed here, and why. */
  private static final Map<String, String> NOT_CALLED =
      Map.ofEntries(
          Map.entry("iam:GetRole", "AWS asks for it where a location is registered"),
          Map.entry("s3:AbortMultipartUpload", "after a failed upload of a large file"),
          Map.entry("logs:CreateLogGroup", "by Glue, for the running job"),
          Map.entry("logs:CreateLogStream", "by Glue, for the running job"),
          Map.entry("logs:PutLogEvents", "by Glue, for the running job"),
          Map.entry("cloudwatch:PutMetricData", "by Glue, for the running job"));

  /** What the shipped file leaves out, what costs rights of its own, and no wait for AWS. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "'partition_indexes', 'column_statistics',",
          "'partition_indexes', 'column_statistics', 'partition_column_statistics',",
          "restore_resource_policy = False",
          "restore_resource_policy = True",
          "glue_calls_per_second = 50",
          "glue_calls_per_second = 5000");

  private static final DeployedAws AWS = new DeployedAws();

  private static Command sync = new Command(-1, "");
  private static Command restore = new Command(-1, "");
  private static Command secondSync = new Command(-1, "");
  private static Set<String> sourceTables = Set.of();
  private static Set<String> sourceGrants = Set.of();
  private static Set<String> restoredTables = Set.of();
  private static Set<String> restoredGrants = Set.of();

  @BeforeAll
  static void runsThem() {
    LakeChanges changes = new LakeChanges(AWS.source());
    changes.prepare();
    new LakeViews(AWS.target()).createConnection();
    AWS.configure(OPTIONS);
    AWS.standIn().calls().clear();
    sync = AWS.runSourceJob();
    sourceTables = tables(AWS.source());
    sourceGrants = grants(AWS.source());

    new LakeChanges(AWS.target()).dropTable("scratch", "attempt");
    AWS.standIn().cutOff(DeployedAws.SOURCE);
    restore = AWS.runStandbyJob();
    restoredTables = tables(AWS.target());
    restoredGrants = grants(AWS.target());
    AWS.standIn().reconnect(DeployedAws.SOURCE);

    changes.make();
    Map<String, String> more = new HashMap<>(OPTIONS);
    more.put("delete_target_catalog_objects = False", "delete_target_catalog_objects = True");
    more.put("sync_lf_settings = False", "sync_lf_settings = True");
    AWS.configure(more);
    loseAnswers(
        "glue",
        "CreateDatabase",
        "CreateTable",
        "BatchCreatePartition",
        "CreateUserDefinedFunction");
    loseAnswers("lakeformation", "CreateDataCellsFilter", "CreateRLSPolicy");
    secondSync = AWS.runSourceJob();
  }

  private static void loseAnswers(String service, String... operations) {
    for (String operation : operations) {
      AWS.standIn()
          .faults()
          .inject(Fault.LOST_ANSWER, CallPattern.of(service, operation).in(DeployedAws.TARGET));
    }
  }

  @AfterAll
  static void close() {
    AWS.close();
  }

  @Test
  void theSourcesJobSucceeds() {
    assertThat(sync.exitCode()).as(sync.output()).isZero();
  }

  @Test
  void theStandbySucceedsWithoutTheSourceRegionAndItsConfiguration() {
    assertThat(restore.exitCode()).as(restore.output()).isZero();
    assertThat(restoredTables).isNotEmpty().isEqualTo(sourceTables);
    assertThat(restoredGrants).isNotEmpty().isEqualTo(sourceGrants);
  }

  @Test
  void theSourcesJobChangesAndDeletes() {
    assertThat(secondSync.exitCode()).as(secondSync.output()).isZero();
    assertThat(tables(AWS.target())).isEqualTo(tables(AWS.source()));
    assertThat(grants(AWS.target())).isEqualTo(grants(AWS.source()));
  }

  @Test
  void icebergTablesAreRewrittenAndHaveTheirOptimizers() {
    GlueClient target = AWS.target().glue();
    assertThat(
            target
                .getTable(r -> r.databaseName("sampledb").name("sales_iceberg"))
                .table()
                .parameters())
        .extractingByKey("metadata_location")
        .asString()
        .contains("/twinlake-");
    assertThat(target.batchGetTableOptimizer(r -> r.entries(compaction())).tableOptimizers())
        .singleElement()
        .extracting(
            each ->
                each.tableOptimizer()
                    .configuration()
                    .compactionConfiguration()
                    .icebergConfiguration()
                    .minInputFiles())
        .isEqualTo(9);
  }

  private static BatchGetTableOptimizerEntry compaction() {
    return BatchGetTableOptimizerEntry.builder()
        .catalogId(AWS.target().account())
        .databaseName("sampledb")
        .tableName("sales_iceberg")
        .type("compaction")
        .build();
  }

  @Test
  void noCallIsRefused() {
    assertThat(AWS.standIn().calls().all())
        .filteredOn(entry -> entry.error().startsWith("AccessDenied"))
        .isEmpty();
  }

  /** IAM is one for all regions, and where it lies is the source region here. */
  @Test
  void theStandbyCallsNothingOfTheSourceRegion() {
    assertThat(AWS.standIn().calls().all())
        .filteredOn(entry -> entry.error().equals("ConnectionClosed"))
        .filteredOn(entry -> !entry.name().startsWith("iam:"))
        .isEmpty();
  }

  @Test
  void nothingIsAllowedThatTheJobDoesNotCall() {
    Set<String> unused = new TreeSet<>(allowed());
    unused.removeAll(AWS.usedActions());
    assertThat(unused).containsExactlyInAnyOrderElementsOf(NOT_CALLED.keySet());
  }

  private static Set<String> allowed() {
    return StreamSupport.stream(AWS.templates().rolePolicy().get("Statement").spliterator(), false)
        .map(statement -> statement.get("Action"))
        .flatMap(
            action ->
                action.isArray()
                    ? StreamSupport.stream(action.spliterator(), false)
                    : Stream.of(action))
        .map(action -> action.asText())
        .collect(Collectors.toSet());
  }

  private static Set<String> tables(LakeClients region) {
    return region.glue().getDatabasesPaginator(r -> {}).stream()
        .flatMap(page -> page.databaseList().stream())
        .filter(database -> database.targetDatabase() == null)
        .flatMap(
            database ->
                region.glue().getTablesPaginator(r -> r.databaseName(database.name())).stream())
        .flatMap(page -> page.tableList().stream())
        .map(DeployedJobsIT::describe)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String describe(Table table) {
    String location = table.storageDescriptor() == null ? "" : table.storageDescriptor().location();
    return "%s.%s %s".formatted(table.databaseName(), table.name(), inTarget("" + location));
  }

  /** Of principals other than administrators, whose rows come with being one. */
  private static Set<String> grants(LakeClients region) {
    return region.lakeFormation().listPermissionsPaginator(r -> {}).stream()
        .flatMap(page -> page.principalResourcePermissions().stream())
        .filter(
            row ->
                !row.principal().dataLakePrincipalIdentifier().matches(".*(Admin|GlueRole|/admin)"))
        .map(DeployedJobsIT::describe)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String describe(PrincipalResourcePermissions row) {
    return inTarget(
        "%s %s %s %s"
            .formatted(
                row.principal().dataLakePrincipalIdentifier(),
                row.resource(),
                new TreeSet<>(row.permissionsAsStrings()),
                new TreeSet<>(row.permissionsWithGrantOptionAsStrings())));
  }

  /** As the shipped configuration maps the buckets. */
  private static String inTarget(String text) {
    return text.replace("-us-east-1", "-ap-south-1");
  }
}
