package io.twinlake.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Iterators;
import io.twinlake.apply.Applier;
import io.twinlake.model.Events;
import io.twinlake.model.Grant;
import io.twinlake.model.GrantResource;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.Outcome;
import io.twinlake.plan.Action;
import io.twinlake.plan.GrantOrder;
import io.twinlake.plan.GrantPlan;
import io.twinlake.plan.GrantPlan.Change;
import io.twinlake.plan.Grantees;
import io.twinlake.plan.Guard;
import io.twinlake.plan.Op;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Grants: what goes first, what comes later, what is held back, what is only reported. */
final class GrantPhase {
  private final Desired desired;
  private final Target target;
  private final Predicate<String> bucketMissing;
  private final Writers writers;
  private final Applier applier;
  private final Events events;
  private final Existence existence;
  private final Grantees grantees;
  private final Function<Grant, Optional<String>> objection;
  private final GrantPlan plan;
  private final Map<ObjectKey, Grant> wanted;
  private final Set<ObjectKey> notTaken = new HashSet<>();
  private final Set<ObjectKey> given = new HashSet<>();
  private final Map<ObjectKey, String> notGivable = new LinkedHashMap<>();

  /**
   * @param base grants of the snapshot restored last
   * @param bucketMissing whether a location ARN's bucket should be mapped to one that does not
   *     exist
   * @param revokeExtras whether grants that were never ours are taken too
   * @param objection why one is not given, because of what it depends on, for people, or empty
   */
  GrantPhase(
      Desired desired,
      Target target,
      Map<ObjectKey, Grant> base,
      Predicate<String> bucketMissing,
      boolean revokeExtras,
      Grantees grantees,
      Existence existence,
      Function<Grant, Optional<String>> objection,
      Writers writers,
      Applier applier,
      Events events) {
    this.desired = desired;
    this.target = target;
    this.bucketMissing = bucketMissing;
    this.existence = existence;
    this.grantees = grantees;
    this.objection = objection;
    this.writers = writers;
    this.applier = applier;
    this.events = events;
    this.wanted = givable(others(desired.lakeFormation().grants()));
    this.plan =
        GrantPlan.of(
            wanted,
            others(target.lakeFormation().grants()),
            others(base),
            new GrantPlan.Policy(
                new GrantScope(desired)::concerns,
                revokeExtras,
                desired.tellsGone(Kind.GRANT),
                grantees));
  }

  /** Takes what must not be there; before anything else is written. */
  void revokes() {
    events.began("revokes", plan.revokes().size());
    Set<ObjectKey> givenAgain = givenAgain();
    for (List<Change> step : GrantOrder.taking(plan.revokes())) {
      List<Action> last = new ArrayList<>();
      List<Action> steps = new ArrayList<>();
      for (Change change : step) {
        boolean isStep = givenAgain.contains(change.grant().key());
        (isStep ? steps : last).add(action(change, change.wasThere() ? Op.UPDATE : Op.DELETE));
      }
      notTaken.addAll(applier.applyStep(steps.iterator(), writers.revokes()));
      holdWhatStaysWider(applier.apply(last.iterator(), writers.revokes()));
    }
    holdWhatStaysWider(notTaken);
  }

  /** Nothing is added to what somebody may still see against the source's will. */
  private void holdWhatStaysWider(Set<ObjectKey> notRevoked) {
    plan.revokes().stream()
        .map(Change::grant)
        .filter(grant -> notRevoked.contains(grant.key()))
        .forEach(grant -> opened(grant.resource()).forEach(applier::hold));
  }

  /** The table or database that a grant shows, or the tags whose bearers it shows. */
  private static List<ObjectKey> opened(ObjectNode resource) {
    return GrantResource.table(resource)
        .map(List::of)
        .orElseGet(() -> GrantResource.named(resource));
  }

  private Set<ObjectKey> givenAgain() {
    Set<ObjectKey> keys = new HashSet<>();
    plan.grants().forEach(change -> keys.add(change.grant().key()));
    plan.opens().forEach(change -> keys.add(change.grant().key()));
    return keys;
  }

  /**
   * Gives what something that is still to be made is made by.
   *
   * @param needed whether it is made by the grant
   */
  void early(Guard guard, Predicate<Grant> needed) {
    List<Change> early = new ArrayList<>(withReplaced(plan.grants(), false));
    early.removeIf(change -> !needed.test(change.grant()));
    give(early, guard);
    early.forEach(change -> given.add(change.grant().key()));
  }

  /**
   * Gives for the time of this run what the source gives in other words; whatever holds the
   * source's grants back holds it back.
   */
  void lend(List<Grant> loans, Guard guard) {
    Stream<Grant> givable =
        loans.stream()
            .filter(loan -> grantees.objection(loan.principal()).isEmpty())
            .filter(loan -> heldBack(loan, guard).isEmpty());
    applier.applyStep(
        givable.map(loan -> Action.create(loan.key(), loan.toEntry())).iterator(), writers.loans());
  }

  private void give(List<Change> changes, Guard guard) {
    GrantOrder.giving(changes)
        .forEach(step -> applier.apply(giving(step, guard), writers.grants()));
  }

  /**
   * Gives what is missing to named principals.
   *
   * @param guard what narrows and is not in place
   */
  void grants(Guard guard) {
    events.began("grants", plan.grants().size());
    events.results(
        Kind.GRANT,
        Outcome.UNCHANGED,
        plan.unchanged().stream().filter(grant -> !isOfReplaced(grant)).count());
    notGiven();
    List<Change> changes = new ArrayList<>(withReplaced(plan.grants(), false));
    changes.removeIf(
        change -> given.contains(change.grant().key()) && !applier.suspended(change.grant().key()));
    give(changes, guard);
  }

  /** Says what is not given whatever comes of the rest. */
  private void notGiven() {
    desired.lakeFormation().unusable().forEach(row -> events.result(row.result()));
    int unknown = target.lakeFormation().unusable().size();
    if (unknown > 0) {
      events.warn(
          "%d rows of the target are on resources that this version of Twinlake does not know, and were not compared; use a newer version."
              .formatted(unknown));
    }
    notGivable.forEach((key, reason) -> events.result(Action.skip(key, reason).result()));
    plan.refused()
        .forEach(one -> events.result(Action.skip(one.grant().key(), one.reason()).result()));
    lostForGood();
  }

  /** What went with an object that was replaced, and would not be given today. */
  private void lostForGood() {
    Set<ObjectKey> told = new HashSet<>();
    plan.refused().forEach(one -> told.add(one.grant().key()));
    wanted.values().stream()
        .filter(grant -> isOfReplaced(grant) && !told.contains(grant.key()))
        .forEach(
            grant ->
                grantees
                    .objection(grant.principal())
                    .ifPresent(why -> events.result(Action.skip(grant.key(), why).result())));
  }

  /**
   * Switches Lake Formation off where the source has it off; after everything that narrows.
   *
   * @param withoutOptIns databases in which something that narrows is missing; empty for none
   */
  void opens(Set<String> withoutOptIns, Guard guard) {
    applier.apply(
        Iterators.transform(
            giving(withReplaced(plan.opens(), true), guard),
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
    applier.apply(giving(withReplaced(created, true), Guard.COMPLETE), writers.grants());
  }

  /** What the target grants beyond the source and keeps. */
  List<Change> extras() {
    return plan.extras();
  }

  private Iterator<Action> giving(List<Change> planned, Guard guard) {
    return Iterators.transform(
        Iterators.filter(planned.iterator(), change -> !notTaken.contains(change.grant().key())),
        change ->
            heldBack(change.grant(), guard)
                .map(reason -> Action.skip(change.grant().key(), reason))
                .orElseGet(() -> action(change, change.wasThere() ? Op.UPDATE : Op.CREATE)));
  }

  /** The plan was made before; objects that were replaced since have lost what they had. */
  private List<Change> withReplaced(List<Change> planned, boolean toEveryone) {
    List<Change> changes = new ArrayList<>(planned);
    changes.removeIf(change -> isOfReplaced(change.grant()));
    wanted.values().stream()
        .filter(grant -> grant.isToEveryone() == toEveryone && isOfReplaced(grant))
        .filter(grant -> grantees.objection(grant.principal()).isEmpty())
        .forEach(grant -> changes.add(new Change(grant, false)));
    return GrantOrder.joined(changes);
  }

  /** Likewise what was taken back before a table or column appeared that it shows. */
  private boolean isOfReplaced(Grant grant) {
    return applier.suspended(grant.key()) || dependsOn(grant).stream().anyMatch(applier::replaced);
  }

  private static Action action(Change change, Op op) {
    Grant grant = change.grant();
    return new Action(op, grant.key(), grant.toEntry(), grant.rights());
  }

  private Optional<String> heldBack(Grant grant, Guard guard) {
    ObjectNode resource = grant.resource();
    String location = GrantResource.location(resource);
    if (!location.isEmpty() && bucketMissing.test(location)) {
      return Optional.of("held back, because " + LocationPhase.BUCKET_MISSING);
    }
    return existence
        .missing(resource)
        .or(() -> broken(grant))
        .or(() -> objection.apply(grant))
        .or(() -> guard.objection(resource));
  }

  private Optional<String> broken(Grant grant) {
    return dependsOn(grant).stream()
        .flatMap(key -> applier.objection(key).stream())
        .findFirst()
        .map(reason -> "held back, because " + reason);
  }

  private static List<ObjectKey> dependsOn(Grant grant) {
    return GrantResource.named(grant.resource());
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

  /** Without what no grant brings about; what that is, is remembered. */
  private Map<ObjectKey, Grant> givable(Map<ObjectKey, Grant> grants) {
    grants.replaceAll((key, grant) -> grant.givable());
    grants
        .values()
        .removeIf(
            grant -> {
              if (grant.isEmpty()) {
                notGivable.put(
                    grant.key(), "the grant option alone cannot be given without its permission");
              }
              return grant.isEmpty();
            });
    return grants;
  }
}
