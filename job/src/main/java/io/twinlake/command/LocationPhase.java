package io.twinlake.command;

import com.google.common.collect.Iterators;
import io.twinlake.apply.Applier;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Locations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Registered locations. Registering narrows and comes early; hybrid mode hands principals back to
 * IAM, and is switched on after the opt-ins.
 */
final class LocationPhase {
  static final String BUCKET_MISSING =
      "the bucket it is mapped to does not exist; create it, or replicate into it, and restore again";

  private final Desired desired;
  private final Target target;
  private final Map<ObjectKey, CatalogObject> base;
  private final Predicate<String> bucketMissing;
  private final Writers writers;
  private final Applier applier;
  private final Events events;

  /**
   * @param base locations that were restored before
   * @param bucketMissing whether a location ARN's bucket should be mapped to one that does not
   *     exist
   */
  LocationPhase(
      Desired desired,
      Target target,
      Map<ObjectKey, CatalogObject> base,
      Predicate<String> bucketMissing,
      Writers writers,
      Applier applier,
      Events events) {
    this.desired = desired;
    this.target = target;
    this.base = base;
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

  /**
   * Hybrid mode where the source has it on and the target, registered already, has it off.
   *
   * @param optInsAreMissing whether somebody would be left to IAM who shall not be
   */
  void hybridMode(boolean optInsAreMissing) {
    List<Action> actions = new ArrayList<>();
    for (CatalogObject location : desired.lakeFormation().locations().values()) {
      if (opensLater(location) && !applier.broken(location.key())) {
        actions.add(
            optInsAreMissing
                ? Action.skip(location.key(), "hybrid access stays off while opt-ins are missing")
                : Locations.decide(location, found(location), true));
      }
    }
    applier.apply(actions.iterator(), writers.locations());
  }

  /** Locations that were registered once and are gone from the source. */
  Deletions.Step gone() {
    List<Action> gone = new ArrayList<>();
    if (desired.tellsGone(Kind.LOCATION)) {
      new TreeMap<>(base)
          .keySet().stream()
              .filter(key -> !desired.lakeFormation().locations().containsKey(key))
              .filter(target.lakeFormation().locations()::containsKey)
              .forEach(key -> gone.add(Action.delete(key, Deletions.REASON)));
    }
    return new Deletions.Step(Kind.LOCATION, gone, writers.locations());
  }
}
