package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.twinlake.aws.AwsAccess;
import io.twinlake.aws.AwsRegion;
import io.twinlake.aws.Pauses;
import io.twinlake.config.ConfigReader;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.Events.Note;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.model.UserError;
import io.twinlake.snapshot.Manifest;
import io.twinlake.source.LakeFormationSource;
import io.twinlake.standin.StandIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.glue.model.DatabaseIdentifier;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** A lake of one account, restored into another one. */
class CrossAccountTest {
  private static final String FROM = "111122223333";
  private static final String TO = "444455556666";
  private static final String JOB = "LFRestoreOnDemandGlueRole";
  private static final String EVERYTHING =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";
  private static final Pauses SHORT = new Pauses(Duration.ofMillis(1), Duration.ofMillis(4));
  private static final String MAPPED =
      """
      account_mapping = {'111122223333': '444455556666'}
      principal_mapping = {
        'arn:aws:iam::111122223333:role/Old': 'arn:aws:iam::444455556666:role/New',
        'arn:aws:iam::111122223333:role/team/*': 'arn:aws:iam::444455556666:role/dr/*',
        'arn:aws:iam::111122223333:user/retired': '',
        }""";

  private final StandIn aws =
      StandIn.builder().accounts(FROM, TO).regions(TwoRegions.SOURCE, TwoRegions.TARGET).start();
  private final AwsCredentials backupJob = aws.account(FROM).role(JOB, EVERYTHING);
  private final AwsCredentials restoreJob = aws.account(TO).role(JOB, EVERYTHING);
  private final AwsRegion source = in(aws.account(FROM).observer(), TwoRegions.SOURCE);
  private final AwsRegion sourceBackups = in(aws.account(FROM).observer(), TwoRegions.TARGET);
  private final AwsRegion target = in(aws.account(TO).observer(), TwoRegions.TARGET);
  private final Lake lake = new Lake(source);
  private final Heard heard = new Heard();

  @BeforeEach
  void makeALake() {
    bucket(sourceBackups, TwoRegions.BACKUPS);
    bucket(target, "backups-of-the-target");
    bucket(target, "lake-ap-south-1");
    source.s3().createBucket(r -> r.bucket("lake-us-east-1"));
    admins(source, FROM);
    admins(target, TO);
    lake.database("sales").table("sales", "orders", "id", "city");
    source
        .glue()
        .createDatabase(
            r ->
                r.databaseInput(
                    d ->
                        d.name("link")
                            .targetDatabase(
                                DatabaseIdentifier.builder()
                                    .catalogId(FROM)
                                    .databaseName("sales")
                                    .region(TwoRegions.SOURCE)
                                    .build())));
    Resource orders = Lake.onTable("sales", "orders");
    for (String suffix : List.of("role/Analyst", "role/Old", "role/team/a", "user/retired")) {
      String principal = aws.account(FROM).principal(suffix);
      lake.grant(principal, Permission.SELECT, orders);
      lake.grant(principal, Permission.DESCRIBE, Lake.onDatabase("sales"));
    }
    aws.account(FROM).principal("role/Storage");
    source
        .lakeFormation()
        .registerResource(
            r ->
                r.resourceArn("arn:aws:s3:::lake-us-east-1/raw")
                    .roleArn("arn:aws:iam::" + FROM + ":role/Storage"));
    for (String suffix : List.of("role/Analyst", "role/New", "role/dr/a", "role/Storage")) {
      aws.account(TO).principal(suffix);
    }
  }

  @AfterEach
  void close() {
    source.close();
    sourceBackups.close();
    target.close();
    aws.close();
  }

  @Test
  void namesNobodyOfTheSourceAccount() {
    backUpAndCopy(MAPPED);
    restore(MAPPED);
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.of(Outcome.SKIPPED))
        .filteredOn(result -> result.key().kind().name().equals("grant"))
        .isNotEmpty()
        .allMatch(result -> result.key().name().endsWith("user/retired"))
        .extracting(ObjectResult::reason)
        .containsOnly("principal_mapping leaves its principal out");
    assertThat(everythingOf(target)).doesNotContain(FROM);
    assertThat(principals())
        .contains(role("Analyst"), role("New"), role("dr/a"))
        .noneMatch(principal -> principal.contains(FROM));
    assertThat(target.glue().getDatabase(r -> r.name("link")).database().targetDatabase())
        .satisfies(
            link -> {
              assertThat(link.catalogId()).isEqualTo(TO);
              assertThat(link.region()).isEqualTo(TwoRegions.TARGET);
            });
    assertThat(target.lakeFormation().listResources(r -> {}).resourceInfoList())
        .singleElement()
        .satisfies(location -> assertThat(location.roleArn()).isEqualTo(role("Storage")));
  }

  @Test
  void isVerifiedAndWritesNothingASecondTimeAndDoesNotAskIamThen() {
    backUpAndCopy(MAPPED);
    restore(MAPPED);
    aws.calls().clear();
    restore(MAPPED);
    assertThat(aws.calls().counts(entry -> entry.call().isWrite())).isEmpty();
    assertThat(aws.calls().counts(entry -> entry.name().startsWith("iam:"))).isEmpty();
    Heard verified = new Heard();
    job(restoreJob, MAPPED, "backups-of-the-target", verified).verify(Selection.LATEST);
    assertThat(verified.differences()).isEmpty();
  }

  @Test
  void takesBackWhatItGaveOnceTheSourceHasRevokedIt() {
    backUpAndCopy(MAPPED);
    restore(MAPPED);
    lake.revoke(
        "arn:aws:iam::" + FROM + ":role/Old", Permission.SELECT, Lake.onTable("sales", "orders"));
    backUpAndCopy(MAPPED);
    restore(MAPPED);
    assertThat(new Lake(target).grants())
        .noneMatch(line -> line.startsWith(role("New")) && line.contains("SELECT"))
        .anyMatch(line -> line.startsWith(role("Analyst")) && line.contains("SELECT"));
  }

  @Test
  void takesBackWhatItGaveToAPrincipalThatIsLeftOutNow() {
    backUpAndCopy(MAPPED);
    restore(MAPPED);
    assertThat(principals()).contains(role("Analyst"));
    lake.table("sales", "another", "id");
    backUpAndCopy(MAPPED);
    restore(MAPPED.replace("user/retired", "role/Analyst"));
    assertThat(principals()).contains(role("New")).doesNotContain(role("Analyst"));
  }

  @Test
  void refusesASnapshotOfAnAccountThatIsNotMapped() {
    Manifest made = backUpAndCopy("");
    assertThat(refusal("", made.id()))
        .contains("of account 111122223333", "account 444455556666", "account_mapping");
    assertThat(refusal("", "latest")).contains("No snapshot of us-east-1 of account 444455556666");
  }

  @Test
  void refusesToRestoreIntoAnAccountThatIsMappedAway() {
    backUpAndCopy("");
    assertThat(refusal("account_mapping = {'444455556666': '111122223333'}", "latest"))
        .contains("You are in account 444455556666, which account_mapping maps to 111122223333");
    assertThat(new Lake(target).objects()).isEmpty();
  }

  @Test
  void refusesTwoPrincipalsThatBecomeOneBeforeItWritesAnything() {
    backUpAndCopy("");
    String onto =
        """
        account_mapping = {'111122223333': '444455556666'}
        principal_mapping = {'arn:aws:iam::111122223333:role/Old': 'arn:aws:iam::444455556666:role/Analyst'}""";
    assertThat(refusal(onto, "latest"))
        .contains(FROM + ":role/Old", FROM + ":role/Analyst", "would both be " + role("Analyst"));
    assertThat(new Lake(target).objects()).isEmpty();
  }

  private String refusal(String principals, String snapshot) {
    UserError refusal =
        catchThrowableOfType(
            UserError.class,
            () ->
                job(restoreJob, principals, "backups-of-the-target", heard)
                    .restore(Selection.of(snapshot)));
    return String.join("\n", refusal.problems());
  }

  private void restore(String principals) {
    job(restoreJob, principals, "backups-of-the-target", heard).restore(Selection.LATEST);
    assertThat(heard.notes(Note.Level.PROBLEM)).isEmpty();
  }

  /** Backs up in the one account and copies the snapshot's folder into the other's bucket. */
  private Manifest backUpAndCopy(String principals) {
    Manifest made = job(backupJob, principals, TwoRegions.BACKUPS, new Heard()).backup();
    String folder = "twinlake/snapshots/" + made.id() + "/";
    sourceBackups
        .s3()
        .listObjectsV2(r -> r.bucket(TwoRegions.BACKUPS).prefix(folder))
        .contents()
        .forEach(
            object ->
                target
                    .s3()
                    .putObject(
                        r -> r.bucket("backups-of-the-target").key(object.key()),
                        RequestBody.fromBytes(
                            sourceBackups
                                .s3()
                                .getObjectAsBytes(
                                    r -> r.bucket(TwoRegions.BACKUPS).key(object.key()))
                                .asByteArray())));
    return made;
  }

  private Twinlake job(AwsCredentials who, String principals, String backups, Heard events) {
    TwinlakeConfig config =
        ConfigReader.parse(
            TwoRegions.configText().replace(TwoRegions.BACKUPS, backups)
                + "\n[Principals]\n"
                + principals,
            "glue_config.conf");
    return new Twinlake(access(who), config, events);
  }

  private Set<String> principals() {
    Set<String> principals = new TreeSet<>();
    new LakeFormationSource(target)
        .grants()
        .forEachRemaining(grant -> principals.add(grant.key().name()));
    return principals;
  }

  /** Settings, locations, opt-ins and grants, as a text. */
  private static String everythingOf(AwsRegion region) {
    LakeFormationSource lakeFormation = new LakeFormationSource(region);
    StringBuilder all = new StringBuilder(lakeFormation.settings().toString());
    lakeFormation.locations().forEachRemaining(all::append);
    lakeFormation.optIns().forEachRemaining(all::append);
    lakeFormation.grants().forEachRemaining(all::append);
    return Pattern.compile("\\s+").matcher(all).replaceAll(" ");
  }

  private static String role(String name) {
    return "arn:aws:iam::" + TO + ":role/" + name;
  }

  private static void admins(AwsRegion region, String account) {
    DataLakePrincipal owner = TwoRegions.principal("arn:aws:iam::" + account + ":user/admin");
    DataLakePrincipal job = TwoRegions.principal("arn:aws:iam::" + account + ":role/" + JOB);
    region
        .lakeFormation()
        .putDataLakeSettings(
            r ->
                r.dataLakeSettings(
                    s ->
                        s.dataLakeAdmins(owner, job)
                            .createDatabaseDefaultPermissions(List.of())
                            .createTableDefaultPermissions(List.of())));
  }

  private static void bucket(AwsRegion region, String name) {
    region
        .s3()
        .createBucket(
            r ->
                r.bucket(name).createBucketConfiguration(c -> c.locationConstraint(region.name())));
  }

  private AwsRegion in(AwsCredentials credentials, String region) {
    return access(credentials).in(region);
  }

  private AwsAccess access(AwsCredentials credentials) {
    return new AwsAccess(
        aws.endpoint(), StaticCredentialsProvider.create(credentials), Map.of(), 8, SHORT);
  }
}
