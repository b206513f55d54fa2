package io.twinlake.command;

import com.google.common.collect.Iterators;
import io.twinlake.apply.Applier;
import io.twinlake.model.Events;
import io.twinlake.model.Grant;
import io.twinlake.model.GrantResource;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.Outcome;
import io.twinlake.plan.Action;
import io.twinlake.plan.GrantPlan;
import io.twinlake.plan.GrantPlan.Change;
import io.twinlake.plan.Op;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Grants: what goes first, what comes later, what is held back, what is only reported. */
final class GrantPhase {
  /** Kinds of resources whose grants are restored; others are counted and said. */
  private static final Set<String> RESTORED =
      Set.of("Catalog", "Database", "Table", "TableWithColumns", "DataLocation");

  private final Desired desired;
  private final Target target;
  private final Predicate<String> bucketMissing;
  private final Writers writers;
  private final Applier applier;
  private final Events events;
  private final GrantPlan plan;
  private final Map<ObjectKey, Grant> wanted;
  private final Set<ObjectKey> notTaken = new HashSet<>();
  private final Map<ObjectKey, String> notRestored = new LinkedHashMap<>();

  /**
   * @param base grants of the snapshot restored last
   * @param bucketMissing whether a location ARN's bucket should be mapped to one that does not
   *     exist
   * @param revokeExtras whether grants that were never ours are taken too
   */
  GrantPhase(
      Desired desired,
      Target target,
      Map<ObjectKey, Grant> base,
      Predicate<String> bucketMissing,
      boolean revokeExtras,
      Writers writers,
      Applier applier,
      Events events) {
    this.desired = desired;
    this.target = target;
    this.bucketMissing = bucketMissing;
    this.writers = writers;
    this.applier = applier;
    this.events = events;
    this.wanted = others(desired.lakeFormation().grants());
    wanted.values().forEach(this::noteIfNotRestored);
    wanted.keySet().removeAll(notRestored.keySet());
    wanted.replaceAll((key, grant) -> grant.givable());
    this.plan =
        GrantPlan.of(
            wanted,
            restored(others(target.lakeFormation().grants())),
            restored(others(base)),
            new GrantPlan.Policy(this::concernsSnapshot, revokeExtras));
  }

  /** Takes what must not be there; before anything else is written. */
  void revokes() {
    events.began("revokes", plan.revokes().size());
    List<Action> last = new ArrayList<>();
    List<Action> steps = new ArrayList<>();
    Set<ObjectKey> givenAgain = givenAgain();
    for (Change change : plan.revokes()) {
      boolean isStep = givenAgain.contains(change.grant().key());
      (isStep ? steps : last).add(action(change, change.wasThere() ? Op.UPDATE : Op.DELETE));
    }
    notTaken.addAll(applier.applyStep(steps.iterator(), writers.revokes()));
    holdWhatStaysWider(applier.apply(last.iterator(), writers.revokes()));
    holdWhatStaysWider(notTaken);
  }

  /** Nothing is added to what somebody may still see against the source's will. */
  private void holdWhatStaysWider(Set<ObjectKey> notRevoked) {
    plan.revokes().stream()
        .map(Change::grant)
        .filter(grant -> notRevoked.contains(grant.key()))
        .forEach(
            grant ->
                applier.hold(
                    GrantResource.table(grant.resource())
                        .orElseGet(
                            () -> ObjectKey.database(GrantResource.database(grant.resource())))));
  }

  private Set<ObjectKey> givenAgain() {
    Set<ObjectKey> keys = new HashSet<>();
    plan.grants().forEach(change -> keys.add(change.grant().key()));
    plan.opens().forEach(change -> keys.add(change.grant().key()));
    return keys;
  }

  /** Gives what is missing to named principals. */
  void grants() {
    events.began("grants", plan.grants().size());
    events.results(
        Kind.GRANT,
        Outcome.UNCHANGED,
        plan.unchanged().stream().filter(change -> !isOfReplaced(change.grant())).count());
    notRestored.forEach(this::reportNotRestored);
    applier.apply(giving(plan.grants(), false), writers.grants());
  }

  /**
   * Switches Lake Formation off where the source has it off; after everything that narrows.
   *
   * @param withoutOptIns databases in which something that narrows is missing; empty for none
   */
  void opens(Set<String> withoutOptIns) {
    applier.apply(
        Iterators.transform(
            giving(plan.opens(), true),
            action ->
                withoutOptIns.contains(action.key().database())
                    ? Action.skip(action.key(), "held back, because opt-ins are missing")
                    : action),
        writers.grants());
  }

  /** As {@link #opens}, for objects of this run alone: permissions are not restored otherwise. */
  void opensOfCreated() {
    List<Change> created = new ArrayList<>();
    plan.opens().stream().filter(change -> isOfCreated(change.grant())).forEach(created::add);
    applier.apply(giving(created, true), writers.grants());
  }

  /** What the target grants beyond the source and keeps. */
  List<Change> extras() {
    return plan.extras();
  }

  private Iterator<Action> giving(List<Change> planned, boolean toEveryone) {
    return Iterators.transform(
        Iterators.filter(
            withReplaced(planned, toEveryone).iterator(),
            change -> !notTaken.contains(change.grant().key())),
        change ->
            heldBack(change.grant())
                .map(reason -> Action.skip(change.grant().key(), reason))
                .orElseGet(() -> action(change, change.wasThere() ? Op.UPDATE : Op.CREATE)));
  }

  /** The plan was made before; objects that were replaced since have lost what they had. */
  private List<Change> withReplaced(List<Change> planned, boolean toEveryone) {
    List<Change> changes = new ArrayList<>(planned);
    changes.removeIf(change -> isOfReplaced(change.grant()));
    wanted.values().stream()
        .filter(grant -> grant.isToEveryone() == toEveryone && isOfReplaced(grant))
        .forEach(grant -> changes.add(new Change(grant, false)));
    return GrantPlan.joined(changes);
  }

  private boolean isOfReplaced(Grant grant) {
    return dependsOn(grant).stream().anyMatch(applier::replaced);
  }

  private static Action action(Change change, Op op) {
    Grant grant = change.grant();
    return new Action(op, grant.key(), grant.toEntry(), grant.rights());
  }

  private Optional<String> heldBack(Grant grant) {
    String location = GrantResource.location(grant.resource());
    if (!location.isEmpty() && bucketMissing.test(location)) {
      return Optional.of("held back, because " + LocationPhase.BUCKET_MISSING);
    }
    return dependsOn(grant).stream()
        .filter(applier::broken)
        .findFirst()
        .map(key -> "held back, because " + key + " could not be restored");
  }

  private static List<ObjectKey> dependsOn(Grant grant) {
    List<ObjectKey> keys = new ArrayList<>();
    String database = GrantResource.database(grant.resource());
    GrantResource.table(grant.resource()).ifPresent(keys::add);
    if (!database.isEmpty()) {
      keys.add(ObjectKey.database(database));
    }
    if (GrantResource.kind(grant.resource()).equals("DataLocation")) {
      keys.add(ObjectKey.global(Kind.LOCATION, GrantResource.location(grant.resource())));
    }
    return keys;
  }

  private boolean isOfCreated(Grant grant) {
    return dependsOn(grant).stream().anyMatch(applier::created);
  }

  /** The caller's own rows come from creating things and being admin, and stay (aws-facts 6). */
  private Map<ObjectKey, Grant> others(Map<ObjectKey, Grant> grants) {
    Map<ObjectKey, Grant> others = new LinkedHashMap<>(grants);
    others.values().removeIf(grant -> target.caller().is(grant.principal()));
    return others;
  }

  /** Without the kinds that no restore gives, and none may therefore take. */
  private static Map<ObjectKey, Grant> restored(Map<ObjectKey, Grant> grants) {
    grants.values().removeIf(grant -> !RESTORED.contains(GrantResource.kind(grant.resource())));
    return grants;
  }

  private void noteIfNotRestored(Grant grant) {
    String kind = GrantResource.kind(grant.resource());
    if (!RESTORED.contains(kind)) {
      notRestored.put(grant.key(), "grants on " + kind + " are not restored yet");
    } else if (grant.givable().isEmpty()) {
      notRestored.put(grant.key(), "the grant option alone cannot be given without its permission");
    }
  }

  private void reportNotRestored(ObjectKey key, String reason) {
    events.result(Action.skip(key, reason).result());
  }

  /** Whether a grant of the target is about something that the snapshot holds too. */
  private boolean concernsSnapshot(Grant grant) {
    String kind = GrantResource.kind(grant.resource());
    if (!RESTORED.contains(kind) || !desired.chosen().includesGrant(grant.key())) {
      return false;
    }
    String database = GrantResource.database(grant.resource());
    if (database.isEmpty()) {
      return desired.holdsGlobals() && (isOpenCatalog(grant) || isOnSnapshotLocation(grant));
    }
    return GrantResource.table(grant.resource())
        .map(desired.tables()::contains)
        .orElseGet(() -> desired.hasDatabase(database));
  }

  /** The target's own principals keep their rights on the catalog; everybody does not. */
  private static boolean isOpenCatalog(Grant grant) {
    return grant.isToEveryone() && GrantResource.kind(grant.resource()).equals("Catalog");
  }

  private boolean isOnSnapshotLocation(Grant grant) {
    return desired
        .lakeFormation()
        .locations()
        .containsKey(ObjectKey.global(Kind.LOCATION, GrantResource.location(grant.resource())));
  }
}
