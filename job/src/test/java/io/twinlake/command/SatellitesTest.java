package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.twinlake.aws.AwsRegion;
import io.twinlake.config.Scope;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events.Note.Level;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.Outcome;
import io.twinlake.model.UserError;
import io.twinlake.snapshot.Snapshot;
import io.twinlake.snapshot.SnapshotStore;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import io.twinlake.standin.lake.LakeClients;
import io.twinlake.standin.lake.SampleSatellites;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.DataFormat;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What the catalog has beside databases: in the backup and the report. */
class SatellitesTest {
  private static final String WARN_OF_POLICY = "does not deny what the source's denies";

  private final TwoRegions regions = new TwoRegions();
  private final Heard heard = new Heard();
  private final GlueClient source = regions.source().glue();
  private final GlueClient target = regions.target().glue();

  @BeforeEach
  void fill() {
    regions.buckets();
    source.createDatabase(r -> r.databaseInput(d -> d.name("sales")));
    sample(TwoRegions.SOURCE).create();
    source.createClassifier(r -> r.csvClassifier(c -> c.name("semicolons").delimiter(";")));
    source.createDataQualityRuleset(r -> r.name("rows").ruleset("Rules = [ RowCount > 0 ]"));
    source.putDataCatalogEncryptionSettings(
        r ->
            r.dataCatalogEncryptionSettings(
                s ->
                    s.encryptionAtRest(e -> e.catalogEncryptionMode("DISABLED"))
                        .connectionPasswordEncryption(
                            p -> p.returnConnectionPasswordEncrypted(true).awsKmsKeyId("key"))));
  }

  @AfterEach
  void close() {
    regions.close();
  }

  private SampleSatellites sample(String region) {
    AwsRegion at = region.equals(TwoRegions.SOURCE) ? regions.source() : regions.target();
    return new SampleSatellites(
        new LakeClients(TwoRegions.ACCOUNT, region, at.glue(), at.lakeFormation(), at.s3()));
  }

  private Twinlake job(String... catalog) {
    String text = TwoRegions.configText() + "[Catalog]\n" + String.join("\n", catalog) + "\n";
    TwinlakeConfig config = io.twinlake.config.ConfigReader.parse(text, "glue_config.conf");
    return regions.job(config, heard);
  }

  private Snapshot latest() {
    return new SnapshotStore(
            regions.target().s3(), TwoRegions.BACKUPS, "twinlake", TwoRegions.ACCOUNT)
        .latest(TwoRegions.ACCOUNT, TwoRegions.SOURCE, Scope.ALL)
        .snapshot();
  }

  private List<CatalogObject> others() {
    return ImmutableList.copyOf(latest().others());
  }

  @Test
  void eachIsARecordOfItsWholeDefinition() {
    job().backup();
    assertThat(others())
        .extracting(object -> object.key().toString())
        .containsExactlyInAnyOrder(
            "connection shop-database",
            "schema_registry events",
            "schema events [order]",
            "schema_version events [order, 1]",
            "schema_version events [order, 2]",
            "data_quality_ruleset rows",
            "crawler cost-reports",
            "classifier semicolons",
            "data_catalog_encryption_settings",
            "catalog_resource_policy");
    assertThat(definition(Kind.SCHEMA).path("Compatibility").asText()).isEqualTo("BACKWARD");
    assertThat(definition(Kind.DATA_QUALITY_RULESET).path("Ruleset").asText()).contains("RowCount");
    assertThat(definition(Kind.CRAWLER).at("/Schedule/ScheduleExpression").asText())
        .isEqualTo("cron(15 4 * * ? *)");
    assertThat(definition(Kind.RESOURCE_POLICY).path("PolicyInJson").asText()).contains("Auditors");
    latest().check();
  }

  private com.fasterxml.jackson.databind.node.ObjectNode definition(Kind kind) {
    return others().stream()
        .filter(object -> object.key().kind().equals(kind))
        .findFirst()
        .orElseThrow()
        .definition();
  }

  @Test
  void noPasswordGetsIntoAFileOrTheEvents() {
    source.createConnection(
        r ->
            r.connectionInput(
                c ->
                    c.name("stream")
                        .connectionType("KAFKA")
                        .connectionPropertiesWithStrings(
                            java.util.Map.of(
                                "KAFKA_CLIENT_KEYSTORE_PASSWORD", "leaks-1",
                                "ENCRYPTED_KAFKA_SASL_PLAIN_PASSWORD", "leaks-2",
                                "JDBC_CONNECTION_URL", "jdbc:mysql://h/d?user=u&password=leaks-3",
                                "SECRET_ID", "prod/stream"))
                        .sparkProperties(
                            java.util.Map.of("password", "leaks-4", "url", "https://u:leaks-5@h"))
                        .pythonProperties(java.util.Map.of("private_key", "leaks-6"))
                        .athenaProperties(java.util.Map.of("access_token", "leaks-7"))));
    job().backup();
    job().restore(Selection.LATEST);
    assertThat(files() + heard.results() + Stream.of(Level.values()).map(heard::notes).toList())
        .contains("shop-database", "prod/stream", "jdbc:postgresql://shop.example.com:5432/shop")
        .doesNotContain(SampleSatellites.PASSWORD, "leaks-");
    assertThat(heard.notes(Level.INFO))
        .filteredOn(note -> note.startsWith("Saved connection stream without 7 of its properties"))
        .singleElement()
        .asString()
        .contains("KAFKA_CLIENT_KEYSTORE_PASSWORD", "JDBC_CONNECTION_URL", "private_key")
        .doesNotContain("SECRET_ID");
  }

  private String files() {
    StringBuilder texts = new StringBuilder();
    for (S3Object object :
        regions.target().s3().listObjectsV2(r -> r.bucket(TwoRegions.BACKUPS)).contents()) {
      texts.append(
          regions
              .target()
              .s3()
              .getObjectAsBytes(r -> r.bucket(TwoRegions.BACKUPS).key(object.key()))
              .asUtf8String());
    }
    return texts.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "GetConnections, connection,",
    "ListRegistries, schema_registry,",
    "ListSchemas, schema,",
    "GetSchema, schema, events",
    "ListSchemaVersions, schema, events",
    "GetSchemaVersion, schema, events",
    "ListDataQualityRulesets, data_quality_ruleset,",
    "GetDataQualityRuleset, data_quality_ruleset, rows",
    "GetCrawlers, crawler,",
    "GetClassifiers, classifier,",
    "GetDataCatalogEncryptionSettings, data_catalog_encryption_settings,",
    "GetCatalogs, catalog,",
    "GetResourcePolicy, catalog_resource_policy,",
    "GetTables, table,",
  })
  void whatIsDeniedIsUnreadByNameAndTheRestIsRestored(
      String operation, String kind, @org.jspecify.annotations.Nullable String name) {
    regions.aws().faults().inject(Fault.ACCESS_DENIED, CallPattern.of("glue", operation));
    job().backup();
    regions.aws().faults().clear();
    assertThat(latest().manifest().unread())
        .anySatisfy(
            unread -> {
              assertThat(unread.key().kind()).isEqualTo(new Kind(kind));
              assertThat(unread.key().name()).isEqualTo(name == null ? "" : name);
              assertThat(unread.reason()).startsWith("AccessDeniedException");
            });
    assertThat(heard.of(Outcome.FAILED)).isNotEmpty();
    job().restore(Selection.LATEST);
    assertThat(target.getDatabases(r -> {}).databaseList()).hasSize(1);
  }

  @Test
  void aRestoreSaysHowToMakeThemAndMakesNone() {
    job().backup();
    job().restore(Selection.LATEST);
    assertThat(heard.counts())
        .containsEntry("connection skipped", 1L)
        .containsEntry("schema_version skipped", 2L)
        .containsEntry("crawler skipped", 1L);
    assertThat(heard.notes(Level.WARNING))
        .anyMatch(note -> note.startsWith("1 of kind connection are in the backup only: create"));
    assertThat(target.getConnections(r -> {}).connectionList()).isEmpty();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
  }

  @Test
  void whatIsNotIncludedIsNotReadAndTheManifestSaysSo() {
    regions.aws().calls().clear();
    job("include = ['crawlers']").backup();
    assertThat(others())
        .extracting(CatalogObject::key)
        .containsExactly(ObjectKey.global(Kind.CRAWLER, "cost-reports"));
    assertThat(latest().manifest().scope().kinds()).isEqualTo(Set.of(Kind.CRAWLER));
    assertThat(regions.aws().calls().counts(TwoRegions.SOURCE))
        .containsKey("glue:GetCrawlers")
        .doesNotContainKeys("glue:GetConnections", "glue:GetResourcePolicy", "glue:ListRegistries");
  }

  @Test
  void schemasCostAListAHundredAndThreeCallsForOneOfOneVersion() {
    for (int n = 0; n < 120; n++) {
      String name = "s" + n;
      source.createSchema(
          r ->
              r.registryId(id -> id.registryName("events"))
                  .schemaName(name)
                  .dataFormat(DataFormat.JSON)
                  .schemaDefinition("{}"));
    }
    regions
        .aws()
        .catalog(TwoRegions.ACCOUNT, TwoRegions.SOURCE)
        .paging(io.twinlake.standin.glue.Paging.FULL);
    regions.aws().calls().clear();
    job().backup();
    assertThat(regions.aws().calls().counts(TwoRegions.SOURCE))
        .containsEntry("glue:ListRegistries", 1L)
        .containsEntry("glue:ListSchemas", 2L)
        .containsEntry("glue:GetSchema", 121L)
        .containsEntry("glue:ListSchemaVersions", 121L)
        .containsEntry("glue:GetSchemaVersion", 122L);
  }

  private static String statement(String effect, String action, String region) {
    return """
        {"Effect":"%s","Principal":{"AWS":"444455556666"},"Action":["%s"],
        "Resource":"arn:aws:glue:%s:111122223333:catalog"}"""
        .formatted(effect, action, region);
  }

  private static void put(GlueClient glue, String... statements) {
    glue.putResourcePolicy(
        r ->
            r.policyInJson("{\"Statement\":[" + String.join(",", statements) + "]}")
                .enableHybrid("TRUE"));
  }

  private String policy() {
    return target.getResourcePolicy(r -> {}).policyInJson();
  }

  @Test
  void thePolicyIsLeftAloneUnlessItIsAskedForAndVerifyNamesOnlyWhatIsNotDenied() {
    job().backup();
    job().restore(Selection.LATEST);
    assertThat(heard.counts()).containsEntry("catalog_resource_policy skipped", 1L);
    job().verify(Selection.LATEST);
    assertThat(heard.counts()).doesNotContainKey("catalog_resource_policy created");

    put(source, statement("Deny", "glue:DeleteTable", TwoRegions.SOURCE));
    job().backup();
    job().restore(Selection.LATEST);
    assertThat(heard.counts()).doesNotContainKey("catalog_resource_policy created");
    assertThat(heard.notes(Level.WARNING)).anyMatch(note -> note.contains(WARN_OF_POLICY));
    job().verify(Selection.LATEST);
    assertThat(heard.counts()).containsEntry("catalog_resource_policy created", 1L);
  }

  @Test
  void thePolicyIsRestoredForTheTargetsRegionAndKeepsWhatIsTheTargetsOwn() {
    String shares =
        statement("Allow", "glue:ShareResource", TwoRegions.TARGET)
            .replace("{\"AWS\":\"444455556666\"}", "{\"Service\":\"ram.amazonaws.com\"}");
    put(target, shares, statement("Allow", "glue:GetTables", TwoRegions.TARGET));
    put(
        source,
        statement("Deny", "glue:DeleteTable", TwoRegions.SOURCE),
        statement("Allow", "glue:GetTable", TwoRegions.SOURCE));
    String on = "restore_resource_policy = True";
    job(on).backup();
    job(on).restore(Selection.LATEST);
    assertThat(policy())
        .contains("ram.amazonaws.com", "glue:GetTables", "glue:DeleteTable", "glue:GetTable\"")
        .doesNotContain(TwoRegions.SOURCE);
    assertThat(heard.counts()).containsEntry("catalog_resource_policy updated", 1L);
    job(on).restore(Selection.LATEST);
    assertThat(heard.counts()).containsEntry("catalog_resource_policy unchanged", 1L);

    put(source, statement("Allow", "glue:GetTable", TwoRegions.SOURCE));
    job(on).backup();
    job(on).restore(Selection.LATEST);
    assertThat(policy())
        .contains("ram.amazonaws.com", "glue:GetTables")
        .doesNotContain("glue:DeleteTable");
  }

  @Test
  void whatThePolicyDeniesComesBeforeAnythingIsCreatedAndWhatItAllowsLast() {
    put(
        source,
        statement("Deny", "glue:DeleteTable", TwoRegions.SOURCE),
        statement("Allow", "glue:GetTable", TwoRegions.SOURCE));
    String on = "restore_resource_policy = True";
    job(on).backup();
    regions.aws().faults().inject(Fault.ACCESS_DENIED, CallPattern.of("glue", "CreateDatabase"));
    regions.aws().calls().clear();
    job(on).restore(Selection.LATEST);
    List<String> writes =
        regions.aws().calls().all().stream()
            .map(entry -> entry.call().operation())
            .filter(name -> Set.of("PutResourcePolicy", "CreateDatabase").contains(name))
            .distinct()
            .toList();
    assertThat(writes).startsWith("PutResourcePolicy", "CreateDatabase");
    assertThat(regions.aws().calls().counts(TwoRegions.TARGET))
        .containsEntry("glue:PutResourcePolicy", 2L);
  }

  @Test
  void nothingIsRestoredWhereWhatThePolicyDeniesCannotBeDenied() {
    put(source, statement("Deny", "glue:DeleteTable", TwoRegions.SOURCE));
    String on = "restore_resource_policy = True";
    job(on).backup();
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("glue", "PutResourcePolicy").always());
    regions.aws().calls().clear();
    assertThatThrownBy(() -> job(on).restore(Selection.LATEST))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Nothing was restored, because ap-south-1 does not deny");
    assertThat(regions.aws().calls().counts(entry -> entry.call().isWrite()))
        .doesNotContainKeys("glue:CreateDatabase", "lakeformation:BatchGrantPermissions");
  }

  private static final String ON = "restore_resource_policy = True";

  /** The source took from everybody what IAM_ALLOWED_PRINCIPALS gives, and IAM's policy allows. */
  private void takeFromEverybodyAndAllow() {
    job(ON).backup();
    job(ON).restore(Selection.LATEST);
    source.createDatabase(r -> r.databaseInput(d -> d.name("closed")));
    job(ON).backup();
    job(ON).restore(Selection.LATEST);
    put(source, statement("Deny", "glue:DeleteTable", TwoRegions.SOURCE));
    job(ON).backup();
    job(ON).restore(Selection.LATEST);
    regions
        .source()
        .lakeFormation()
        .revokePermissions(
            r ->
                r.principal(TwoRegions.principal("IAM_ALLOWED_PRINCIPALS"))
                    .permissionsWithStrings("ALL")
                    .resource(s -> s.database(d -> d.name("closed"))));
    put(
        source,
        statement("Deny", "glue:DeleteDatabase", TwoRegions.SOURCE),
        statement("Allow", "glue:GetTable", TwoRegions.SOURCE));
    job(ON).backup();
  }

  private void assertNothingIsAllowedYet(String why) {
    assertThat(policy())
        .contains("glue:DeleteTable", "glue:DeleteDatabase")
        .doesNotContain("glue:GetTable");
    assertThat(heard.of(Outcome.SKIPPED))
        .filteredOn(result -> result.key().kind().equals(Kind.RESOURCE_POLICY))
        .singleElement()
        .satisfies(result -> assertThat(result.reason()).startsWith("held back, because " + why));
  }

  @Test
  void nothingIsAllowedAndNoDenialGoesWhileSomethingThatNarrowsFailed() {
    takeFromEverybodyAndAllow();
    regions
        .aws()
        .faults()
        .inject(
            Fault.ACCESS_DENIED,
            CallPattern.of("lakeformation", "BatchRevokePermissions").always());
    job(ON).restore(Selection.LATEST);
    assertNothingIsAllowedYet("something that narrows in the source is not in place");
    regions.aws().faults().clear();
    job(ON).restore(Selection.LATEST);
    assertThat(policy())
        .contains("glue:GetTable", "glue:DeleteDatabase")
        .doesNotContain("glue:DeleteTable");
  }

  @Test
  void nothingIsAllowedAndNoDenialGoesWithoutThePermissionsThatNarrow() {
    takeFromEverybodyAndAllow();
    String text = TwoRegions.configText("sync_lf_permissions = False") + "[Catalog]\n" + ON + "\n";
    regions
        .job(io.twinlake.config.ConfigReader.parse(text, "glue_config.conf"), heard)
        .restore(Selection.LATEST);
    assertNothingIsAllowedYet("sync_lf_permissions = False");
    job(ON).restore(Selection.LATEST);
    assertThat(policy()).contains("glue:GetTable").doesNotContain("glue:DeleteTable");
  }

  @Test
  void aPartOfTheCatalogIsDeniedWhatTheWholeIsAndAllowedAndTakenNothing() {
    put(target, statement("Allow", "glue:GetTables", TwoRegions.TARGET));
    put(
        source,
        statement("Deny", "glue:DeleteTable", TwoRegions.SOURCE),
        statement("Allow", "glue:GetTable", TwoRegions.SOURCE));
    job(ON).backup();
    for (Selection selection :
        List.of(
            new Selection("latest", Set.of("sales"), Set.of(), Set.of()),
            new Selection("latest", Set.of(), Set.of(), Set.of(ObjectKey.database("sales"))))) {
      put(target, statement("Allow", "glue:GetTables", TwoRegions.TARGET));
      job().verify(selection);
      assertThat(heard.differences())
          .extracting(result -> result.key().kind())
          .contains(Kind.RESOURCE_POLICY);
      job(ON).restore(selection);
      assertThat(policy())
          .contains("glue:DeleteTable", "glue:GetTables")
          .doesNotContain("glue:GetTable\"");
    }
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    job(ON).restore(Selection.LATEST);
    assertThat(policy()).contains("glue:DeleteTable", "glue:GetTables", "glue:GetTable\"");
  }

  @Test
  void whatAShareMayNeedStaysWhenTheSourceDropsItAndIsNamed() {
    String share =
        statement("Allow", "glue:ShareResource", TwoRegions.SOURCE)
            .replace("{\"AWS\":\"444455556666\"}", "{\"Service\":\"ram.amazonaws.com\"}")
            .replace("{\"Effect", "{\"Sid\":\"Share\",\"Effect");
    put(source, share, statement("Deny", "glue:DeleteTable", TwoRegions.SOURCE));
    job(ON).backup();
    job(ON).restore(Selection.LATEST);
    put(source, statement("Deny", "glue:DeleteTable", TwoRegions.SOURCE));
    job(ON).backup();
    job(ON).restore(Selection.LATEST);
    assertThat(policy()).contains("ram.amazonaws.com");
    assertThat(heard.of(Outcome.SKIPPED))
        .filteredOn(result -> result.key().kind().equals(Kind.RESOURCE_POLICY))
        .singleElement()
        .satisfies(
            result ->
                assertThat(result.reason())
                    .startsWith("it keeps what the source's has no more")
                    .contains("Share"));
  }

  @Test
  void aSnapshotThatWasNotToHoldThePolicyIsRestoredWithItOnlyForWhoeverAcceptsThat() {
    job("include = ['crawlers']").backup();
    regions.aws().calls().clear();
    assertThatThrownBy(() -> job(ON).restore(Selection.LATEST))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("does not hold the catalog's resource policy");
    assertThat(regions.aws().calls().counts(entry -> entry.call().isWrite())).isEmpty();
    job(ON).restore(Selection.LATEST.acceptingIncomplete(true));
    assertThat(target.getDatabases(r -> {}).databaseList()).hasSize(1);
  }

  /** A denial of everything everywhere, under a condition. */
  private static String denyWhen(String sid, String condition) {
    return """
        {"Sid":"%s","Effect":"Deny","Principal":"*","Action":"glue:*",
        "Resource":"arn:aws:glue:us-east-1:111122223333:*","Condition":{%s}}"""
        .formatted(sid, condition);
  }

  @Test
  void aConditionThatNamesTheSourcesRegionNamesTheTargets() {
    put(source, denyWhen("Home", "\"StringNotEquals\":{\"aws:RequestedRegion\":\"us-east-1\"}"));
    String on = "restore_resource_policy = True";
    job(on).backup();
    job(on).restore(Selection.LATEST);
    assertThat(policy())
        .contains("{\"StringNotEquals\":{\"aws:RequestedRegion\":\"ap-south-1\"}}")
        .doesNotContain(TwoRegions.SOURCE);
    job(on).verify(Selection.LATEST);
    assertThat(heard.counts()).containsEntry("catalog_resource_policy unchanged", 1L);
  }

  @Test
  void aDenialWithoutCounterpartEndsTheRunAndWhatAllowsAndHasNoneIsLeftOut() {
    String network = "\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}";
    String on = "restore_resource_policy = True";
    put(source, denyWhen("Net", network).replace("Deny", "Allow"));
    job(on).backup();
    job(on).restore(Selection.LATEST);
    assertThat(heard.notes(Level.WARNING))
        .contains(
            "Statement Net of the catalog's resource policy is not restored: its aws:SourceVpce is of one region alone.");
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThatThrownBy(this::policy)
        .isInstanceOf(software.amazon.awssdk.services.glue.model.EntityNotFoundException.class);

    put(source, denyWhen("Net", network));
    job(on).backup();
    regions.aws().calls().clear();
    assertThatThrownBy(() -> job(on).restore(Selection.LATEST))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Nothing was restored")
        .hasMessageContaining("statement Net cannot be denied in ap-south-1: its aws:SourceVpce");
    assertThat(regions.aws().calls().counts(entry -> entry.call().isWrite()))
        .doesNotContainKeys("glue:PutResourcePolicy", "glue:CreateDatabase");
    job().verify(Selection.LATEST);
    assertThat(heard.counts()).containsEntry("catalog_resource_policy created", 1L);
  }

  @Test
  void aDenialThatChangesUnderItsSidIsNeverGone() {
    String on = "restore_resource_policy = True";
    for (String action : List.of("glue:DeleteTable", "glue:DeleteDatabase")) {
      put(
          source,
          statement("Deny", action, TwoRegions.SOURCE)
              .replace("{\"Effect", "{\"Sid\":\"No\",\"Effect"));
      job(on).backup();
      job(on).restore(Selection.LATEST);
    }
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(policy()).contains("glue:DeleteDatabase").doesNotContain("glue:DeleteTable");
  }

  @Test
  void aRestoreSaysWhatTheSnapshotWasNotAskedToHold() {
    job("include = ['crawlers', 'functions']").backup();
    job("include = ['crawlers', 'partition_indexes', 'database_tags']").restore(Selection.LATEST);
    assertThat(heard.notes(Level.WARNING))
        .filteredOn(note -> note.contains("holds nothing of kind"))
        .singleElement()
        .asString()
        .contains("holds nothing of kind database_tags, partition_index, because");
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
  }

  @Test
  void aPolicyThatCouldNotBeReadIsNoneOnlyForWhoeverAcceptsThat() {
    String on = "restore_resource_policy = True";
    regions.aws().faults().inject(Fault.ACCESS_DENIED, CallPattern.of("glue", "GetResourcePolicy"));
    job(on).backup();
    assertThatThrownBy(() -> job(on).restore(Selection.LATEST))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("catalog_resource_policy (AccessDeniedException");
    job().restore(Selection.LATEST);
    assertThat(target.getDatabases(r -> {}).databaseList()).hasSize(1);
  }
}
