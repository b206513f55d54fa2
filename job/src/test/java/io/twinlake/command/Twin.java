package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.Events;
import io.twinlake.model.Events.Note;
import io.twinlake.model.Outcome;
import io.twinlake.report.Command;
import io.twinlake.report.Exit;
import io.twinlake.report.Problems;
import io.twinlake.report.Progress;
import io.twinlake.report.Summary;
import io.twinlake.report.Tally;
import io.twinlake.snapshot.MovableClock;
import io.twinlake.snapshot.TargetState;
import io.twinlake.source.GlueSource;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.PrincipalResourcePermissions;

/** A changing lake and its twin, and what must be true of them after a run. */
final class Twin implements AutoCloseable {
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
  static final String OPERATION = "delete_target_catalog_objects = True";
  private static final TwinlakeConfig CONFIG = TwoRegions.config(OPERATION);

  private final MovableClock clock = new MovableClock();
  private final TwoRegions regions = new TwoRegions(clock);
  private final ChangingLake lake = new ChangingLake(regions);
  private Set<String> sourceGrants = sourceGrants();

  /** A twin that is what the lake is. */
  Twin() {
    converge();
  }

  TwoRegions regions() {
    return regions;
  }

  /** The lake becomes another than its twin. */
  void change() {
    sourceGrants = sourceGrants();
    lake.change();
  }

  Summary sync() {
    return run(Command.SYNC, events -> job(events).sync());
  }

  Summary backup() {
    return run(Command.BACKUP, events -> job(events).backup());
  }

  Summary restore() {
    return run(Command.RESTORE, events -> job(events).restore(Selection.LATEST));
  }

  /** A restore that does something else when it comes to a phase. */
  Summary restoreInterrupted(String phase, Runnable meanwhile) {
    return run(
        Command.RESTORE,
        events -> job(new Interruption(events, phase, meanwhile)).restore(Selection.LATEST));
  }

  private Twinlake job(Events events) {
    clock.move(Duration.ofSeconds(1));
    return regions.job(CONFIG, events, clock);
  }

  private static Summary run(Command command, Consumer<Events> sentence) {
    Tally tally = new Tally(command, Problems.printed(NOWHERE, "nowhere"), Progress.NONE);
    try {
      sentence.accept(tally);
      return tally.finished(command == Command.VERIFY);
    } catch (RuntimeException e) {
      return tally.stopped(Failure.explain(e));
    }
  }

  /** Either the twin is what the lake is, or the run says why not. */
  void assertTruthful(Summary run) {
    if (run.exit() == Exit.DONE) {
      assertSame();
      return;
    }
    assertThat(run.exit()).isIn(Exit.FAILED, Exit.FINISHED_WITH_FAILURES);
    assertThat(said(run))
        .as("%s", run)
        .isNotEmpty()
        .noneMatch(text -> text.isBlank() || text.contains("null") || text.contains("not expect"));
  }

  private static List<String> said(Summary run) {
    List<String> said = new ArrayList<>(run.errors());
    run.listed().stream()
        .filter(result -> result.outcome() == Outcome.FAILED)
        .forEach(result -> said.add(result.reason()));
    run.notes().stream()
        .filter(note -> note.level() == Note.Level.PROBLEM)
        .forEach(note -> said.add(note.sentence()));
    return said;
  }

  /**
   * Nobody has more in the twin than in the lake, be it as it is or as it was before it changed;
   * but a run that is killed between the creation of a database and its very next call leaves that
   * open, and empty.
   */
  void assertNotWider() {
    Set<String> allowed = sourceGrants();
    allowed.addAll(sourceGrants);
    GlueSource glue = new GlueSource(regions.target());
    glue.databases()
        .forEachRemaining(
            database -> {
              String name = database.key().database();
              if (!database.definition().has("TargetDatabase") && !glue.tables(name).hasNext()) {
                allowed.add(openDatabase(name));
              }
            });
    assertThat(allowed).containsAll(targetGrants());
  }

  private static String openDatabase(String name) {
    return "IAM_ALLOWED_PRINCIPALS ALL on Resource(Database=DatabaseResource(CatalogId=%s, Name=%s))"
        .formatted(TwoRegions.ACCOUNT, name);
  }

  /** After everything that went wrong: one run, and all is well. */
  void converge() {
    regions.aws().faults().clear();
    clock.move(Duration.ofMinutes(11));
    Summary run = sync();
    assertThat(run.exit()).as("%s", run).isEqualTo(Exit.DONE);
    assertSame();
  }

  /** Verified, and nothing is left that a run took for itself. */
  void assertSame() {
    TargetState.Held held = state().read();
    assertThat(held.borrowed()).isEmpty();
    assertThat(held.lease()).isNull();
    assertThat(held.bases()).hasSize(1);
    Selection restored = Selection.of(held.bases().get(0));
    Summary verified = run(Command.VERIFY, events -> job(events).verify(restored));
    assertThat(verified.exit()).as("%s", verified).isEqualTo(Exit.DONE);
    assertThat(borrowed()).isEmpty();
  }

  /** While the lease of a dead run lasts, its name is said and nothing is written. */
  void assertHeldUntilLeaseEnds() {
    if (state().read().lease() != null) {
      Summary run = restore();
      assertThat(run.exit()).isEqualTo(Exit.FAILED);
      assertThat(run.errors()).singleElement().asString().contains("has been writing");
    }
  }

  TargetState state() {
    return new TargetState(
        regions.target().s3(),
        TwoRegions.BACKUPS,
        "twinlake",
        TwoRegions.ACCOUNT,
        TwoRegions.TARGET,
        "test",
        Clock.systemUTC());
  }

  /** The job made none of the database and some of its tables. */
  private List<PrincipalResourcePermissions> borrowed() {
    return rows(regions.target().lakeFormation()).stream()
        .filter(row -> isJob(row) && isOnSales(row))
        .toList();
  }

  private static boolean isOnSales(PrincipalResourcePermissions row) {
    boolean database =
        row.resource().database() != null
            && row.resource().database().name().equals(ChangingLake.SALES);
    boolean all = row.resource().table() != null && row.resource().table().tableWildcard() != null;
    return database || all;
  }

  private static boolean isJob(PrincipalResourcePermissions row) {
    return row.principal().dataLakePrincipalIdentifier().equals(TwoRegions.jobArn());
  }

  private Set<String> sourceGrants() {
    return grants(regions.source().lakeFormation());
  }

  private Set<String> targetGrants() {
    return grants(regions.target().lakeFormation());
  }

  private static Set<String> grants(LakeFormationClient lakeFormation) {
    return rows(lakeFormation).stream()
        .filter(row -> !isJob(row))
        .flatMap(row -> row.permissionsAsStrings().stream().map(p -> describe(row, p)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String describe(PrincipalResourcePermissions row, String permission) {
    String resource =
        row.resource()
            .toString()
            .replace("lake-us-east-1", "lake")
            .replace("lake-ap-south-1", "lake");
    return row.principal().dataLakePrincipalIdentifier() + " " + permission + " on " + resource;
  }

  private static List<PrincipalResourcePermissions> rows(LakeFormationClient lakeFormation) {
    return lakeFormation.listPermissionsPaginator(r -> {}).stream()
        .flatMap(page -> page.principalResourcePermissions().stream())
        .toList();
  }

  @Override
  public void close() {
    regions.close();
  }
}
