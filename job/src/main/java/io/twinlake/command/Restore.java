package io.twinlake.command;

import io.twinlake.apply.Applier;
import io.twinlake.apply.Borrowing;
import io.twinlake.apply.GrantWriter;
import io.twinlake.apply.Suspension;
import io.twinlake.apply.TableDefaults;
import io.twinlake.aws.AwsRegion;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.iceberg.IcebergMapping;
import io.twinlake.iceberg.Rewritten;
import io.twinlake.iceberg.TableRewrite;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events;
import io.twinlake.model.Grant;
import io.twinlake.model.GrantRows;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.UserError;
import io.twinlake.plan.Action;
import io.twinlake.plan.GranteeRules;
import io.twinlake.plan.Grantees;
import io.twinlake.snapshot.Manifest;
import io.twinlake.snapshot.Manifest.Unread;
import io.twinlake.snapshot.Manifest.Unsupported;
import io.twinlake.snapshot.Snapshot;
import io.twinlake.snapshot.SnapshotStore;
import io.twinlake.snapshot.TargetState;
import io.twinlake.snapshot.TargetState.Held;
import io.twinlake.source.Caller;
import io.twinlake.source.IamPrincipals;
import io.twinlake.source.TargetBuckets;
import io.twinlake.transform.BucketCheck;
import io.twinlake.transform.BucketMapping;
import io.twinlake.transform.LinkMapping;
import io.twinlake.transform.LocationMapping;
import io.twinlake.transform.PolicyRewrite;
import io.twinlake.transform.PrincipalMapping;
import io.twinlake.transform.PrincipalRewrite;
import io.twinlake.transform.UnmappedBuckets;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/** Brings a target region to what a snapshot says, or tells what that would take. */
final class Restore {
  private final AwsRegion region;
  private final TwinlakeConfig config;
  private final Selection selection;
  private final Events events;
  private final Caller caller;
  private final SnapshotStore store;
  private final TargetState state;
  private final PrincipalMapping principals;
  private final Grantees grantees;

  Restore(
      AwsRegion region, TwinlakeConfig config, Selection selection, Events events, Clock clock) {
    this.region = region;
    this.config = config;
    this.selection = selection;
    this.events = events;
    this.caller = Caller.of(region.sts());
    this.store =
        new SnapshotStore(
            region.s3(), config.files().bucket(), config.files().folder(), caller.account());
    this.state =
        new TargetState(
            region.s3(),
            config.files().bucket(),
            config.files().folder(),
            caller.account(),
            region.name(),
            caller.arn() + " at " + clock.instant(),
            clock);
    this.principals =
        new PrincipalMapping(config.principals().accounts(), config.principals().entries());
    this.grantees = grantees();
  }

  /** Who is not asked about must show when the write is refused. */
  private void sayWhoIsNotChecked() {
    if (!config.principals().check() && isAboutPermissions()) {
      events.info(
          "check_principals = False: IAM is not asked which roles and users there are, so permissions of those that are gone show when they are written.");
    }
  }

  private Grantees grantees() {
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
    return config.operation().syncLfPermissions() || config.operation().syncLfSettings();
  }

  /** Everything a run needs to know before it decides anything. */
  private record Known(
      Desired desired, Target target, Base base, LocationMapping mapping, Held held) {
    IcebergTables iceberg(
        TwinlakeConfig config, Optional<Function<TableRewrite, Rewritten>> worker, Events events) {
      return new IcebergTables(config.iceberg(), mapping.buckets(), desired, base, worker, events);
    }
  }

  /** Writes what is missing or different. */
  void run() {
    Snapshot snapshot = checkedSnapshot();
    requireAccepted(snapshot.manifest());
    Held held = state.read();
    state.requireFree(held);
    Known known = known(snapshot, held);
    known.target().requireAdmin();
    String base = known.desired().chosen().isWhole() ? snapshot.manifest().id() : "";
    try (TargetLease lease = new TargetLease(state, held, base)) {
      restore(known, lease);
    }
  }

  private void restore(Known known, TargetLease lease) {
    Target target = known.target();
    Applier applier = new Applier(lease, region, events);
    Borrowing borrowing =
        new Borrowing(
            caller.principal(),
            target.callerRights(grant -> staysOpen(known, grant)),
            applier::created,
            target::isLink,
            GrantWriter.granting(region),
            lease::borrow);
    TableDefaults defaults =
        new TableDefaults(region.glue(), borrowing, target.databases(), applier::wrote);
    Suspension suspension =
        new Suspension(
            config.operation().syncLfPermissions()
                ? new TableReach(known.desired(), target)
                : Suspension.Reach.NONE,
            GrantWriter.revoking(region),
            applier::suspend);
    Writers writers =
        Writers.live(target, borrowing, grantees, defaults::close, suspension, events);
    IcebergTables iceberg =
        known.iceberg(config, Optional.of(table -> table.run(region.s3(), lease::open)), events);
    boolean undone;
    try {
      Restoration restoration =
          restoration(
              known,
              config.operation().revokeTargetPermissions(),
              false,
              policyMode(ResourcePolicyPhase.Mode.LEAVE),
              iceberg,
              writers,
              applier);
      undone = restoration.run(defaults::reopening);
      warnOfExtras(restoration);
    } catch (RuntimeException e) {
      try {
        giveBack(lease);
      } catch (RuntimeException later) {
        e.addSuppressed(later);
      }
      throw e;
    }
    giveBack(lease);
    if (undone) {
      lease.settle();
    }
  }

  /** A snapshot that may lack filters, tags and grants is no one's wish unless they say so. */
  private void requireAccepted(Manifest manifest) {
    if (selection.acceptsIncomplete()) {
      return;
    }
    if (!manifest.completeness().dataLakeAdmin()) {
      throw UserError.failed(
          "Snapshot %s was made by %s, no data lake administrator of %s, so tables, LF-tags, data cells filters, row policies and grants may be missing from it; make that principal a read-only administrator there and back up again, or restore what there is with --accept-incomplete."
              .formatted(manifest.id(), manifest.completeness().caller(), manifest.sourceRegion()));
    }
    requireWhatNarrows(manifest);
  }

  private static void requireWhatNarrows(Manifest manifest) {
    List<Unread> unread =
        manifest.unread().stream().filter(each -> each.key().kind().narrows()).toList();
    if (unread.stream().anyMatch(Unread::isOfEarlierVersion)) {
      throw UserError.failed(
          "Snapshot %s was made by a version that did not back up LF-tag expressions and assignments, data cells filters and row policies, so grants may give more than in the source; back up again, or restore what there is with --accept-incomplete."
              .formatted(manifest.id()));
    }
    if (!unread.isEmpty()) {
      throw UserError.failed(
          "Snapshot %s lacks %d things that narrow what grants give, e.g. %s (%s), so grants may give more than in the source; back up again with a caller who may read them, or restore what there is with --accept-incomplete."
              .formatted(
                  manifest.id(), unread.size(), unread.get(0).key(), unread.get(0).reason()));
    }
  }

  /** Whether what IAM_ALLOWED_PRINCIPALS may do now is not about to be revoked. */
  private boolean staysOpen(Known known, Grant open) {
    return !config.operation().syncLfPermissions()
        || !known.desired().tellsGone(Kind.GRANT)
        || known.desired().lakeFormation().grants().containsKey(open.key());
  }

  private Restoration restoration(
      Known known,
      boolean revokeExtras,
      boolean namesExtras,
      ResourcePolicyPhase.Mode policyMode,
      IcebergTables iceberg,
      Writers writers,
      Applier applier) {
    return new Restoration(
        known.desired(),
        known.target(),
        known.base(),
        config.operation(),
        policyMode,
        this::isUnmapped,
        revokeExtras,
        namesExtras,
        grantees,
        iceberg,
        writers,
        applier,
        events);
  }

  /** Returns what this run, or a dead one before it, granted itself. */
  private void giveBack(TargetLease lease) {
    if (lease.borrowed().isEmpty()) {
      return;
    }
    Applier quiet = new Applier(lease, region, Events.NONE);
    Map<ObjectKey, Grant> borrowed = new TreeMap<>();
    lease.borrowed().stream()
        .map(entry -> GrantRows.grant(entry, ""))
        .forEach(grant -> borrowed.merge(grant.key(), grant, Grant::and));
    Iterator<Action> revokes =
        borrowed.values().stream()
            .map(grant -> Action.delete(grant.key(), grant.toEntry(), ""))
            .iterator();
    quiet.apply(revokes, GrantWriter.revoking(region));
    if (quiet.failures() == 0) {
      lease.returned();
    } else {
      events.problem(
          "Not all rights that %s granted itself in %s could be taken back; the next run tries again."
              .formatted(caller.principal(), region.name()));
    }
  }

  /** Tells what {@link #run} would do. */
  void plan() {
    warnOfExtras(
        dryRun(
            config.operation().revokeTargetPermissions(),
            false,
            policyMode(ResourcePolicyPhase.Mode.LEAVE)));
  }

  /**
   * As {@link #plan}, and what goes beyond the source is a difference too: grants, and what the
   * target's databases and tables have of their own.
   */
  void verify() {
    dryRun(true, true, policyMode(ResourcePolicyPhase.Mode.COMPARE));
  }

  private ResourcePolicyPhase.Mode policyMode(ResourcePolicyPhase.Mode otherwise) {
    return config.operation().restoreResourcePolicy()
        ? ResourcePolicyPhase.Mode.RESTORE
        : otherwise;
  }

  private Restoration dryRun(
      boolean revokeExtras, boolean namesExtras, ResourcePolicyPhase.Mode policyMode) {
    Known known = known(checkedSnapshot(), state.read());
    if (!known.target().seesAll()) {
      events.warn(
          "%s is no data lake administrator in %s and may see a part of it; differences may be missed."
              .formatted(caller.principal(), region.name()));
    }
    Writers writers = Writers.dry();
    Applier applier = new Applier(() -> {}, region, events);
    IcebergTables iceberg = known.iceberg(config, Optional.empty(), events);
    Restoration restoration =
        restoration(known, revokeExtras, namesExtras, policyMode, iceberg, writers, applier);
    restoration.run(List::of);
    return restoration;
  }

  private Snapshot checkedSnapshot() {
    requireAtHome();
    sayWhoIsNotChecked();
    Snapshot snapshot = chosenSnapshot();
    if (!principals.account(snapshot.manifest().account()).equals(caller.account())) {
      throw UserError.failed(
          "Snapshot %s is of account %s and you are in account %s; use credentials of that account, or name both in [Principals] account_mapping."
              .formatted(
                  snapshot.manifest().id(), snapshot.manifest().account(), caller.account()));
    }
    events.info("Snapshot " + snapshot.manifest().id() + ".");
    sayWhatItLacks(snapshot.manifest());
    if (selection.databases().isEmpty()) {
      snapshot.check();
    } else {
      snapshot.check(selection.databases());
    }
    return snapshot;
  }

  /** What is mapped to another account is restored there. */
  private void requireAtHome() {
    String target = principals.account(caller.account());
    if (!target.equals(caller.account())) {
      throw UserError.failed(
          "You are in account %s, which account_mapping maps to %s; use credentials of %s, or take the account out of the map."
              .formatted(caller.account(), target, target));
    }
  }

  /** The account that is restored into the caller's: one that is mapped to it, or itself. */
  private String sourceAccount() {
    return principals.accounts().entrySet().stream()
        .filter(entry -> entry.getValue().equals(caller.account()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(caller.account());
  }

  private void sayWhatItLacks(Manifest manifest) {
    if (!manifest.unread().isEmpty()) {
      events.problem(
          "Snapshot %s lacks %d things that the backup could not read, e.g. %s; back up again if the source is there."
              .formatted(manifest.id(), manifest.unread().size(), manifest.unread().get(0).key()));
    }
    if (!manifest.unsupported().isEmpty()) {
      events.info(
          "Snapshot %s holds nothing of what %s did not know: %s."
              .formatted(
                  manifest.id(),
                  manifest.sourceRegion(),
                  manifest.unsupported().stream()
                      .map(Unsupported::kind)
                      .collect(Collectors.joining(", "))));
    }
    if (!manifest.completeness().dataLakeAdmin()) {
      events.warn(
          "Snapshot %s was made by %s, no data lake administrator of the source, and may lack objects and grants."
              .formatted(manifest.id(), manifest.completeness().caller()));
    }
  }

  private Snapshot chosenSnapshot() {
    if (!selection.snapshot().equals(Selection.LATEST.snapshot())) {
      return store.open(selection.snapshot());
    }
    SnapshotStore.Latest latest =
        store.latest(sourceAccount(), config.sourceRegion(), config.scope());
    latest
        .passedOver()
        .forEach(p -> events.warn("Snapshot %s was passed over: %s".formatted(p.id(), p.reason())));
    return latest.snapshot();
  }

  private Known known(Snapshot snapshot, Held held) {
    LocationMapping mapping = new LocationMapping(effectiveMapping());
    sayWhatIsUnmapped(snapshot.manifest(), mapping.buckets());
    Chosen chosen = Chosen.of(config.scope(), snapshot.manifest().scope(), selection);
    Renamed renamed = new Renamed(principals::leavesOut);
    Desired desired =
        view(snapshot, mapping, chosen, new PrincipalRewrite(principals, renamed), this::isLeftOut);
    renamed.requireOneToOne();
    PrincipalRewrite before =
        new PrincipalRewrite(principals.leavingOutNobody(), (source, target) -> {});
    Base base =
        Base.open(
            store,
            held.bases(),
            snapshot.manifest().id(),
            earlier -> view(earlier, mapping, chosen, before, grant -> false),
            events);
    try {
      return new Known(desired, target(desired), base, mapping, held);
    } catch (SdkException e) {
      throw UserError.failed(
          "Region %s cannot be read, so nothing was written: %s"
              .formatted(region.name(), Failure.explain(e).getMessage()),
          e);
    }
  }

  /** What is lost with the source region, as long as something can be done about it. */
  private void sayWhatIsUnmapped(Manifest manifest, BucketMapping mapping) {
    UnmappedBuckets unmapped =
        UnmappedBuckets.of(manifest.buckets(), manifest.sourceRegion(), mapping);
    if (!unmapped.inSourceRegion().isEmpty()) {
      events.warn(
          "Locations in these buckets stay as they are, and the buckets lie in %s, whose loss the restore is for: %s; replicate them and map them in target_s3_locations."
              .formatted(manifest.sourceRegion(), String.join(", ", unmapped.inSourceRegion())));
    }
    if (!unmapped.unknown().isEmpty()) {
      events.info(
          "Locations in these buckets stay as they are, and the backup could not tell where the buckets lie: %s."
              .formatted(String.join(", ", unmapped.unknown())));
    }
  }

  private Target target(Desired desired) {
    return Target.read(region, caller, desired, config.operation().syncLfPermissions());
  }

  private Desired view(
      Snapshot snapshot,
      LocationMapping mapping,
      Chosen chosen,
      PrincipalRewrite rewrite,
      Predicate<CatalogObject> leftOut) {
    LinkMapping links =
        new LinkMapping(caller.account(), config.sourceRegion(), config.targetRegion());
    PolicyRewrite policies =
        new PolicyRewrite(principals, config.sourceRegion(), config.targetRegion());
    return Desired.of(
        snapshot,
        object ->
            policies.rewrite(
                links.rewrite(located(object, mapping).apply(rewrite.rewrite(object)))),
        chosen,
        leftOut,
        caller.account());
  }

  private UnaryOperator<CatalogObject> located(CatalogObject source, LocationMapping mapping) {
    IcebergMapping iceberg =
        new IcebergMapping(mapping.buckets(), config.iceberg().everySnapshot());
    return config.iceberg().rewrites()
        ? object -> iceberg.rewrite(source, mapping.rewrite(object))
        : mapping::rewrite;
  }

  /** An opt-in narrows, and is not left out unsaid: what would be open without it waits for it. */
  private boolean isLeftOut(CatalogObject object) {
    return object.key().kind().equals(Kind.GRANT) && principals.leavesOut(object.key().name());
  }

  private BucketMapping effectiveMapping() {
    if (config.bucketMapping().isEmpty()) {
      return BucketMapping.IDENTITY;
    }
    return BucketCheck.effective(
        config.bucketMapping(),
        TargetBuckets.ask(
            region.s3(), caller.account(), BucketCheck.buckets(config.bucketMapping())),
        caller.account(),
        events);
  }

  /** After the mapping took effect, a source is left only where the target's bucket is missing. */
  private boolean isUnmapped(String arn) {
    return !new BucketMapping(config.bucketMapping()).arn(arn).equals(arn);
  }

  private void warnOfExtras(Restoration restoration) {
    int extras = restoration.grants().extras().size();
    if (extras > 0 && config.operation().syncLfPermissions()) {
      events.warn(
          "%d grants of the target go beyond the source and are not ours; verify names them, revoke_target_permissions = True takes them away."
              .formatted(extras));
    }
    int attachments = restoration.rows().extras().size();
    if (attachments > 0 && config.operation().syncLfPermissions()) {
      events.warn(
          "%d attachments of row-level-security policies in the target are neither the source's nor ours; verify names them, revoke_target_permissions = True takes them away."
              .formatted(attachments));
    }
  }
}
