package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.twinlake.aws.AwsRegion;
import io.twinlake.config.Principals;
import io.twinlake.config.Scope;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.config.TwinlakeConfig.BackupFiles;
import io.twinlake.config.TwinlakeConfig.Iceberg;
import io.twinlake.config.TwinlakeConfig.ObjectPlace;
import io.twinlake.config.TwinlakeConfig.Operation;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events.Note.Level;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.UserError;
import io.twinlake.snapshot.Manifest;
import io.twinlake.snapshot.Manifest.Unread;
import io.twinlake.snapshot.Snapshot;
import io.twinlake.snapshot.SnapshotStore;
import io.twinlake.source.Caller;
import io.twinlake.source.ScriptedGlue;
import io.twinlake.source.TestLake;
import io.twinlake.standin.CallLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.s3.model.S3Object;

class BackupTest {
  private static final String BUCKET = "backups-far-away";
  private static final String NEAR_BUCKET = "backups-nearby";
  private static final String EVERYTHING = "*";

  private final TestLake lake = new TestLake();
  private final HeardEvents events = new HeardEvents();

  @BeforeEach
  void createBuckets() {
    lake.bucket(BUCKET, TestLake.TARGET);
    lake.makeRootAdmin();
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void backsUpACatalogInRestoreOrder() {
    fillSmallLake();
    Snapshot snapshot = open(backup(Scope.ALL));

    assertThat(snapshot.manifest().databases())
        .extracting(ranges -> ranges.database())
        .containsExactly("desk", "sales", "sales_link");
    assertThat(keys(snapshot.tables("sales")))
        .containsExactly(
            "database sales", "table sales.customers", "table sales.daily", "table sales.orders");
    assertThat(keys(snapshot.tables("desk")))
        .containsExactly("database desk", "table desk.orders_link");
    assertThat(keys(snapshot.tables("sales_link"))).containsExactly("database sales_link");
    assertThat(keys(snapshot.partitions("sales")))
        .containsExactly(
            "partition sales.orders [00000]",
            "partition sales.orders [00001]",
            "partition sales.orders [00002]");
    assertThat(snapshot.manifest().unread()).isEmpty();
    assertThat(snapshot.manifest().absentDatabases()).isEmpty();
    assertThat(events.results()).isEmpty();
  }

  @Test
  void backsUpLakeFormation() {
    fillSmallLake();
    lake.grant("role/Analyst", "sales", Permission.DESCRIBE);
    lake.lfTag("team", "red", "blue");

    Snapshot snapshot = open(backup(Scope.ALL));
    List<CatalogObject> objects = ImmutableList.copyOf(snapshot.lakeFormation());
    assertThat(objects)
        .filteredOn(object -> object.key().kind().equals(Kind.GRANT))
        .hasSameSizeAs(
            lake.root().lakeFormation().listPermissionsPaginator(r -> {}).stream()
                .flatMap(page -> page.principalResourcePermissions().stream())
                .toList())
        .anyMatch(
            grant ->
                grant.key().database().equals("sales")
                    && grant.key().name().endsWith("role/Analyst"));
    assertThat(objects)
        .extracting(CatalogObject::key)
        .contains(ObjectKey.global(Kind.SETTINGS, ""), ObjectKey.global(Kind.LF_TAG, "team"));
  }

  @Test
  void makesNoCallThatPagesDoNotNeed() {
    lake.fullPages();
    int databases = 103;
    int tablesOfBig = 101;
    List<Integer> partitions = List.of(0, 1, 1000, 1001, 2500);
    IntStream.range(0, databases - 1).forEach(n -> lake.database("db%03d".formatted(n)));
    lake.databaseLink("link", "db000");
    IntStream.range(0, tablesOfBig - partitions.size())
        .forEach(n -> lake.table("db000", "t%03d".formatted(n)));
    for (int n = 0; n < partitions.size(); n++) {
      lake.table("db000", "p" + n, "day");
      lake.partitions("db000", "p" + n, partitions.get(n));
    }
    lake.view("db001", "v");
    lake.tableLink("db001", "l", "db000", "p4");
    long grants = lake.rows();
    lake.aws().calls().clear();

    backup(Scope.ALL);

    assertThat(catalogCalls())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("sts:GetCallerIdentity", 1L),
                Map.entry("lakeformation:GetDataLakeSettings", 1L),
                Map.entry("lakeformation:ListResources", 1L),
                Map.entry("lakeformation:ListLFTags", 1L),
                Map.entry("lakeformation:ListDataCellsFilter", 1L),
                Map.entry("lakeformation:ListRLSPolicies", 1L),
                Map.entry("lakeformation:ListRLSPolicyAttachments", 1L),
                Map.entry("lakeformation:ListLakeFormationOptIns", 1L),
                Map.entry("lakeformation:ListPermissions", pages(grants, 1000)),
                Map.entry("lakeformation:DescribeLakeFormationIdentityCenterConfiguration", 1L),
                Map.entry("glue:GetCatalogs", 1L),
                Map.entry("glue:GetConnections", 1L),
                Map.entry("glue:ListRegistries", 1L),
                Map.entry("glue:ListDataQualityRulesets", 1L),
                Map.entry("glue:GetCrawlers", 1L),
                Map.entry("glue:GetClassifiers", 1L),
                Map.entry("glue:GetDataCatalogEncryptionSettings", 1L),
                Map.entry("glue:GetResourcePolicy", 1L),
                Map.entry("glue:GetDatabases", pages(databases, 100)),
                Map.entry("glue:GetTables", pages(tablesOfBig, 100) + databases - 2),
                Map.entry("glue:GetPartitions", 1L + 1 + 1 + 2 + (2 + 10)),
                Map.entry("glue:GetPartitionIndexes", (long) partitions.size()),
                Map.entry("glue:GetColumnStatisticsForTable", (long) tablesOfBig),
                Map.entry("glue:GetUserDefinedFunctions", 1L),
                Map.entry("glue:GetTags", databases - 1L)));
    assertThat(grants).isGreaterThan(databases);
  }

  @Test
  void stopsListingDatabasesWhenAllNamedOnesAreFound() {
    lake.fullPages();
    IntStream.range(0, 101).forEach(n -> lake.database("db%03d".formatted(n)));
    lake.aws().calls().clear();
    backup(new Scope(Set.of("DB007", "db099"), false));
    assertThat(catalogCalls())
        .containsEntry("glue:GetDatabases", 1L)
        .doesNotContainKey("glue:GetDatabase");
    assertThat(events.backedUp()).containsEntry("database saved", 2L);
  }

  @Test
  void recordsANamedDatabaseThatIsNotThere() {
    fillSmallLake();
    Manifest manifest = backup(new Scope(Set.of("desk", "nowhere"), true));

    assertThat(manifest.absentDatabases()).containsExactly("nowhere");
    assertThat(manifest.databases()).extracting(d -> d.database()).containsExactly("desk");
    assertThat(events.sentences(Level.PROBLEM))
        .singleElement()
        .asString()
        .contains("Database nowhere", "database_list");
    assertThat(catalogCalls()).containsEntry("glue:GetDatabase", 1L);
  }

  @Test
  void leavesOutWhatTheScopeDoesNotCoverAndSaysHowMuch() {
    fillSmallLake();
    lake.grant("role/Analyst", "desk", Permission.DESCRIBE);
    lake.grant("role/Analyst", "sales", Permission.DESCRIBE);
    lake.lfTag("team", "red");
    Snapshot snapshot = open(backup(new Scope(Set.of("desk"), false)));

    assertThat(ImmutableList.copyOf(snapshot.lakeFormation()))
        .isNotEmpty()
        .allMatch(
            object ->
                object.key().kind().equals(Kind.SETTINGS)
                    || object.key().database().equals("desk"));
    long grants = snapshot.manifest().counts().getOrDefault("grant", 0L);
    assertThat(events.sentences(Level.INFO))
        .singleElement()
        .asString()
        .contains((lake.rows() - grants) + " of grant", "1 of lf_tag");
  }

  @Test
  void anAdminsSnapshotIsComplete() {
    fillSmallLake();
    Manifest manifest = backup(Scope.ALL);
    assertThat(manifest.completeness().complete()).isTrue();
    assertThat(manifest.completeness().caller()).endsWith(":user/admin");
    assertThat(events.sentences(Level.WARNING)).isEmpty();
  }

  @Test
  void saysWhenTheCallerIsNoAdmin() {
    fillSmallLake();
    try (AwsRegion loader = lake.asRole("Loader", EVERYTHING)) {
      Manifest manifest = backup(loader, Scope.ALL);
      assertThat(manifest.completeness().dataLakeAdmin()).isFalse();
      assertThat(events.sentences(Level.PROBLEM))
          .anyMatch(
              warning ->
                  warning.contains("arn:aws:iam::111122223333:role/Loader")
                      && warning.contains("incomplete"));
    }
  }

  @Test
  void aReadOnlyAdminSeesEverythingButGuardedColumns() {
    fillSmallLake();
    lake.guard("sales", "customers");
    try (AwsRegion loader = lake.asRole("Loader", EVERYTHING)) {
      lake.makeReadOnlyAdmin("role/Loader");
      Manifest manifest = backup(loader, Scope.ALL);

      assertThat(manifest.completeness().dataLakeAdmin()).isTrue();
      assertThat(manifest.completeness().tablesThatMayBeCut()).containsExactly("sales.customers");
      assertThat(events.sentences(Level.WARNING))
          .singleElement()
          .asString()
          .contains("sales.customers", "SELECT");
    }
  }

  @Test
  void aTableThatVanishesMeanwhileIsRecordedAsUnread() {
    fillSmallLake();
    lake.table("sales", "gone", "day");
    events.onBegin(
        "partitions",
        () -> lake.root().glue().deleteTable(r -> r.databaseName("sales").name("gone")));
    Manifest manifest = backup(Scope.ALL);

    ObjectKey gone = ObjectKey.partition("sales", "gone", List.of());
    assertThat(manifest.unread()).extracting(Unread::key).containsExactly(gone);
    assertThat(events.results())
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.key()).isEqualTo(gone);
              assertThat(result.reason()).startsWith("EntityNotFoundException");
            });
    assertThat(events.backedUp()).containsEntry("partition saved", 3L);
  }

  @Test
  void saysWhenATableIsAlteredWhileItsPartitionsMove() throws IOException {
    String table =
        """
        {"Name":"orders","DatabaseName":"sales","VersionId":"%s","PartitionKeys":[{"Name":"day"}]}""";
    try (ScriptedGlue glue =
        new ScriptedGlue(
            "{\"DatabaseList\":[{\"Name\":\"sales\"}]}",
            "{\"TableList\":[%s]}".formatted(table.formatted("0")),
            ScriptedGlue.partitions(true, "a", "b"),
            ScriptedGlue.partitions(false, "b"),
            "{\"Table\":%s}".formatted(table.formatted("1")),
            ScriptedGlue.partitions(false, "a", "b", "c"),
            "{\"CatalogList\":[]}")) {
      backup(glue.in(lake.root()), new Scope(Set.of(), true, Set.of()));

      assertThat(glue.unasked()).isEmpty();
      assertThat(events.backedUp()).containsEntry("partition saved", 3L);
      assertThat(events.sentences(Level.WARNING))
          .anyMatch(warning -> warning.startsWith("The table sales.orders changed"));
    }
  }

  @Test
  void whatIsDeniedIsRecordedAsUnreadAndTheRestGoesOn() {
    fillSmallLake();
    try (AwsRegion loader =
        lake.asRoleBut("Loader", "glue:GetPartitions", "lakeformation:ListLFTags")) {
      lake.makeReadOnlyAdmin("role/Loader");
      Manifest manifest = backup(loader, Scope.ALL);

      assertThat(manifest.unread())
          .extracting(Unread::key)
          .containsExactlyInAnyOrder(
              ObjectKey.partition("sales", "orders", List.of()), ObjectKey.global(Kind.LF_TAG, ""));
      assertThat(manifest.unread()).allMatch(u -> u.reason().startsWith("AccessDeniedException"));
      assertThat(events.backedUp()).containsEntry("table saved", 4L);
    }
  }

  @Test
  void anEmptyRegionMakesAnEmptySnapshot() {
    Snapshot snapshot = open(backup(Scope.ALL));
    snapshot.check();
    assertThat(snapshot.manifest().databases()).isEmpty();
    assertThat(events.sentences(Level.WARNING))
        .singleElement()
        .asString()
        .contains("No database was found in us-east-1");
  }

  @Test
  void aSecondBackupAddsASnapshotAndChangesNone() {
    fillSmallLake();
    String first = backup(Scope.ALL).id();
    Map<String, String> before = objects();
    String second = backup(Scope.ALL).id();

    assertThat(second).isNotEqualTo(first);
    assertThat(objects())
        .containsAllEntriesOf(snapshotObjects(before))
        .hasSize(before.size() + snapshotObjects(before).size());
  }

  @Test
  void noSecretGetsIntoTheSnapshotOrTheEvents() {
    fillSmallLake();
    AwsSessionCredentials secret =
        (AwsSessionCredentials)
            lake.aws().account(TestLake.ACCOUNT).role("Loader", TestLake.allow(EVERYTHING));
    try (AwsRegion loader = lake.as(secret)) {
      backup(loader, Scope.ALL);
    }
    assertThat(objects().values().toString() + events)
        .contains("orders")
        .doesNotContain(secret.accessKeyId(), secret.secretAccessKey(), secret.sessionToken());
  }

  @Test
  void warnsWhenTheBucketLiesInTheSourceRegion() {
    lake.bucket(NEAR_BUCKET, TestLake.SOURCE);
    backup(lake.root(), Scope.ALL, NEAR_BUCKET);
    assertThat(events.sentences(Level.WARNING))
        .anyMatch(warning -> warning.contains(NEAR_BUCKET) && warning.contains("us-east-1"));
  }

  @Test
  void aCallerWhoIsRefusedMeanwhileMakesNoSnapshot() {
    fillSmallLake();
    try (AwsRegion loader = lake.asRole("Loader", EVERYTHING)) {
      events.onBegin(
          "partitions", () -> lake.aws().account(TestLake.ACCOUNT).removePrincipal("role/Loader"));
      assertThatThrownBy(() -> backup(loader, Scope.ALL))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("us-east-1")
          .hasMessageContaining("no snapshot was made: UnrecognizedClientException");
    }
    assertThat(store(BUCKET).list().complete()).isEmpty();
  }

  @Test
  void aLinkToNothingIsBackedUpAsItIs() {
    fillSmallLake();
    lake.root().glue().deleteDatabase(r -> r.name("sales"));
    Snapshot snapshot = open(backup(new Scope(Set.of("sales_link"), true)));

    assertThat(keys(snapshot.tables("sales_link"))).containsExactly("database sales_link");
    assertThat(snapshot.manifest().unread()).isEmpty();
    assertThat(snapshot.manifest().absentDatabases()).isEmpty();
  }

  private void fillSmallLake() {
    lake.database("sales");
    lake.table("sales", "orders", "day");
    lake.partitions("sales", "orders", 3);
    lake.table("sales", "customers");
    lake.view("sales", "daily");
    lake.database("desk");
    lake.tableLink("desk", "orders_link", "sales", "orders");
    lake.databaseLink("sales_link", "sales");
  }

  private Manifest backup(Scope scope) {
    return backup(lake.root(), scope);
  }

  private Manifest backup(AwsRegion source, Scope scope) {
    return backup(source, scope, BUCKET);
  }

  private Manifest backup(AwsRegion source, Scope scope, String bucket) {
    return new Backup(
            source,
            Caller.of(source.sts()),
            store(bucket),
            config(scope, bucket),
            events,
            Clock.systemUTC())
        .run();
  }

  private SnapshotStore store(String bucket) {
    return new SnapshotStore(lake.target().s3(), bucket, "twin", TestLake.ACCOUNT);
  }

  private Snapshot open(Manifest manifest) {
    return store(BUCKET).open(manifest.id());
  }

  private static TwinlakeConfig config(Scope scope, String bucket) {
    return new TwinlakeConfig(
        TestLake.SOURCE,
        TestLake.TARGET,
        new Operation(true, false, 20, true, false, false, false, false),
        Map.of(),
        Iceberg.OFF,
        new BackupFiles(
            bucket,
            "twin",
            "catalog.json",
            new ObjectPlace(bucket, "newest/catalog.json"),
            "lf.json",
            new ObjectPlace(bucket, "newest/lf.json")),
        scope,
        Principals.UNCHANGED,
        Map.of(),
        "[Operation]\n");
  }

  private static List<String> keys(Iterator<CatalogObject> objects) {
    return ImmutableList.copyOf(objects).stream().map(object -> object.key().toString()).toList();
  }

  /** Every object of the bucket: its key and its text. */
  private Map<String, String> objects() {
    Map<String, String> texts = new TreeMap<>();
    for (S3Object object :
        lake.target().s3().listObjectsV2Paginator(r -> r.bucket(BUCKET)).contents()) {
      texts.put(
          object.key(),
          lake.target()
              .s3()
              .getObjectAsBytes(r -> r.bucket(BUCKET).key(object.key()))
              .asString(StandardCharsets.UTF_8));
    }
    return texts;
  }

  private static Map<String, String> snapshotObjects(Map<String, String> objects) {
    Map<String, String> inSnapshots = new TreeMap<>(objects);
    inSnapshots.keySet().removeIf(key -> !key.contains("/snapshots/"));
    return inSnapshots;
  }

  private Map<String, Long> catalogCalls() {
    return lake.aws().calls().counts(BackupTest::isOfCatalog);
  }

  private static boolean isOfCatalog(CallLog.Entry entry) {
    return !entry.call().service().equals("s3");
  }

  private static long pages(long items, long page) {
    return Math.max(1, (items + page - 1) / page);
  }
}
