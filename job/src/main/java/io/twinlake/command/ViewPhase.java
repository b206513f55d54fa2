package io.twinlake.command;

import io.twinlake.apply.Applier;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events;
import io.twinlake.model.Grant;
import io.twinlake.model.GrantResource;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.DefinerRights;
import io.twinlake.plan.ViewOrder;
import io.twinlake.plan.Views;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * Views in several dialects. AWS makes one only where IAM_ALLOWED_PRINCIPALS holds nothing on what
 * it reads and its definer may read that, so they come after those grants; all that is given on a
 * view comes after the view (aws-facts 28).
 */
final class ViewPhase {
  private record Planned(CatalogObject view, Action action) {}

  private final DefinerRights definers;
  private final Writers writers;
  private final Applier applier;
  private final Events events;
  private final Map<ObjectKey, Planned> views = new ConcurrentSkipListMap<>();

  ViewPhase(DefinerRights definers, Writers writers, Applier applier, Events events) {
    this.definers = definers;
    this.writers = writers;
    this.applier = applier;
    this.events = events;
  }

  /** Takes a view that is decided about when all databases have been looked at. */
  void add(CatalogObject view, Action action) {
    views.put(view.key(), new Planned(view, action));
  }

  /** Whether this is a view that is still to be made or changed. */
  boolean awaits(ObjectKey table) {
    Planned planned = views.get(table);
    return planned != null && planned.action().writes();
  }

  /**
   * Whether views are made by this grant. What would show too much of a new view before it is
   * tagged waits, and is lent to definers in other words.
   */
  boolean isNeeded(Grant grant) {
    return awaited().anyMatch(view -> Views.definer(view).equals(grant.principal()))
        && !isOnAwaited(grant)
        && !definers.showsViews(grant.resource());
  }

  /** What definers are lent. */
  List<Grant> loans() {
    return definers.byName(awaited());
  }

  /** The views that are still to be made or changed. */
  private Stream<CatalogObject> awaited() {
    return views.values().stream().filter(planned -> planned.action().writes()).map(Planned::view);
  }

  private boolean isOnAwaited(Grant grant) {
    return GrantResource.named(grant.resource()).stream().anyMatch(this::awaits);
  }

  /** Views made on trial that are still there, as the database is tagged. */
  Stream<ObjectKey> trialsLeft() {
    return views.keySet().stream().map(Views::trial).filter(applier::broken);
  }

  void run() {
    if (views.isEmpty()) {
      return;
    }
    events.began("views", views.size());
    Map<ObjectKey, List<ObjectKey>> reads = new TreeMap<>();
    views.forEach((key, planned) -> reads.put(key, Views.reads(planned.view())));
    ViewOrder order = ViewOrder.of(reads);
    for (List<ObjectKey> wave : order.waves()) {
      applier.apply(wave.stream().map(this::decided).iterator(), writers.views());
    }
    applier.apply(cyclic(order.cyclic()), writers.views());
  }

  private static Iterator<Action> cyclic(Map<ObjectKey, String> cyclic) {
    return cyclic.entrySet().stream()
        .map(
            view ->
                Action.refuse(
                    view.getKey(),
                    "the views that it reads read each other (%s); mend their SubObjects in the source"
                        .formatted(view.getValue())))
        .iterator();
  }

  private Action decided(ObjectKey view) {
    Planned planned = Objects.requireNonNull(views.get(view));
    Optional<String> broken =
        Views.reads(planned.view()).stream()
            .flatMap(table -> applier.objection(table).stream())
            .findFirst();
    return planned.action().writes() && broken.isPresent()
        ? Action.skip(view, "held back, because " + broken.get())
        : planned.action();
  }
}
