package io.twinlake.command;

import io.twinlake.apply.Applier;
import io.twinlake.apply.Borrowing;
import io.twinlake.apply.GrantWriter;
import io.twinlake.apply.Suspension;
import io.twinlake.apply.TableDefaults;
import io.twinlake.aws.AwsRegion;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.config.TwinlakeConfig.Operation;
import io.twinlake.iceberg.MetadataLog;
import io.twinlake.iceberg.Rewritten;
import io.twinlake.iceberg.TableRewrite;
import io.twinlake.model.Events;
import io.twinlake.model.Grant;
import io.twinlake.model.Kind;
import io.twinlake.plan.GranteeRules;
import io.twinlake.plan.Grantees;
import io.twinlake.snapshot.Snapshot;
import io.twinlake.snapshot.SnapshotStore;
import io.twinlake.snapshot.TargetState;
import io.twinlake.snapshot.TargetState.Held;
import io.twinlake.source.Caller;
import io.twinlake.source.IamPrincipals;
import io.twinlake.transform.BucketMapping;
import io.twinlake.transform.PrincipalMapping;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Brings a target region to what a snapshot says, or tells what that would take. */
final class Restore {
  private final AwsRegion region;
  private final TwinlakeConfig config;
  private final Operation operation;
  private final Selection selection;
  private final Events events;
  private final Caller caller;
  private final SnapshotChoice choice;
  private final Comparison.Reader reader;
  private final TargetState state;
  private final PrincipalMapping principals;
  private final Grantees grantees;

  Restore(
      AwsRegion region, TwinlakeConfig config, Selection selection, Events events, Clock clock) {
    this.region = region;
    this.config = config;
    this.operation = config.operation();
    this.selection = selection;
    this.events = events;
    this.caller = Caller.of(region.sts());
    TwinlakeConfig.BackupFiles files = config.files();
    SnapshotStore store =
        new SnapshotStore(region.s3(), files.bucket(), files.folder(), caller.account());
    this.state =
        new TargetState(
            region.s3(),
            files.bucket(),
            files.folder(),
            caller.account(),
            region.name(),
            caller.arn() + " at " + clock.instant(),
            clock);
    this.principals =
        new PrincipalMapping(config.principals().accounts(), config.principals().entries());
    this.choice = new SnapshotChoice(store, config, caller, principals, events);
    this.reader = new Comparison.Reader(region, config, caller, principals, store, events);
    this.grantees = grantees(principals);
  }

  private Grantees grantees(PrincipalMapping principals) {
    Grantees rules =
        new GranteeRules(
            caller.account(), config.principals().shareCrossAccount(), principals::leavesOut);
    Grantees known =
        config.principals().check() && isAboutPermissions()
            ? new IamGrantees(new IamPrincipals(region.iam()), caller.account(), events)
            : Grantees.ANYONE;
    return principal -> rules.objection(principal).or(() -> known.objection(principal));
  }

  private boolean isAboutPermissions() {
    return operation.syncLfPermissions() || operation.syncLfSettings();
  }

  private Snapshot checkedSnapshot() {
    if (!config.principals().check() && isAboutPermissions()) {
      events.info(
          "check_principals = False: IAM is not asked which roles and users there are, so permissions of those that are gone show when they are written.");
    }
    return choice.checked(selection);
  }

  /** Writes what is missing or different. */
  void run() {
    Snapshot snapshot = checkedSnapshot();
    if (!selection.acceptsIncomplete()) {
      new Acceptance(snapshot.manifest(), config).requireWhole();
    }
    Held held = state.read();
    state.requireFree(held);
    Comparison comparison = reader.read(snapshot, held.bases(), selection);
    comparison.target().requireAdmin();
    String base = comparison.desired().chosen().isWhole() ? snapshot.manifest().id() : "";
    try (TargetLease lease = new TargetLease(state, held, base)) {
      if (restore(comparison, lease)) {
        lease.settle();
      }
    }
  }

  /**
   * @return whether nothing of earlier snapshots is left to undo
   */
  private boolean restore(Comparison comparison, TargetLease lease) {
    Target target = comparison.target();
    Returning returning = new Returning(lease, region, caller, events);
    returning.before(target);
    Applier applier = new Applier(lease, region, events);
    Borrowing borrowing =
        new Borrowing(
            caller.principal(),
            target.callerRights(grant -> staysOpen(comparison.desired(), grant)),
            applier::created,
            target::isLink,
            GrantWriter.granting(region),
            lease::borrow);
    TableDefaults defaults =
        new TableDefaults(region.glue(), borrowing, target.databases(), applier::wrote);
    Writers writers =
        Writers.live(
            target,
            borrowing,
            grantees,
            defaults::close,
            suspension(comparison, applier),
            applier::hold,
            lease::borrow,
            events);
    try (returning) {
      Restoration restoration =
          restoration(
              comparison,
              Purpose.restoring(operation),
              iceberg(
                  comparison,
                  Optional.of(table -> table.run(region.s3(), returning.lease()::open))),
              writers,
              applier);
      boolean undone = restoration.run(defaults::reopening);
      restoration.warnOfExtras();
      return undone;
    }
  }

  /** Whether what IAM_ALLOWED_PRINCIPALS may do now is not about to be revoked. */
  private boolean staysOpen(Desired desired, Grant open) {
    return !operation.syncLfPermissions()
        || !desired.tellsGone(Kind.GRANT)
        || desired.lakeFormation().grants().containsKey(open.key());
  }

  private Suspension suspension(Comparison comparison, Applier applier) {
    Suspension.Reach reach =
        operation.syncLfPermissions()
            ? new TableReach(comparison.desired(), comparison.target())
            : Suspension.Reach.NONE;
    return new Suspension(reach, GrantWriter.revoking(region), applier::suspend);
  }

  private IcebergTables iceberg(
      Comparison comparison, Optional<Function<TableRewrite, Rewritten>> worker) {
    return new IcebergTables(
        config.iceberg(),
        comparison.buckets(),
        comparison.desired(),
        comparison.base(),
        worker,
        new MetadataLog(region.s3(), comparison.buckets())::follows,
        events);
  }

  private Restoration restoration(
      Comparison comparison,
      Purpose purpose,
      IcebergTables iceberg,
      Writers writers,
      Applier applier) {
    return new Restoration(
        comparison,
        operation,
        purpose,
        principals,
        this::isUnmapped,
        grantees,
        iceberg,
        writers,
        applier,
        events);
  }

  /** After the mapping took effect, a source is left only where the target's bucket is missing. */
  private boolean isUnmapped(String arn) {
    return !new BucketMapping(config.bucketMapping()).arn(arn).equals(arn);
  }

  /** Tells what {@link #run} would do. */
  void plan() {
    dryRun(Purpose.restoring(operation)).warnOfExtras();
  }

  /**
   * As {@link #plan}, and what goes beyond the source is a difference too: grants, and what the
   * target's databases and tables have of their own.
   */
  void verify() {
    dryRun(Purpose.verifying(operation));
  }

  private Restoration dryRun(Purpose purpose) {
    Comparison comparison = reader.read(checkedSnapshot(), state.read().bases(), selection);
    if (!comparison.target().seesAll()) {
      events.warn(
          "%s is no data lake administrator in %s and may see a part of it; differences may be missed."
              .formatted(caller.principal(), region.name()));
    }
    Restoration restoration =
        restoration(
            comparison,
            purpose,
            iceberg(comparison, Optional.empty()),
            Writers.dry(),
            new Applier(() -> {}, region, events));
    restoration.run(List::of);
    return restoration;
  }
}
