package io.twinlake.command;

import static io.twinlake.command.ViewLake.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.model.Outcome;
import io.twinlake.snapshot.MovableClock;
import io.twinlake.standin.CallLog;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/**
 * Definers of views who may read what the views read by LF-tags alone. A grant by these would show
 * a new view before it has tags of its own; without it AWS does not make the view.
 */
class DefinersTest {
  private static final String STATE =
      "twinlake/state/" + TwoRegions.ACCOUNT + "-" + TwoRegions.TARGET + ".json";

  private final MovableClock clock = new MovableClock();
  private final TwoRegions regions = new TwoRegions(clock);
  private final Lake source = new Lake(regions.source());
  private final Lake target = new Lake(regions.target());
  private final TaggedLake tags = new TaggedLake(regions.source());
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
    tags.tag("class", "open", "closed").assign("sales", "class=open");
    views.grantable(views.definer(), TaggedLake.policy("class=open"));
    source.grant(analyst, Permission.SELECT, TaggedLake.policy("class=open"));
  }

  @AfterEach
  void close() {
    regions.close();
  }

  private void closedView(String name) {
    views.begin(name, List.of("orders"), sql("ATHENA", "a")).settle(name);
    assertThat(views.state(name)).isEqualTo("SUCCESS");
    tags.assign("sales." + name, "class=closed");
  }

  @Test
  void viewsWithTagsOfTheirOwnAreMadeInTheFirstRun() {
    closedView("v");
    closedView("w");

    assertSyncShowsNothingMore();

    assertThat(twins.state("v")).isEqualTo("SUCCESS");
    assertThat(twins.state("w")).isEqualTo("SUCCESS");
    assertSame();
  }

  @Test
  void viewsThatComeLaterAreMadeThoughTheGrantsOfBeforeAreTakenBackForTheTime() {
    sync();
    closedView("v");

    assertSyncShowsNothingMore();

    assertThat(twins.state("v")).isEqualTo("SUCCESS");
    assertSame();
  }

  @Test
  void aViewWithTagsOfItsOwnBesideOneWithout() {
    views.begin("u", List.of("orders"), sql("ATHENA", "a")).settle("u");
    closedView("v");

    assertSyncShowsNothingMore();

    assertThat(twins.state("u")).isEqualTo("SUCCESS");
    assertSame();
  }

  @Test
  void whatIsLentIsOnRecordBeforeItIsGivenAndTakenBackAtTheEnd() {
    closedView("v");
    List<String> recorded = new ArrayList<>();
    regions.aws().listeners().onEachWrite(entry -> recordLoan(entry, recorded));

    assertThat(sync().of(Outcome.FAILED)).isEmpty();

    regions.aws().listeners().clear();
    assertThat(recorded).first().asString().contains(views.definer());
    assertThat(state()).contains("\"borrowed\" : [ ]");
    assertSame();
  }

  private void recordLoan(CallLog.Entry entry, List<String> recorded) {
    if (isLoan(entry) && recorded.isEmpty()) {
      recorded.add(state());
    }
  }

  private boolean isLoan(CallLog.Entry entry) {
    return entry.name().equals("lakeformation:BatchGrantPermissions")
        && target.grants().stream().anyMatch(this::isOnOrders);
  }

  private boolean isOnOrders(String line) {
    return line.startsWith(views.definer()) && line.contains("orders");
  }

  @Test
  void whatAKilledRunLentIsTakenBackByTheNextBeforeAnythingElse() {
    closedView("v");
    regions
        .aws()
        .listeners()
        .onEachWrite(
            entry -> {
              if (isLoan(entry)) {
                regions.aws().faults().inject(Fault.ACCESS_DENIED, CallPattern.any().always());
              }
            });
    regions.job(TwoRegions.config(), new Heard(), clock).backup();
    try {
      restore();
    } catch (RuntimeException killed) {
      // As it should be.
    }
    regions.aws().listeners().clear();
    regions.aws().faults().clear();
    assertThat(target.grants()).anyMatch(this::isOnOrders);
    assertThat(state()).contains(views.definer());
    // The source gives its definer no more than that.
    views.notGrantable(views.definer(), TaggedLake.policy("class=open"));
    clock.move(Duration.ofHours(1));
    List<String> first = new ArrayList<>();
    regions
        .aws()
        .listeners()
        .onEachWrite(
            entry -> {
              if (entry.call().region().equals(TwoRegions.TARGET) && isOfTheLake(entry)) {
                first.add(entry.name());
              }
            });

    sync();

    regions.aws().listeners().clear();
    assertThat(first).first().isEqualTo("lakeformation:BatchRevokePermissions");
    assertThat(target.grants()).noneMatch(this::isOnOrders);
    assertThat(state()).contains("\"borrowed\" : [ ]");
  }

  @Test
  void whatTheTargetGivesByNameItselfIsNotTakenBack() {
    closedView("v");
    target.database("sales").table("sales", "orders", "id", "secret");
    new ViewLake(regions, regions.target())
        .grantable(views.definer(), Lake.onTable("sales", "orders"));

    assertThat(sync().of(Outcome.FAILED)).isEmpty();

    assertThat(twins.state("v")).isEqualTo("SUCCESS");
    assertThat(target.grants()).anyMatch(this::isOnOrders);
  }

  @Test
  void nothingIsLentOnATableWhoseRowsAreNotCutAsInTheSource() {
    Resource orders = Lake.onTable("sales", "orders");
    new RowLake(regions.source())
        .policy("eu", "secret = 'eu'", "secret")
        .attach("eu", orders, RowLake.to(analyst));
    closedView("v");
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("lakeformation", "AttachRLSPolicy").always());

    Heard run = sync();

    assertThat(run.of(Outcome.FAILED)).extracting(r -> r.key().name()).containsExactly("eu");
    assertThat(target.objects()).doesNotContain("sales.v");
    assertThat(target.grants()).noneMatch(this::isOnOrders);
    regions.aws().faults().clear();
    assertSyncShowsNothingMore();
    assertThat(twins.state("v")).isEqualTo("SUCCESS");
  }

  private void assertSyncShowsNothingMore() {
    Watch watch =
        new Watch(regions.target(), Watch.in(regions.target()), Watch.in(regions.source()), false);
    regions.aws().listeners().onEachWrite(watch);
    Heard run = sync();
    regions.aws().listeners().clear();
    assertThat(watch.wider()).isEmpty();
    assertThat(run.of(Outcome.FAILED)).isEmpty();
    assertThat(run.results()).extracting(result -> result.key()).doesNotHaveDuplicates();
  }

  private void assertSame() {
    assertThat(target.grants()).isEqualTo(source.grants());
    regions.aws().calls().clear();
    restore();
    assertThat(regions.aws().calls().counts(DefinersTest::isOfTheLake)).isEmpty();
  }

  private static boolean isOfTheLake(CallLog.Entry entry) {
    return entry.call().isWrite() && !entry.name().startsWith("s3:");
  }

  private Heard sync() {
    clock.move(Duration.ofSeconds(1));
    Heard heard = new Heard();
    regions.job(TwoRegions.config(), heard, clock).sync();
    return heard;
  }

  private void restore() {
    regions.job(TwoRegions.config(), new Heard(), clock).restore(Selection.LATEST);
  }

  private String state() {
    return regions
        .target()
        .s3()
        .getObjectAsBytes(r -> r.bucket(TwoRegions.BACKUPS).key(STATE))
        .asString(StandardCharsets.UTF_8);
  }
}
