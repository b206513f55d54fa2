package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.config.ConfigReader;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.Events;
import io.twinlake.model.Outcome;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lakeformation.model.Permission;

/** What a second restore does about what the first one brought and the source has no longer. */
class BaseTest {
  private static final String DELETE = "delete_target_catalog_objects = True";

  private final TwoRegions regions = new TwoRegions();
  private final Lake source = new Lake(regions.source());
  private final Lake target = new Lake(regions.target());
  private final String analyst =
      regions.aws().account(TwoRegions.ACCOUNT).principal("role/Analyst");

  @BeforeEach
  void restoreOnce() {
    regions.buckets();
    LakeSettings.open(regions.source(), false);
    LakeSettings.open(regions.target(), false);
    source
        .database("sales")
        .table("sales", "orders", "id")
        .table("sales", "returns", "id")
        .days("sales", "visits", "d1", "d2")
        .database("old")
        .table("old", "x", "id")
        .grant(analyst, Permission.SELECT, Lake.onTable("sales", "orders"))
        .grant(analyst, Permission.SELECT, Lake.onTable("sales", "returns"));
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
  }

  @AfterEach
  void close() {
    regions.close();
  }

  private Heard sync(String... operation) {
    Heard heard = new Heard();
    regions.job(TwoRegions.config(operation), heard).sync();
    return heard;
  }

  @Test
  void takesBackWhatTheSameSnapshotGaveToWhoIsLeftOutNow() {
    source
        .region()
        .glue()
        .putResourcePolicy(
            r ->
                r.policyInJson(
                        """
                        {"Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"glue:GetTable",
                        "Resource":"arn:aws:glue:us-east-1:111122223333:catalog"}]}"""
                            .formatted(analyst))
                    .enableHybrid("TRUE"));
    String text = TwoRegions.configText() + "[Catalog]\nrestore_resource_policy = True\n";
    regions.job(ConfigReader.parse(text, "x.conf"), Events.NONE).sync();
    assertThat(target.grants()).anyMatch(line -> line.startsWith(analyst));
    TwinlakeConfig without =
        ConfigReader.parse(
            text + "[Principals]\nprincipal_mapping = {'%s': ''}\n".formatted(analyst), "x.conf");

    regions.job(without, Events.NONE).restore(Selection.LATEST);

    assertThat(target.grants()).noneMatch(line -> line.startsWith(analyst));
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> target.region().glue().getResourcePolicy(r -> {})))
        .isInstanceOf(software.amazon.awssdk.services.glue.model.EntityNotFoundException.class);
    regions.aws().calls().clear();
    regions.job(without, Events.NONE).restore(Selection.LATEST);
    assertThat(regions.aws().calls().counts(entry -> entry.call().isWrite())).isEmpty();
  }

  private void dropInTheSource() {
    source.dropTable("sales", "returns").dropDay("sales", "visits", "d2").dropDatabase("old");
  }

  /** The target's own things, which no option touches. */
  private void addTheTargetsOwn() {
    target.database("own").table("own", "t", "id").table("sales", "mine", "id");
    asJob().addDays("sales", "visits", "d9");
    target.grant(analyst, Permission.DESCRIBE, Lake.onTable("sales", "mine"));
  }

  private Set<String> ofAnalyst() {
    Set<String> lines = target.grants();
    lines.removeIf(line -> !line.startsWith(analyst));
    return lines;
  }

  private Lake asJob() {
    return new Lake(regions.as(regions.jobCredentials(), TwoRegions.TARGET));
  }

  @Test
  void keepsWhatIsGoneFromTheSourceUnlessToldToDelete() {
    dropInTheSource();
    Set<String> before = target.objects();
    Heard heard = sync();
    assertThat(target.objects()).isEqualTo(before);
    assertThat(heard.of(Outcome.DELETED))
        .extracting(r -> r.key().kind().name())
        .containsOnly("grant");
    assertThat(heard.notes(Events.Note.Level.INFO)).anyMatch(note -> note.contains("4 objects"));
  }

  @Test
  void deletesWhatIsGoneFromTheSourceAndNothingOfTheTargetsOwn() {
    dropInTheSource();
    addTheTargetsOwn();
    Heard heard = sync(DELETE, "revoke_target_permissions = True");
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(target.objects())
        .containsExactlyInAnyOrder(
            "own",
            "own.t",
            "sales",
            "sales.mine",
            "sales.orders",
            "sales.visits",
            "sales.visits [d1]",
            "sales.visits [d9]");
    assertThat(target.grants()).anyMatch(line -> line.contains("mine") && line.startsWith(analyst));
    assertThat(heard.counts())
        .containsEntry("table deleted", 2L)
        .containsEntry("partition deleted", 1L)
        .containsEntry("database deleted", 1L);
  }

  @Test
  void keepsADatabaseInWhichTheTargetHasATableOfItsOwn() {
    dropInTheSource();
    target.table("old", "mine", "id");
    sync(DELETE);
    assertThat(target.objects()).contains("old", "old.mine").doesNotContain("old.x");
  }

  @Test
  void deletesAndRevokesNothingByAnIncompleteSnapshot() {
    dropInTheSource();
    Set<String> grants = ofAnalyst();
    Set<String> objects = target.objects();
    LakeSettings.change(regions.source(), s -> s.readOnlyAdmins(List.of()));
    Heard heard = new Heard();
    regions.job(TwoRegions.config(DELETE), heard).sync(true);
    assertThat(target.objects()).isEqualTo(objects);
    assertThat(ofAnalyst()).isEqualTo(grants);
    assertThat(heard.notes(Events.Note.Level.PROBLEM)).anyMatch(n -> n.contains("incomplete"));

    LakeSettings.appointJob(regions);
    sync(DELETE);
    assertThat(target.objects()).doesNotContain("old", "sales.returns", "sales.visits [d2]");
    assertThat(target.grants()).noneMatch(line -> line.contains("returns"));
  }

  @Test
  void deletesNothingWhenItIsTooMuchToBeMeant() {
    for (int i = 0; i < 12; i++) {
      source.table("sales", "t" + i, "id");
    }
    sync();
    for (int i = 0; i < 12; i++) {
      source.dropTable("sales", "t" + i);
    }
    source.table("sales", "another", "id");
    Heard heard = sync(DELETE);
    assertThat(heard.notes(Events.Note.Level.PROBLEM)).anyMatch(n -> n.contains("12 of 16 tables"));
    assertThat(target.objects()).contains("sales.t0", "sales.another");
    sync(DELETE, "delete_limit_percent = 100");
    assertThat(target.objects()).doesNotContain("sales.t0").contains("sales.another");
  }

  @Test
  void neitherDeletesNorMovesTheBaseWhenAPartIsRestored() {
    dropInTheSource();
    TwinlakeConfig config = TwoRegions.config(DELETE);
    regions.job(config, Events.NONE).backup();
    Set<String> before = target.objects();
    regions
        .job(config, Events.NONE)
        .restore(new Selection("latest", Set.of("sales"), Set.of(), Set.of()));
    assertThat(target.objects()).isEqualTo(before);
    regions.job(config, Events.NONE).restore(Selection.LATEST);
    assertThat(target.objects()).doesNotContain("old", "sales.returns", "sales.visits [d2]");
  }

  @Test
  void takesNothingForGoneThatTheSnapshotWasNotAskedToHold() {
    TwinlakeConfig sales =
        ConfigReader.parse(
            TwoRegions.configText(DELETE).replace("['ALL_DATABASE']", "['sales']"), "x.conf");
    String narrow = regions.job(sales, Events.NONE).backup().id();
    Set<String> before = target.objects();
    regions.job(TwoRegions.config(DELETE), Events.NONE).restore(Selection.of(narrow));
    assertThat(target.objects()).isEqualTo(before);
  }

  @Test
  void triesAgainWhatCouldNotBeDeleted() {
    dropInTheSource();
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("glue", "BatchDeleteTable").times(1));
    Heard heard = sync(DELETE);
    assertThat(heard.of(Outcome.FAILED)).isNotEmpty();
    regions.aws().faults().clear();
    sync(DELETE);
    assertThat(target.objects()).doesNotContain("old", "sales.returns", "sales.visits [d2]");
  }

  @Test
  void deletesNoPartitionOfATableThatCouldNotBeRestored() {
    asJob().addDays("sales", "visits", "d9");
    source.describe("sales", "visits", "changed");
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("glue", "UpdateTable").always());
    Heard heard = sync(DELETE);
    assertThat(heard.counts())
        .containsEntry("table failed", 1L)
        .containsEntry("partition skipped", 2L)
        .doesNotContainKey("partition deleted");
    assertThat(target.objects())
        .contains("sales.visits [d1]", "sales.visits [d2]", "sales.visits [d9]");
  }

  @Test
  void keepsATableOfTheTargetWhereTheSourceHadALink() {
    source.tableLink("sales", "alias", "orders");
    target.table("sales", "alias", "id");
    Heard refused = sync();
    assertThat(refused.of(Outcome.FAILED))
        .singleElement()
        .satisfies(failed -> assertThat(failed.reason()).contains("real table"));
    source.dropTable("sales", "alias");
    sync(DELETE);
    assertThat(target.objects()).contains("sales.alias");
  }

  @Test
  void revokesWhatTheSourceRevokedAndNamesWhatWasNeverOurs() {
    source.revoke(analyst, Permission.SELECT, Lake.onTable("sales", "orders"));
    asJob().grant(analyst, Permission.DESCRIBE, Lake.onTable("sales", "visits"));
    Heard heard = sync();
    assertThat(target.grants()).noneMatch(line -> line.contains("orders"));
    assertThat(target.grants()).anyMatch(line -> line.contains("visits"));
    assertThat(heard.notes(Events.Note.Level.WARNING)).anyMatch(n -> n.contains("1 grants"));

    Heard verified = new Heard();
    regions.job(TwoRegions.config(), verified).verify(Selection.LATEST);
    assertThat(verified.of(Outcome.DELETED))
        .singleElement()
        .satisfies(extra -> assertThat(extra.toString()).contains("DESCRIBE", "visits"));

    sync("revoke_target_permissions = True");
    assertThat(target.grants()).noneMatch(line -> line.contains("visits"));
  }

  @Test
  void revokesWhatTheSourceRevokedThoughOnlyPartitionsCouldNotBeRead() {
    source.revoke(analyst, Permission.SELECT, Lake.onTable("sales", "orders"));
    source.dropTable("sales", "returns");
    backupWithout("glue", "GetPartitions");
    Heard heard = restore(DELETE);
    assertThat(target.grants()).noneMatch(line -> line.contains("orders"));
    assertThat(target.objects()).contains("sales.returns", "sales.visits [d1]");
    assertThat(heard.notes(Events.Note.Level.PROBLEM))
        .anyMatch(note -> note.startsWith("Nothing was deleted as gone from the source"));
  }

  @Test
  void takesNoGrantAwayThatMayOnlyNotHaveBeenRead() {
    asJob()
        .grant(analyst, Permission.DESCRIBE, Lake.onTable("sales", "visits"))
        .grant("IAM_ALLOWED_PRINCIPALS", Permission.ALL, Lake.onTable("sales", "visits"));
    Set<String> grants = target.grants();
    backupWithout("lakeformation", "ListPermissions");
    restore("revoke_target_permissions = True");
    assertThat(target.grants()).isEqualTo(grants);
  }

  private void backupWithout(String service, String operation) {
    regions.aws().faults().inject(Fault.ACCESS_DENIED, CallPattern.of(service, operation).always());
    regions.job(TwoRegions.config(), Events.NONE).backup();
    regions.aws().faults().clear();
  }

  private Heard restore(String... operation) {
    Heard heard = new Heard();
    regions.job(TwoRegions.config(operation), heard).restore(Selection.LATEST);
    return heard;
  }
}
