package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.aws.Documents;
import io.twinlake.model.Events;
import io.twinlake.model.Outcome;
import io.twinlake.plan.Definitions;
import io.twinlake.snapshot.MovableClock;
import io.twinlake.source.GlueSource;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** What stands already shows nothing new before what narrows it is in place. */
class SuspendedGrantsTest {
  private static final Resource ALL_TABLES =
      Resource.builder().table(t -> t.databaseName("sales").tableWildcard(w -> {})).build();

  private final MovableClock clock = new MovableClock();
  private final TwoRegions regions = new TwoRegions(clock);
  private final Lake lake = new Lake(regions.source());
  private final Lake copy = new Lake(regions.target());
  private final RowLake rows = new RowLake(regions.source());
  private final TaggedLake tags = new TaggedLake(regions.source());
  private final String analyst =
      regions.aws().account(TwoRegions.ACCOUNT).principal("role/Analyst");

  @BeforeEach
  void fill() {
    regions.buckets();
    LakeSettings.open(regions.source(), false);
    LakeSettings.open(regions.target(), false);
    lake.database("sales").table("sales", "orders", "id", "region", "ssn");
  }

  @AfterEach
  void close() {
    regions.close();
  }

  /** When a dead run's lease has run out. */
  private void restoreLater() {
    clock.move(Duration.ofHours(1));
    regions.job(TwoRegions.config(), Events.NONE, clock).restore(Selection.LATEST);
  }

  private Heard sync() {
    // So that no two snapshots are of one moment.
    clock.move(Duration.ofSeconds(1));
    Heard heard = new Heard();
    regions.job(TwoRegions.config(), heard, clock).sync();
    return heard;
  }

  private Watch watch() {
    Watch watch =
        new Watch(regions.target(), Watch.in(regions.target()), Watch.in(regions.source()), false);
    regions.aws().listeners().onEachWrite(watch);
    return watch;
  }

  private void assertSyncShowsNothingMore() {
    Watch watch = watch();
    Heard heard = sync();
    regions.aws().listeners().clear();
    assertThat(watch.wider()).isEmpty();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.results()).extracting(result -> result.key()).doesNotHaveDuplicates();
    assertSame();
  }

  private void assertSame() {
    assertThat(copy.grants()).isEqualTo(lake.grants());
    regions.aws().calls().clear();
    regions.job(TwoRegions.config(), Events.NONE, clock).restore(Selection.LATEST);
    assertThat(regions.aws().calls().counts(entry -> entry.call().isWrite())).isEmpty();
  }

  private void newTableWithRowPolicy() {
    lake.grant(analyst, Permission.SELECT, ALL_TABLES);
    sync();
    lake.table("sales", "customers", "id", "region");
    rows.policy("eu", "region = 'eu'", "region")
        .attach("eu", Lake.onTable("sales", "customers"), RowLake.to(analyst));
  }

  private void addColumn(String name) {
    var found = new GlueSource(regions.source()).table("sales", "orders").orElseThrow();
    var input = Definitions.writable(found);
    input
        .withObject("/StorageDescriptor")
        .withArray("Columns")
        .addObject()
        .put("Name", name)
        .put("Type", "string");
    TableInput wider = Documents.fromDocument(input, TableInput::builder);
    regions.source().glue().updateTable(r -> r.databaseName("sales").tableInput(wider));
  }

  /** A new partition shows data that whoever loses the table had not seen. */
  @Test
  void newPartitionsAreNotShownToWhomTheTableIsTakenFromByItsTags() {
    tags.tag("class", "open", "closed").assign("sales", "class=open");
    lake.days("sales", "visits", "d1")
        .grant(analyst, Permission.SELECT, TaggedLake.policy("class=open"));
    sync();
    tags.assign("sales.visits", "class=closed");
    lake.addDays("sales", "visits", "d2");
    List<Boolean> shown = new ArrayList<>();
    regions
        .aws()
        .listeners()
        .onEachWrite(
            entry -> {
              if (entry.name().equals("glue:BatchCreatePartition")) {
                shown.add(copy.grants().stream().anyMatch(line -> line.startsWith(analyst)));
              }
            });

    assertThat(sync().of(Outcome.FAILED)).isEmpty();

    regions.aws().listeners().clear();
    assertThat(shown).containsExactly(false);
    assertThat(copy.objects()).contains("sales.visits [d2]");
    assertSame();
  }

  @Test
  void newPartitionsAreNotWrittenWhenItCannotBeTakenFromThem() {
    tags.tag("class", "open", "closed").assign("sales", "class=open");
    lake.days("sales", "visits", "d1")
        .grant(analyst, Permission.SELECT, TaggedLake.policy("class=open"));
    sync();
    tags.assign("sales.visits", "class=closed");
    lake.addDays("sales", "visits", "d2");
    regions
        .aws()
        .faults()
        .inject(
            Fault.ACCESS_DENIED,
            CallPattern.of("lakeformation", "BatchRevokePermissions").always());

    Heard run = sync();

    assertThat(run.of(Outcome.FAILED))
        .anyMatch(result -> result.reason().contains("could not be revoked first"));
    assertThat(copy.objects()).doesNotContain("sales.visits [d2]");
    regions.aws().faults().clear();
    assertSyncShowsNothingMore();
  }

  @Test
  void aNewTableIsNotShownBeforeItsRowPolicyIsAttached() {
    newTableWithRowPolicy();
    assertSyncShowsNothingMore();
  }

  @Test
  void aNewTableIsNotShownByATagThatItOverrides() {
    tags.tag("sensitivity", "public", "secret").assign("sales", "sensitivity=public");
    lake.grant(analyst, Permission.SELECT, TaggedLake.policy("sensitivity=public"));
    sync();
    lake.table("sales", "customers", "id");
    tags.assign("sales.customers", "sensitivity=secret");
    assertSyncShowsNothingMore();
  }

  @Test
  void aNewColumnIsNotShownByATagThatItOverrides() {
    tags.tag("sensitivity", "public", "secret").assign("sales", "sensitivity=public");
    lake.grant(analyst, Permission.SELECT, TaggedLake.policy("sensitivity=public"));
    sync();
    addColumn("ssn2");
    tags.assign("sales.orders.ssn2", "sensitivity=secret");
    assertSyncShowsNothingMore();
  }

  @Test
  void aNewColumnIsNotShownByAFilterThatExcludesItLater() {
    rows.filter(
        "orders",
        "f",
        f ->
            f.rowFilter(r -> r.allRowsWildcard(w -> {}))
                .columnWildcard(w -> w.excludedColumnNames("ssn")));
    lake.grant(
        analyst,
        Permission.SELECT,
        Resource.builder()
            .dataCellsFilter(
                f ->
                    f.tableCatalogId(TwoRegions.ACCOUNT)
                        .databaseName("sales")
                        .tableName("orders")
                        .name("f"))
            .build());
    sync();
    addColumn("ssn2");
    rows.changeFilter(
        "orders",
        "f",
        f ->
            f.rowFilter(r -> r.allRowsWildcard(w -> {}))
                .columnWildcard(w -> w.excludedColumnNames("ssn", "ssn2")));
    assertSyncShowsNothingMore();
  }

  @Test
  void whatShowsATableWhosePolicyIsRefusedStaysOut() {
    newTableWithRowPolicy();
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("lakeformation", "AttachRLSPolicy").always());
    Heard heard = sync();
    assertThat(heard.of(Outcome.FAILED)).isNotEmpty();
    assertThat(heard.of(Outcome.SKIPPED))
        .anyMatch(r -> r.reason().contains("what narrows table sales.customers"));
    assertThat(copy.grants()).noneMatch(line -> line.contains("Analyst"));
    regions.aws().faults().clear();
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertSame();
  }

  /** The source drops a column and gives everything in the database to somebody. */
  private void dropColumnAndGive(Resource... resources) {
    tags.tag("class", "open").assign("sales", "class=open");
    lake.database("other").table("other", "things", "id");
    // Whoever may not select all columns is not shown that one is gone.
    lake.grant(TwoRegions.jobArn(), Permission.SELECT, ALL_TABLES);
    sync();
    lake.dropTable("sales", "orders").table("sales", "orders", "id", "region");
    for (Resource resource : resources) {
      lake.grant(analyst, Permission.SELECT, resource);
    }
  }

  @Test
  void nothingNewShowsATableThatCouldNotBeUpdated() {
    dropColumnAndGive(ALL_TABLES, TaggedLake.policy("class=open"));
    lake.grant(
        analyst,
        Permission.SELECT,
        Resource.builder().table(t -> t.databaseName("other").tableWildcard(w -> {})).build());
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("glue", "UpdateTable").always());

    Heard heard = sync();

    assertThat(heard.of(Outcome.FAILED)).isNotEmpty();
    assertThat(copy.grants())
        .filteredOn(line -> line.contains("Analyst"))
        .singleElement()
        .asString()
        .contains("other");
    regions.aws().faults().clear();
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertThat(copy.grants()).filteredOn(line -> line.contains("Analyst")).hasSize(3);
  }

  @Test
  void aTableThatCouldNotBeCreatedHoldsBackNothingOnTheOthers() {
    sync();
    lake.table("sales", "customers", "id").grant(analyst, Permission.SELECT, ALL_TABLES);
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("glue", "CreateTable").always());
    assertThat(sync().of(Outcome.FAILED)).isNotEmpty();
    assertThat(copy.grants()).anyMatch(line -> line.contains("Analyst"));
  }

  @Test
  void aTableIsNotMadeWhileWhatWouldShowItCannotBeTaken() {
    newTableWithRowPolicy();
    regions
        .aws()
        .faults()
        .inject(
            Fault.ACCESS_DENIED,
            CallPattern.of("lakeformation", "BatchRevokePermissions").always());
    Heard heard = sync();
    assertThat(heard.of(Outcome.FAILED))
        .anyMatch(r -> r.reason().contains("could not be revoked first"));
    assertThat(copy.objects()).doesNotContain("sales.customers");
    regions.aws().faults().clear();
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertSame();
  }

  @Test
  void aRunKilledAtAnyWriteShowsNothingMoreAndTheNextConverges() {
    newTableWithRowPolicy();
    clock.move(Duration.ofSeconds(1));
    regions.job(TwoRegions.config(), Events.NONE, clock).backup();
    Watch watch = watch();
    for (int nth = 1; nth <= 2; nth++) {
      Kill kill = new Kill(regions.aws(), nth);
      regions.aws().listeners().onEachWrite(kill);
      try {
        restoreLater();
      } catch (RuntimeException e) {
        // It reaches nothing any more.
      }
      regions.aws().faults().clear();
      regions.aws().listeners().clear();
      regions.aws().listeners().onEachWrite(watch);
    }
    assertThat(copy.objects()).contains("sales.customers");
    restoreLater();
    regions.aws().listeners().clear();
    assertThat(watch.wider()).isEmpty();
    assertSame();
    assertThat(List.copyOf(new RowLake(regions.target()).attachments()))
        .isEqualTo(List.copyOf(rows.attachments()));
  }
}
