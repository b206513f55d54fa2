package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.aws.AwsAccess;
import io.twinlake.aws.AwsRegion;
import io.twinlake.config.ConfigReader;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.Outcome;
import io.twinlake.snapshot.Manifest;
import io.twinlake.standin.python.PythonEnvironment;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The round trip against an AWS that is not ours, for what that one implements. */
class MotoIT {
  /** moto answers what it does not know with errors that the SDK tries again. */
  private static final TwinlakeConfig CONFIG =
      ConfigReader.parse(
          TwoRegions.configText() + "[Catalog]\ninclude = ['partition_indexes']\n",
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
    assertThat(RegionContents.of(target)).hasSize(265).containsExactlyElementsOf(mappedSource());
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
            Map.of(
                "data_lake_settings skipped", 1L,
                "database unchanged", 2L,
                "grant unchanged", 6L,
                "partition unchanged", MotoLake.DAYS + 1L,
                "registered_location unchanged", 1L,
                "table unchanged", 5L));
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
