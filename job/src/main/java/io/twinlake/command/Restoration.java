package io.twinlake.command;

import io.twinlake.apply.Applier;
import io.twinlake.config.TwinlakeConfig.Operation;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events;
import io.twinlake.model.Grant;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.Outcome;
import io.twinlake.plan.Action;
import io.twinlake.plan.DefinerRights;
import io.twinlake.plan.DeleteGuard;
import io.twinlake.plan.Grantees;
import io.twinlake.plan.Guard;
import io.twinlake.transform.PrincipalMapping;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The order of a restore, in which no moment is wider than the source: what must go goes first,
 * what is created is closed, what narrows comes before what opens, and what is gone from the source
 * is deleted last. A plan takes the same way with writers that write nothing.
 */
final class Restoration {
  private static final String LEFT_OUT = "principal_mapping leaves its principal out";

  private final Desired desired;
  private final Target target;
  private final Base base;
  private final Operation operation;
  private final Writers writers;
  private final Applier applier;
  private final Events events;
  private final SettingsPhase settings;
  private final Replacements replacements;
  private final IcebergTables iceberg;
  private final CatalogPhase catalog;
  private final ViewPhase views;
  private final Details details;
  private final LocationPhase locations;
  private final OptInPhase optIns;
  private final TagPhase tags;
  private final RowPhase rows;
  private final GrantPhase grants;
  private final ResourcePolicyPhase policy;
  private final Existence existence;
  private final boolean writesNothing;
  private boolean narrowed = true;

  Restoration(
      Comparison comparison,
      Operation operation,
      Purpose purpose,
      PrincipalMapping principals,
      Predicate<String> bucketMissing,
      Grantees grantees,
      IcebergTables iceberg,
      Writers writers,
      Applier applier,
      Events events) {
    this.desired = comparison.desired();
    this.target = comparison.target();
    this.base = comparison.base();
    this.operation = operation;
    this.writesNothing = purpose.namesExtras();
    this.locations =
        new LocationPhase(
            desired, target, base.objects(Kind.LOCATION), bucketMissing, writers, applier, events);
    this.writers = writers;
    this.applier = applier;
    this.events = events;
    this.iceberg = iceberg;
    this.policy =
        new ResourcePolicyPhase(
            desired, target, base, purpose.policy(), principals, writers, applier, events);
    this.existence = new Existence(desired, target);
    this.settings =
        new SettingsPhase(desired, target, operation, grantees, writers, applier, events);
    this.optIns =
        new OptInPhase(
            desired,
            target,
            base.optIns(),
            purpose.revokesExtras(),
            grantees,
            existence,
            writers,
            applier,
            events);
    this.views =
        new ViewPhase(
            new DefinerRights(
                desired.lakeFormation(), target.lakeFormation(), target.caller().account()),
            writers,
            applier,
            events);
    this.replacements =
        new Replacements(
            desired,
            base,
            operation.deleteTargetCatalogObjects() && mayDelete() && desired.incomplete().isEmpty(),
            new DeleteGuard(operation.deleteLimitPercent()));
    this.catalog =
        new CatalogPhase(
            desired,
            target,
            table -> objection(table),
            replacements,
            views,
            iceberg,
            writers,
            applier,
            events);
    this.details =
        new Details(
            desired,
            target,
            base,
            operation,
            catalog,
            purpose.namesExtras(),
            iceberg::agrees,
            writers,
            applier,
            events);
    this.tags =
        new TagPhase(
            desired, target, base, purpose.revokesExtras(), existence, writers, applier, events);
    this.rows =
        new RowPhase(
            desired, target, base, grantees, purpose.revokesExtras(), writers, applier, events);
    this.grants =
        new GrantPhase(
            desired,
            target,
            desired.tellsGone(Kind.GRANT) ? base.grants() : Map.of(),
            bucketMissing,
            purpose.revokesExtras(),
            grantees,
            existence,
            grant -> objection(grant),
            writers,
            applier,
            events);
  }

  /** Tells of what a restore without revoke_target_permissions leaves. */
  void warnOfExtras() {
    if (!operation.syncLfPermissions()) {
      return;
    }
    if (!grants.extras().isEmpty()) {
      events.warn(
          "%d grants of the target go beyond the source and are not ours; verify names them, revoke_target_permissions = True takes them away."
              .formatted(grants.extras().size()));
    }
    if (!rows.extras().isEmpty()) {
      events.warn(
          "%d attachments of row-level-security policies in the target are neither the source's nor ours; verify names them, revoke_target_permissions = True takes them away."
              .formatted(rows.extras().size()));
    }
  }

  /**
   * @param reopening updates that put back the defaults of databases that were closed in passing;
   *     asked when everything else is in place
   * @return whether nothing of earlier snapshots is left to undo
   */
  boolean run(Supplier<List<Action>> reopening) {
    boolean undone = base.isComplete();
    settings.closeDefaults();
    undone &= narrowing(policy::narrow);
    if (operation.syncLfPermissions()) {
      undone &= narrowing(grants::revokes);
      narrowing(locations::locations);
      narrowing(optIns::early);
    }
    if (operation.syncGlueCatalog()) {
      iceberg.rewrite(target.region());
      if (operation.enableTableOptimizers() && !iceberg.agree()) {
        events.warn(
            "Optimizers of Iceberg tables are left disabled, because the tables' own files still name the source and an optimizer might delete their data; rewrite_iceberg_metadata = True writes them anew.");
      }
      catalog.run();
      undone &= !replacements.keep();
      iceberg.warnOfUnreadable();
      details.run();
    }
    if (operation.syncLfPermissions()) {
      undone &= narrowing(tags::definitions);
      undone &= narrowing(() -> rows.narrow(tags::mayMatch));
      undone &= narrowing(() -> tags.assignments(table -> !views.awaits(table)));
      narrowing(() -> optIns.missing(views::awaits));
      undone &= narrowing(() -> rows.surplus(tags::mayMatch)) && !rows.keepsSurplus();
      undone &= narrowing(() -> views(guard()));
      Guard guard = guard();
      narrowed &= guard.isComplete() && optIns.databasesWithout().isEmpty();
      grants.grants(guard);
      desired.leftOut().forEach(grant -> events.result(Action.skip(grant, LEFT_OUT).result()));
      locations.hybridMode(!optIns.databasesWithout().isEmpty());
      grants.opens(optIns.databasesWithout(), guard);
      undone &= withoutFailure(optIns::withdrawn);
      undone &= withoutFailure(tags::surplus);
    } else {
      undone &= withoutFailure(views::run);
      grants.opensOfCreated();
    }
    catalog.reopen();
    applier.applyStep(reopening.get().iterator(), writers.databases());
    if (operation.syncGlueCatalog()) {
      details.optimizers();
    }
    undone &= delete();
    details.finish();
    undone &= complete();
    settings.merge();
    undone &= withoutFailure(() -> policy.complete(tooWide())) && !policy.isHeldBack();
    notRestored();
    return undone;
  }

  /**
   * What is not in place. A table that could not be restored and is there may show more than in the
   * source, e.g. a column that the source has dropped, or be another one that is the target's own.
   */
  private Guard guard() {
    Set<ObjectKey> unguarded = new LinkedHashSet<>(rows.unguarded(tags::mayMatch));
    unguarded.addAll(catalog.unguarded());
    views.trialsLeft().forEach(unguarded::add);
    desired.tables().stream()
        .filter(applier::broken)
        .filter(table -> !existence.isAbsent(table, applier::created))
        .forEach(unguarded::add);
    return tags.guard(unguarded);
  }

  /** What they are made by, the views, and what narrows them; then all is given alike. */
  private void views(Guard guard) {
    grants.early(guard, views::isNeeded);
    grants.lend(views.loans(), guard);
    views.run();
    tags.assignmentsOf(views::awaits);
    optIns.missing(table -> false);
  }

  /** What an incomplete snapshot lacks is for the next complete one to undo. */
  private boolean complete() {
    if (base.snapshots().isEmpty() || desired.incomplete().isEmpty()) {
      return true;
    }
    desired.incomplete().ifPresent(events::problem);
    return false;
  }

  private Optional<String> objection(CatalogObject table) {
    return optIns.objection(table.key()).or(() -> locations.objection(table));
  }

  private Optional<String> objection(Grant grant) {
    return optIns.objection(grant).or(() -> locations.objection(grant));
  }

  /** Why a policy that allows must wait, for people, or empty; a comparison waits for nothing. */
  private Optional<String> tooWide() {
    if (writesNothing || (operation.syncLfPermissions() && narrowed)) {
      return Optional.empty();
    }
    return Optional.of(
        operation.syncLfPermissions()
            ? "held back, because something that narrows in the source is not in place"
            : "held back, because sync_lf_permissions = False puts nothing of Lake Formation in place that narrows");
  }

  private boolean narrowing(Runnable phase) {
    boolean done = withoutFailure(phase);
    narrowed &= done;
    return done;
  }

  private boolean withoutFailure(Runnable phase) {
    long before = applier.failures();
    phase.run();
    return applier.failures() == before;
  }

  private boolean mayDelete() {
    return !base.snapshots().isEmpty() && desired.chosen().isWhole();
  }

  private boolean delete() {
    if (!mayDelete()) {
      return true;
    }
    return deletions()
        .carryOut(
            operation.deleteTargetCatalogObjects(),
            replacements::objection,
            writers,
            applier,
            events);
  }

  private Deletions deletions() {
    List<Deletions.Step> permissions = new ArrayList<>();
    if (operation.syncLfPermissions()) {
      permissions.addAll(rows.gone());
      permissions.addAll(tags.gone());
      permissions.add(locations.gone());
    }
    if (operation.syncGlueCatalog()) {
      permissions.addAll(details.gone());
    }
    Deletions deletions = new Deletions(desired, target, base, catalog, iceberg, permissions);
    return operation.syncGlueCatalog() ? deletions.withCatalog() : deletions;
  }

  private void notRestored() {
    Map<Kind, Long> others = new TreeMap<>(desired.lakeFormation().others());
    desired.others().forEachRemaining(object -> others.merge(object.key().kind(), 1L, Long::sum));
    others.remove(Kind.RESOURCE_POLICY);
    others.forEach(
        (kind, count) -> {
          events.results(kind, Outcome.SKIPPED, count);
          events.warn(
              "%d of kind %s are in the backup only: %s"
                  .formatted(count, kind, BackupOnly.advice(kind)));
        });
  }
}
