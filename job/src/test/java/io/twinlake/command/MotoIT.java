package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.twinlake.aws.AwsAccess;
import io.twinlake.aws.AwsRegion;
import io.twinlake.aws.Documents;
import io.twinlake.config.ConfigReader;
import io.twinlake.config.Scope;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.Outcome;
import io.twinlake.model.ResourcePolicy;
import io.twinlake.snapshot.Manifest;
import io.twinlake.snapshot.SnapshotStore;
import io.twinlake.standin.lake.SampleSatellites;
import io.twinlake.standin.python.PythonEnvironment;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Connection;
import software.amazon.awssdk.services.glue.model.ConnectionPropertyKey;
import software.amazon.awssdk.services.glue.model.Crawler;
import software.amazon.awssdk.services.glue.model.DataCatalogEncryptionSettings;
import software.amazon.awssdk.services.glue.model.GetSchemaResponse;
import software.amazon.awssdk.services.glue.model.GetSchemaVersionResponse;
import software.amazon.awssdk.services.glue.model.RegistryListItem;
import software.amazon.awssdk.services.glue.model.SchemaId;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The round trip against an AWS that is not ours, for what that one implements. */
class MotoIT {
  /** moto answers what it does not know with errors that the SDK tries again. */
  private static final TwinlakeConfig CONFIG =
      ConfigReader.parse(
          TwoRegions.configText()
              + """
              [Catalog]
              include = ['partition_indexes', 'database_tags', 'connections', 'schema_registries',
                  'crawlers', 'encryption_settings', 'nested_catalogs', 'resource_policy']
              restore_resource_policy = True
              """,
          "glue_config.conf");

  private static final String ROLE = "arn:aws:iam::123456789012:role/LFRestoreOnDemandGlueRole";
  private static @Nullable Moto moto;

  private final AwsAccess job = access(jobsCredentials());
  private final AwsRegion source = job.in(TwoRegions.SOURCE);
  private final AwsRegion target = job.in(TwoRegions.TARGET);
  private final Heard heard = new Heard();

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    moto = Moto.start(PythonEnvironment.make());
  }

  @AfterAll
  static void stop() {
    if (moto != null) {
      moto.close();
    }
  }

  @BeforeEach
  void fillTheSource() {
    source
        .lakeFormation()
        .putDataLakeSettings(
            r -> r.dataLakeSettings(s -> s.readOnlyAdmins(TwoRegions.principal(ROLE))));
    target
        .lakeFormation()
        .putDataLakeSettings(
            r -> r.dataLakeSettings(s -> s.dataLakeAdmins(TwoRegions.principal(ROLE))));
    source.s3().createBucket(r -> r.bucket("lake-us-east-1"));
    List.of("lake-ap-south-1", TwoRegions.BACKUPS)
        .forEach(
            bucket ->
                target
                    .s3()
                    .createBucket(
                        r ->
                            r.bucket(bucket)
                                .createBucketConfiguration(
                                    c -> c.locationConstraint(TwoRegions.TARGET))));
    MotoLake.fill(source);
  }

  @AfterEach
  void close() throws IOException, InterruptedException {
    source.close();
    target.close();
    moto().reset();
  }

  @Test
  void restoresTheSourceWithItsBucketsMapped() {
    Manifest made = job(heard).backup();
    job(heard).restore(Selection.LATEST);

    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.notes(Events.Note.Level.PROBLEM)).isEmpty();
    assertThat(made.completeness().dataLakeAdmin()).isTrue();
    assertThat(RegionContents.of(target)).hasSize(270).containsExactlyElementsOf(mappedSource());
  }

  @Test
  void restoresTheTagsOfDatabasesAndTheCatalogsPolicy() {
    job(heard).sync();
    assertThat(tags("sales")).isEqualTo(MotoLake.TAGS);
    assertThat(tags("nothing_in_it")).isEmpty();
    assertThat(ResourcePolicy.parse(policy(target)))
        .matches(
            ResourcePolicy.parse(policy(source).replace(TwoRegions.SOURCE, TwoRegions.TARGET))
                ::saysTheSame);

    target.glue().tagResource(r -> r.resourceArn(arn("sales")).tagsToAdd(Map.of("team", "own")));
    target.glue().untagResource(r -> r.resourceArn(arn("sales")).tagsToRemove("a=b"));
    target.glue().deleteResourcePolicy(r -> {});
    Heard verified = new Heard();
    job(verified).verify(Selection.LATEST);
    assertThat(verified.differences())
        .extracting(result -> result.key().kind())
        .containsExactlyInAnyOrder(Kind.DATABASE_TAGS, Kind.RESOURCE_POLICY);
    job(heard).restore(Selection.LATEST);
    assertThat(tags("sales")).isEqualTo(MotoLake.TAGS);
    assertThat(policy(target)).contains("Auditors");
  }

  private Map<String, String> tags(String database) {
    return target.glue().getTags(r -> r.resourceArn(arn(database))).tags();
  }

  private static String arn(String database) {
    return "arn:aws:glue:%s:%s:database/%s"
        .formatted(TwoRegions.TARGET, MotoLake.ACCOUNT, database);
  }

  private static String policy(AwsRegion region) {
    return region.glue().getResourcePolicy(r -> {}).policyInJson();
  }

  @Test
  void recordsWhatIsInTheBackupOnlyAsTheSdkReadsIt() {
    job(heard).backup();
    GlueClient glue = source.glue();
    SchemaId order = SchemaId.builder().registryName("events").schemaName("order").build();
    assertThat(this.<Connection>recorded(Kind.CONNECTION, Connection::builder))
        .containsExactly(withoutPassword(glue.getConnections(r -> {}).connectionList().get(0)));
    assertThat(this.<Crawler>recorded(Kind.CRAWLER, Crawler::builder))
        .isEqualTo(glue.getCrawlers(r -> {}).crawlers());
    assertThat(this.<RegistryListItem>recorded(Kind.SCHEMA_REGISTRY, RegistryListItem::builder))
        .isEqualTo(glue.listRegistries(r -> {}).registries());
    assertThat(recorded(Kind.SCHEMA, GetSchemaResponse::builder))
        .extracting(Object::toString)
        .containsExactly(glue.getSchema(r -> r.schemaId(order)).toString());
    assertThat(recorded(Kind.SCHEMA_VERSION, GetSchemaVersionResponse::builder))
        .extracting(Object::toString)
        .containsExactly(version(order, 1), version(order, 2));
    assertThat(
            this.<DataCatalogEncryptionSettings>recorded(
                Kind.ENCRYPTION_SETTINGS, DataCatalogEncryptionSettings::builder))
        .containsExactly(
            glue.getDataCatalogEncryptionSettings(r -> {}).dataCatalogEncryptionSettings());
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
  }

  private String version(SchemaId schema, long number) {
    return source
        .glue()
        .getSchemaVersion(r -> r.schemaId(schema).schemaVersionNumber(v -> v.versionNumber(number)))
        .toString();
  }

  /** moto tells the password even to who asks it not to. */
  private static Connection withoutPassword(Connection connection) {
    Map<ConnectionPropertyKey, String> properties =
        new HashMap<>(connection.connectionProperties());
    assertThat(properties.remove(ConnectionPropertyKey.PASSWORD))
        .isEqualTo(SampleSatellites.PASSWORD);
    return connection.toBuilder().connectionProperties(properties).build();
  }

  /** What the newest snapshot holds of a kind, as the SDK's objects. */
  private <T extends SdkPojo> List<T> recorded(Kind kind, Supplier<? extends SdkPojo> shape) {
    return ImmutableList.copyOf(
            new SnapshotStore(target.s3(), TwoRegions.BACKUPS, "twinlake", MotoLake.ACCOUNT)
                .latest(MotoLake.ACCOUNT, TwoRegions.SOURCE, Scope.ALL)
                .snapshot()
                .others())
        .stream()
        .filter(object -> object.key().kind().equals(kind))
        .map(object -> Documents.<T>fromDocument(object.definition(), shape))
        .toList();
  }

  @Test
  void leavesTheSourceAsItWas() {
    List<String> before = RegionContents.of(source);
    job(heard).sync();
    assertThat(RegionContents.of(source)).containsExactlyElementsOf(before);
  }

  @Test
  void findsNoDifferenceAfterARestore() {
    job(new Heard()).sync();
    job(heard).verify(Selection.LATEST);
    assertThat(heard.counts())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("catalog_resource_policy unchanged", 1L),
                Map.entry("connection skipped", 1L),
                Map.entry("crawler skipped", 1L),
                Map.entry("data_catalog_encryption_settings skipped", 1L),
                Map.entry("data_lake_settings skipped", 1L),
                Map.entry("database unchanged", 3L),
                Map.entry("database_tags unchanged", 1L),
                Map.entry("grant unchanged", 6L),
                Map.entry("partition unchanged", MotoLake.DAYS + 2L),
                Map.entry("registered_location unchanged", 1L),
                Map.entry("schema skipped", 1L),
                Map.entry("schema_registry skipped", 1L),
                Map.entry("schema_version skipped", 2L),
                Map.entry("table unchanged", 8L)));
  }

  @Test
  void writesNothingWhenRestoredAgain() throws IOException, InterruptedException {
    job(new Heard()).sync();
    moto().startRecording();
    job(heard).restore(Selection.LATEST);
    List<MotoCall> calls = moto().stopRecording();
    assertThat(calls).extracting(MotoCall::operation).contains("GetTables", "ListPermissions");
    assertThat(calls).filteredOn(MotoCall::isWrite).isEmpty();
  }

  @Test
  void bringsBackWhatTheTargetLost() {
    job(new Heard()).sync();
    damage();
    job(heard).verify(Selection.LATEST);
    assertThat(heard.of(Outcome.CREATED))
        .extracting(result -> result.key().kind())
        .containsExactlyInAnyOrder(Kind.TABLE, Kind.PARTITION, Kind.GRANT);
    assertThat(heard.counts())
        .containsKeys("table created")
        .doesNotContainKeys("table updated", "grant deleted");

    job(new Heard()).restore(Selection.LATEST);
    assertThat(RegionContents.of(target)).containsExactlyElementsOf(mappedSource());
  }

  private void damage() {
    target.glue().deleteTable(r -> r.databaseName("sales").name("returns"));
    target
        .glue()
        .deletePartition(r -> r.databaseName("sales").tableName("orders").partitionValues("day17"));
    target
        .lakeFormation()
        .revokePermissions(
            r ->
                r.principal(TwoRegions.principal(MotoLake.ANALYST))
                    .resource(x -> x.database(d -> d.name("sales")))
                    .permissions(Permission.DESCRIBE));
  }

  private List<String> mappedSource() {
    return RegionContents.of(source).stream()
        .map(line -> line.replace("lake-us-east-1", "lake-ap-south-1"))
        .sorted()
        .toList();
  }

  private Twinlake job(Events events) {
    return new Twinlake(job, CONFIG, events);
  }

  private static AwsCredentials jobsCredentials() {
    try (AwsRegion anyone = access(AwsBasicCredentials.create("any", "any")).in("us-east-1")) {
      Credentials keys =
          anyone.sts().assumeRole(r -> r.roleArn(ROLE).roleSessionName("twinlake")).credentials();
      return AwsSessionCredentials.create(
          keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken());
    }
  }

  private static AwsAccess access(AwsCredentials credentials) {
    return new AwsAccess(
        moto().endpoint(), StaticCredentialsProvider.create(credentials), Map.of(), 8);
  }

  private static Moto moto() {
    return Objects.requireNonNull(moto);
  }
}
