package io.twinlake.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Iterators;
import io.twinlake.apply.Applier;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events;
import io.twinlake.model.GrantResource;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Locations;
import io.twinlake.plan.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Registered locations and the opt-ins of their hybrid mode. Registering narrows and comes early;
 * what hands principals back to IAM (hybrid mode switched on, an opt-in gone) comes after the
 * opt-ins.
 */
final class LocationPhase {
  static final String BUCKET_MISSING =
      "the bucket it is mapped to does not exist; create it, or replicate into it, and restore again";

  private final Desired desired;
  private final Target target;
  private final Map<ObjectKey, ObjectNode> baseOptIns;
  private final Predicate<String> bucketMissing;
  private final Writers writers;
  private final Applier applier;
  private final Events events;

  /**
   * @param baseOptIns opt-ins of the snapshot restored last
   * @param bucketMissing whether a location ARN's bucket should be mapped to one that does not
   *     exist
   */
  LocationPhase(
      Desired desired,
      Target target,
      Map<ObjectKey, ObjectNode> baseOptIns,
      Predicate<String> bucketMissing,
      Writers writers,
      Applier applier,
      Events events) {
    this.desired = desired;
    this.target = target;
    this.baseOptIns = baseOptIns;
    this.bucketMissing = bucketMissing;
    this.writers = writers;
    this.applier = applier;
    this.events = events;
  }

  void locations() {
    events.began("registered locations", desired.lakeFormation().locations().size());
    List<Action> steps = new ArrayList<>();
    List<Action> whole = new ArrayList<>();
    desired
        .lakeFormation()
        .locations()
        .values()
        .forEach(location -> (opensLater(location) ? steps : whole).add(decide(location)));
    applier.applyStep(Iterators.filter(steps.iterator(), Action::writes), writers.locations());
    applier.apply(whole.iterator(), writers.locations());
  }

  private boolean opensLater(CatalogObject location) {
    CatalogObject found = found(location);
    return found != null
        && !bucketMissing.test(location.key().name())
        && Locations.opens(location, found);
  }

  private Action decide(CatalogObject location) {
    if (bucketMissing.test(location.key().name())) {
      return Action.skip(location.key(), BUCKET_MISSING);
    }
    return Locations.decide(location, found(location), false);
  }

  private @Nullable CatalogObject found(CatalogObject location) {
    return target.lakeFormation().locations().get(location.key());
  }

  /** Opt-ins that are missing. */
  void optIns() {
    events.began("opt-ins", desired.lakeFormation().optIns().size());
    List<Action> actions = new ArrayList<>();
    desired
        .lakeFormation()
        .optIns()
        .forEach(
            (key, input) ->
                actions.add(
                    target.lakeFormation().optIns().containsKey(key)
                        ? Action.none(key)
                        : missing(key, input)));
    applier.apply(actions.iterator(), writers.optIns());
  }

  private Action missing(ObjectKey key, ObjectNode input) {
    ObjectNode resource = input.withObject("/Resource");
    ObjectKey database = ObjectKey.database(GrantResource.database(resource));
    boolean broken =
        applier.broken(database)
            || GrantResource.table(resource).map(applier::broken).orElse(false);
    return broken
        ? Action.skip(key, "held back, because its object could not be restored")
        : Action.create(key, input);
  }

  /**
   * Databases of opt-ins that are not in place: without them, what is open to IAM is open to
   * principals who shall see less.
   */
  Set<String> databasesWithoutOptIns() {
    Set<String> databases = new TreeSet<>();
    desired.lakeFormation().optIns().keySet().stream()
        .filter(applier::broken)
        .forEach(key -> databases.add(key.database()));
    return databases;
  }

  /** Hybrid mode where the source has it on and the target, registered already, has it off. */
  void hybridMode() {
    List<Action> actions = new ArrayList<>();
    for (CatalogObject location : desired.lakeFormation().locations().values()) {
      if (opensLater(location) && !applier.broken(location.key())) {
        actions.add(
            databasesWithoutOptIns().isEmpty()
                ? Locations.decide(location, found(location), true)
                : Action.skip(location.key(), "hybrid access stays off while opt-ins are missing"));
      }
    }
    applier.apply(actions.iterator(), writers.locations());
  }

  /** Opt-ins that were ours and that the source has withdrawn. */
  void withdrawnOptIns() {
    List<Action> actions = new ArrayList<>();
    if (desired.incomplete().isPresent()) {
      return;
    }
    baseOptIns.forEach(
        (key, input) -> {
          if (!desired.lakeFormation().optIns().containsKey(key)
              && target.lakeFormation().optIns().containsKey(key)) {
            actions.add(new Action(Op.DELETE, key, input, "withdrawn in the source"));
          }
        });
    applier.apply(actions.iterator(), writers.optIns());
  }
}
