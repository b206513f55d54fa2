package io.twinlake.command;

import com.google.common.collect.Iterators;
import io.twinlake.apply.Applier;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events;
import io.twinlake.model.Grant;
import io.twinlake.model.GrantResource;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Locations;
import io.twinlake.plan.Op;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final Set<ObjectKey> leftToIam = new HashSet<>();

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
        .forEach(
            location -> {
              Action action = decide(location);
              boolean isDone = !opensLater(location) || action.op() == Op.REFUSE;
              (isDone ? whole : steps).add(action);
            });
    Set<ObjectKey> failed =
        applier.applyStep(Iterators.filter(steps.iterator(), Action::writes), writers.locations());
    failed.addAll(applier.apply(whole.iterator(), writers.locations()));
    whole.stream()
        .filter(action -> action.op() == Op.REFUSE)
        .forEach(action -> failed.add(action.key()));
    failed.stream().filter(this::isToBeNarrower).forEach(leftToIam::add);
  }

  private boolean isToBeNarrower(ObjectKey location) {
    CatalogObject wanted = desired.lakeFormation().locations().get(location);
    return wanted != null && Locations.narrows(wanted, found(wanted));
  }

  /** Why a table is left as it is and nothing is given on it, for people, or empty. */
  Optional<String> objection(CatalogObject table) {
    String uri = table.definition().path("StorageDescriptor").path("Location").asText("");
    return innermost(uri)
        .filter(leftToIam::contains)
        .map(
            key ->
                "held back, because IAM alone would decide about its data: %s could not be restored"
                    .formatted(key));
  }

  /**
   * Why a grant is not given, for people, or empty: its location may lie below a registered one.
   */
  Optional<String> objection(Grant grant) {
    return innermost(GrantResource.location(grant.resource()))
        .flatMap(applier::objection)
        .map(reason -> "held back, because " + reason);
  }

  private Optional<ObjectKey> innermost(String location) {
    return desired.lakeFormation().locations().keySet().stream()
        .filter(key -> !location.isEmpty() && Locations.covers(key.name(), location))
        .max(Comparator.comparing(key -> key.name().length()));
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
    return Locations.decide(location, found(location), false, anyOptIns());
  }

  private boolean anyOptIns() {
    return !target.lakeFormation().optIns().isEmpty();
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
                : Locations.decide(location, found(location), true, anyOptIns()));
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
