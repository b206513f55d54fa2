package io.twinlake.command;

import static io.twinlake.command.ViewLake.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.aws.AwsRegion;
import io.twinlake.model.Events;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.source.LakeFormationSource;
import io.twinlake.standin.CallLog;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.lakeformation.model.Permission;

/**
 * Tables that became views in several dialects or resource links: no update makes one of the other
 * (aws-facts 10, 11), and a deletion takes partitions and statistics along.
 */
class TypeChangesTest {
  private static final String DELETES = "delete_target_catalog_objects = True";

  private final TwoRegions regions = new TwoRegions();
  private final Lake source = new Lake(regions.source());
  private final Lake target = new Lake(regions.target());
  private final ViewLake views = new ViewLake(regions, regions.source());
  private final ViewLake twins = new ViewLake(regions, regions.target());
  private final String analyst =
      regions.aws().account(TwoRegions.ACCOUNT).principal("role/Analyst");

  @BeforeEach
  void fillTheSource() {
    regions.buckets();
    LakeSettings.open(regions.source(), false);
    LakeSettings.open(regions.target(), false);
    source.database("sales").table("sales", "orders", "id", "secret");
    views.mayCreate(views.definer());
    views.grantable(views.definer(), Lake.onTable("sales", "orders"));
  }

  @AfterEach
  void close() {
    regions.close();
  }

  private void visitsBecomeAView() {
    source.dropTable("sales", "visits");
    view("visits");
  }

  private void view(String name) {
    views.begin(name, List.of("orders"), sql("ATHENA", "a")).settle(name);
    assertThat(views.state(name)).isEqualTo("SUCCESS");
  }

  @Test
  void aTableOfTheTargetsOwnIsNamedAndKept() {
    target.database("sales").days("sales", "visits", "d1");
    view("visits");

    assertThat(failure(sync(DELETES)))
        .isEqualTo(
            "the target has a real table sales.visits where the source has a view; delete or rename it there");
    assertThat(target.objects()).contains("sales.visits [d1]");
  }

  @Test
  void oneThatWasDroppedAndMadeAnewByOthersIsTheirs() {
    view("visits");
    sync(DELETES);
    target.dropTable("sales", "visits").days("sales", "visits", "d1");
    source.describe("sales", "orders", "so that there is something to restore");

    assertThat(failure(sync(DELETES))).contains("delete or rename it there");
    assertThat(target.objects()).contains("sales.visits [d1]");
  }

  /** The run that refused it has made the snapshot the base all the same. */
  @Test
  void aTableOfTheTargetsOwnIsKeptWhenTheSourceDropsTheViewOfItsName() {
    target.database("sales").days("sales", "visits", "d1");
    view("visits");
    assertThat(failure(sync(DELETES))).contains("delete or rename it there");
    source.dropTable("sales", "visits");

    sync(DELETES);
    assertThat(target.objects())
        .containsExactlyInAnyOrder("sales", "sales.orders", "sales.visits", "sales.visits [d1]");

    view("visits");
    assertThat(failure(sync(DELETES))).contains("delete or rename it there");
    source.dropDatabase("sales").database("other");
    sync(DELETES);
    assertThat(target.objects())
        .containsExactlyInAnyOrder("other", "sales", "sales.visits", "sales.visits [d1]");
  }

  @Test
  void whatWasRestoredIsKeptUnlessDeletionsAreAskedFor() {
    source.days("sales", "visits", "d1");
    sync();
    visitsBecomeAView();

    assertThat(failure(sync())).contains("delete or rename it there");
    assertThat(target.objects()).contains("sales.visits [d1]");
  }

  @Test
  void whatWasRestoredIsReplacedWhereDeletionsAreAskedFor() {
    source.days("sales", "visits", "d1").table("sales", "alias", "id");
    sync(DELETES);
    visitsBecomeAView();
    source.dropTable("sales", "alias").tableLink("sales", "alias", "orders");
    source.grant(analyst, Permission.SELECT, Lake.onTable("sales", "visits"));

    assertThat(sync(DELETES).of(Outcome.FAILED)).isEmpty();

    assertThat(twins.state("visits")).isEqualTo("SUCCESS");
    assertThat(target.objects())
        .containsExactlyInAnyOrder("sales", "sales.orders", "sales.visits", "sales.alias");
    assertThat(target.grants()).isEqualTo(source.grants());
    assertNothingLeftToDo();
  }

  @Test
  void aViewThatBecameATableIsReplaced() {
    view("v");
    sync();
    source.dropTable("sales", "v").table("sales", "v", "id");

    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertThat(twins.read("v").isMultiDialectView()).isFalse();
    assertNothingLeftToDo();
  }

  @Test
  void aTableIsKeptThatAwsWouldNotMakeTheViewOf() {
    source.days("sales", "visits", "d1");
    sync(DELETES);
    visitsBecomeAView();
    views.notGrantable(views.definer(), Lake.onTable("sales", "orders"));

    for (int run = 0; run < 2; run++) {
      assertThat(failure(sync(DELETES)))
          .contains("FAILED: Definer " + views.definer() + " lacks SELECT with grant option")
          .contains("what has its name in the target was kept");
      assertThat(target.objects())
          .containsExactlyInAnyOrder("sales", "sales.orders", "sales.visits", "sales.visits [d1]");
    }

    views.grantable(views.definer(), Lake.onTable("sales", "orders"));
    assertThat(sync(DELETES).of(Outcome.FAILED)).isEmpty();
    assertThat(twins.state("visits")).isEqualTo("SUCCESS");
    assertNothingLeftToDo();
  }

  @Test
  void whatARunLeftThatWasKilledOnItsWayToTheViewGoesWithTheNext() {
    source.days("sales", "visits", "d1");
    sync(DELETES);
    visitsBecomeAView();
    // It dies when it has begun to make the view under another name.
    regions.aws().faults().inject(Fault.ACCESS_DENIED, CallPattern.of("glue", "GetTable").always());
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("glue", "DeleteTable").nth(2).always());
    sync(DELETES);
    regions.aws().faults().clear();
    assertThat(target.objects()).hasSize(5).contains("sales.visits [d1]");

    assertThat(sync(DELETES).of(Outcome.FAILED)).isEmpty();
    assertThat(target.objects()).containsExactlyInAnyOrder("sales", "sales.orders", "sales.visits");
    assertNothingLeftToDo();
  }

  /** A table that the database's LF-tags would show has become a view. */
  /** Without them IAM alone would decide what these principals may see. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void optInsOnWhatWasReplacedAreGivenAgainBeforeItsGrants(boolean becomesAView) {
    change(becomesAView, false);
    optIn("Analyst", "Leaver");
    sync(DELETES);
    change(becomesAView, true);
    // Clerk's is given early, on what is to be replaced.
    optIn("Analyst", "Clerk");
    source.grant(analyst, Permission.SELECT, Lake.onTable("sales", "visits"));
    regions.aws().calls().clear();

    assertThat(sync(DELETES).of(Outcome.FAILED)).isEmpty();

    assertThat(optIns(regions.target()))
        .containsExactlyInAnyOrder(analyst, analyst.replace("Analyst", "Clerk"));
    List<String> writes = new ArrayList<>();
    regions.aws().calls().all().stream()
        .filter(entry -> entry.call().region().equals(TwoRegions.TARGET))
        .forEach(entry -> writes.add(entry.name()));
    assertThat(writes.lastIndexOf("lakeformation:CreateLakeFormationOptIn"))
        .isLessThan(writes.lastIndexOf("lakeformation:BatchGrantPermissions"));
    assertThat(target.grants()).isEqualTo(source.grants());
    assertNothingLeftToDo();
  }

  private void change(boolean becomesAView, boolean later) {
    if (later) {
      source.dropTable("sales", "visits");
    }
    if (becomesAView == later) {
      view("visits");
    } else {
      source.days("sales", "visits", "d1");
    }
  }

  private void optIn(String... roles) {
    for (String role : roles) {
      regions
          .source()
          .lakeFormation()
          .createLakeFormationOptIn(
              r ->
                  r.principal(
                          TwoRegions.principal(
                              regions.aws().account(TwoRegions.ACCOUNT).principal("role/" + role)))
                      .resource(Lake.onTable("sales", "visits")));
    }
  }

  private static List<String> optIns(AwsRegion region) {
    List<String> principals = new ArrayList<>();
    new LakeFormationSource(region)
        .optIns()
        .forEachRemaining(
            optIn ->
                principals.add(
                    optIn
                        .definition()
                        .path("Principal")
                        .path("DataLakePrincipalIdentifier")
                        .asText()));
    return principals;
  }

  @Test
  void whatWasReplacedCountsWithWhatIsDeleted() {
    source.days("sales", "visits", "d1");
    for (int i = 0; i < 12; i++) {
      source.days("sales", "t" + i, "d1");
    }
    sync(DELETES);
    visitsBecomeAView();
    for (int i = 0; i < 9; i++) {
      source.dropTable("sales", "t" + i).tableLink("sales", "t" + i, "orders");
    }
    source.dropTable("sales", "t11");
    Heard run = sync(DELETES);
    assertThat(run.of(Outcome.FAILED)).isEmpty();
    assertThat(run.notes(Events.Note.Level.PROBLEM))
        .anyMatch(note -> note.startsWith("Nothing was deleted: 11 of 14 tables"));
    assertThat(target.objects()).contains("sales.t11 [d1]").doesNotContain("sales.t8 [d1]");
  }

  @Test
  void noTableIsReplacedWhenItIsTooMuchToBeMeantUntilTheLimitIsRaised() {
    for (int i = 0; i < 12; i++) {
      source.days("sales", "t" + i, "d1");
    }
    sync(DELETES);
    Set<String> before = target.objects();
    for (int i = 0; i < 12; i++) {
      source.dropTable("sales", "t" + i).tableLink("sales", "t" + i, "orders");
    }

    for (int run = 0; run < 2; run++) {
      assertThat(sync(DELETES).of(Outcome.FAILED))
          .extracting(ObjectResult::reason)
          .hasSize(12)
          .allMatch(why -> why.startsWith("Nothing was deleted: 12 of 13 tables are gone"));
      assertThat(target.objects()).isEqualTo(before);
    }

    assertThat(sync(DELETES, "delete_limit_percent = 100").of(Outcome.FAILED)).isEmpty();
    assertThat(target.objects()).contains("sales.t11").noneMatch(each -> each.contains("[d1]"));
    assertNothingLeftToDo();
  }

  private void closedVisitsBecomeAView() {
    TaggedLake tags = new TaggedLake(regions.source());
    tags.tag("class", "open", "closed").assign("sales", "class=open");
    source.days("sales", "visits", "d1");
    tags.assign("sales.visits", "class=closed");
    source.grant(analyst, Permission.SELECT, TaggedLake.policy("class=open"));
    sync(DELETES);
    visitsBecomeAView();
    tags.assign("sales.visits", "class=closed");
  }

  /** A run at no moment of which anybody sees more. */
  private Heard syncNeverWider() {
    Watch watch =
        new Watch(regions.target(), Watch.in(regions.target()), Watch.in(regions.source()), false);
    regions.aws().listeners().onEachWrite(watch);
    Heard run = sync(DELETES);
    regions.aws().listeners().clear();
    regions.aws().faults().clear();
    assertThat(watch.wider()).isEmpty();
    return run;
  }

  @Test
  void aTrialIsDeletedWhoseAnswerWasLost() {
    closedVisitsBecomeAView();
    regions.aws().faults().inject(Fault.LOST_ANSWER, CallPattern.of("glue", "CreateTable"));

    assertThat(syncNeverWider().of(Outcome.FAILED)).isEmpty();

    assertThat(target.objects()).containsExactlyInAnyOrder("sales", "sales.orders", "sales.visits");
    assertThat(twins.state("visits")).isEqualTo("SUCCESS");
    assertThat(target.grants()).isEqualTo(source.grants());
  }

  @Test
  void nothingIsGivenOnATrialThatCouldNotBeDeletedAndTheNextRunDeletesItFirst() {
    closedVisitsBecomeAView();
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("glue", "DeleteTable").nth(2).always());
    syncNeverWider();
    String trial =
        target.objects().stream().filter(each -> each.contains("trial")).findFirst().orElseThrow();
    assertThat(trial).matches("sales[.]twinlake_trial_[0-9a-f]{32}");
    // Nothing takes its place any more.
    source.dropTable("sales", "visits");
    regions.job(TwoRegions.config(DELETES), new Heard()).backup();

    assertThat(deletedIn(verify())).contains(trial);
    assertThat(target.objects()).contains(trial);
    assertThat(deletedIn(syncNeverWider())).contains(trial);

    assertThat(target.objects()).containsExactlyInAnyOrder("sales", "sales.orders");
    assertThat(target.grants()).anyMatch(line -> line.startsWith(analyst));
    assertNothingLeftToDo();
  }

  @Test
  void noBackupHoldsATrial() {
    regions
        .source()
        .glue()
        .createTable(
            r ->
                r.databaseName("sales")
                    .tableInput(
                        t ->
                            t.name("twinlake_trial_" + "0a".repeat(16))
                                .viewDefinition(
                                    v ->
                                        v.definer(views.definer())
                                            .representations(sql("ATHENA", "a")))));
    sync();
    assertThat(target.objects()).containsExactlyInAnyOrder("sales", "sales.orders");
  }

  private Heard verify() {
    Heard heard = new Heard();
    regions.job(TwoRegions.config(DELETES), heard).verify(Selection.LATEST);
    return heard;
  }

  private static List<String> deletedIn(Heard run) {
    return run.of(Outcome.DELETED).stream()
        .map(result -> result.key().database() + "." + result.key().name())
        .toList();
  }

  @Test
  void nobodySeesTheViewBeforeItHasTheTableSTags() {
    closedVisitsBecomeAView();

    assertThat(syncNeverWider().of(Outcome.FAILED)).isEmpty();

    assertThat(target.grants()).isEqualTo(source.grants());
    assertThat(new TaggedLake(regions.target()).assignments("sales.visits"))
        .containsExactly("sales.visits: class=closed");
    assertNothingLeftToDo();
  }

  private String failure(Heard run) {
    assertThat(run.of(Outcome.FAILED))
        .singleElement()
        .extracting(ObjectResult::key)
        .isEqualTo(ObjectKey.table("sales", "visits"));
    return run.of(Outcome.FAILED).get(0).reason();
  }

  private Heard sync(String... operation) {
    Heard heard = new Heard();
    regions.job(TwoRegions.config(operation), heard).sync();
    return heard;
  }

  private void assertNothingLeftToDo() {
    regions.aws().calls().clear();
    sync(DELETES);
    assertThat(regions.aws().calls().counts(TypeChangesTest::writesTheLake)).isEmpty();
  }

  private static boolean writesTheLake(CallLog.Entry entry) {
    return entry.call().isWrite() && !entry.name().startsWith("s3:");
  }
}
