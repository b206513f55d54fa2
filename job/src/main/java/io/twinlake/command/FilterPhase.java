package io.twinlake.command;

import com.google.common.collect.Iterators;
import io.twinlake.apply.Applier;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Filters;
import io.twinlake.plan.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Data cells filters: in place before anything is granted on them. */
final class FilterPhase {
  private final Desired desired;
  private final Target target;
  private final Base base;
  private final Writers writers;
  private final Applier applier;
  private final Events events;

  FilterPhase(
      Desired desired, Target target, Base base, Writers writers, Applier applier, Events events) {
    this.desired = desired;
    this.target = target;
    this.base = base;
    this.writers = writers;
    this.applier = applier;
    this.events = events;
  }

  void run() {
    // Sorted, so that those of one table are neighbours.
    Map<ObjectKey, CatalogObject> filters = new TreeMap<>(wanted());
    events.began("data cells filters", filters.size());
    applier.apply(
        Iterators.transform(filters.values().iterator(), this::decide), writers.filters());
  }

  private Map<ObjectKey, CatalogObject> wanted() {
    return desired.lakeFormation().objects(Kind.DATA_CELLS_FILTER);
  }

  private Map<ObjectKey, CatalogObject> found() {
    return target.lakeFormation().objects(Kind.DATA_CELLS_FILTER);
  }

  private Action decide(CatalogObject filter) {
    ObjectKey key = filter.key();
    return applier
        .objection(ObjectKey.table(key.database(), key.name()))
        .map(reason -> Action.skip(key, reason))
        .orElseGet(() -> Filters.decide(filter, found().get(key), target.caller().account()));
  }

  /** Filters that were restored once and are gone from the source; their grants go along. */
  List<Action> gone() {
    List<Action> gone = new ArrayList<>();
    if (desired.tellsGone(Kind.DATA_CELLS_FILTER)) {
      Set<ObjectKey> ours = base.objects(Kind.DATA_CELLS_FILTER).keySet();
      new TreeMap<>(found())
          .forEach(
              (key, filter) -> {
                if (ours.contains(key) && !wanted().containsKey(key)) {
                  gone.add(new Action(Op.DELETE, key, filter.definition(), Deletions.REASON));
                }
              });
    }
    return gone;
  }
}
