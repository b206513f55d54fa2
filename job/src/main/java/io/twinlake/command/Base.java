package io.twinlake.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Iterators;
import com.google.common.collect.Streams;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events;
import io.twinlake.model.Grant;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.UserError;
import io.twinlake.plan.Definitions;
import io.twinlake.plan.TableSort;
import io.twinlake.snapshot.Manifest;
import io.twinlake.snapshot.Snapshot;
import io.twinlake.snapshot.SnapshotStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What earlier runs restored: what it holds and the new snapshot lacks was removed from the source;
 * what it does not hold is the target's own.
 *
 * @param itself the snapshot being restored as it was restored before, when somebody was not left
 *     out yet who is now: of interest for what was given to them alone
 * @param isComplete whether all of them could be read, so that nothing of them is left to undo
 *     later
 */
record Base(List<Desired> snapshots, Optional<Desired> itself, boolean isComplete) {
  /**
   * @param ids the snapshots restored, as the state of the target remembers them
   * @param current the snapshot being restored, which is no base of itself
   * @param leavesOut whether somebody is left out now
   * @param view a snapshot as it was restored
   */
  static Base open(
      SnapshotStore store,
      List<String> ids,
      String current,
      boolean leavesOut,
      Function<Snapshot, Desired> view,
      Events events) {
    List<Desired> snapshots = new ArrayList<>();
    List<Desired> itself = new ArrayList<>();
    boolean complete = true;
    for (String id : ids) {
      if (!id.equals(current) || leavesOut) {
        List<Desired> views = id.equals(current) ? itself : snapshots;
        try {
          store
              .find(id)
              .ifPresentOrElse(found -> views.add(view.apply(found)), () -> isGone(id, events));
        } catch (UserError e) {
          complete = false;
          events.problem(
              "Snapshot %s, restored here before, cannot be read, so what was removed from the source since then is still in the target and granted there; mend it and restore again, or delete the snapshot: %s"
                  .formatted(id, e.getMessage()));
        }
      }
    }
    return new Base(snapshots, itself.stream().findFirst(), complete);
  }

  private static void isGone(String id, Events events) {
    events.warn(
        "Snapshot %s, restored here before, is gone: what was removed from the source since then stays in the target as its own."
            .formatted(id));
  }

  /** What gave something to principals who may be left out now. */
  Stream<Desired> giving() {
    return Stream.concat(snapshots.stream(), itself.stream());
  }

  Map<ObjectKey, Grant> grants() {
    Map<ObjectKey, Grant> grants = new HashMap<>();
    giving()
        .forEach(
            snapshot ->
                snapshot
                    .lakeFormation()
                    .grants()
                    .forEach((key, grant) -> grants.merge(key, grant, Grant::and)));
    return grants;
  }

  /** What was restored of a kind of Lake Formation object. */
  Map<ObjectKey, CatalogObject> objects(Kind kind) {
    Map<ObjectKey, CatalogObject> objects = new HashMap<>();
    snapshots.forEach(snapshot -> objects.putAll(snapshot.lakeFormation().objects(kind)));
    return objects;
  }

  /** What was restored of a kind that belongs to a database or its tables. */
  Iterator<CatalogObject> details(String database, Kind kind) {
    return Iterators.concat(
        Iterators.transform(
            snapshots.iterator(),
            snapshot ->
                snapshot.hasDatabase(database)
                    ? snapshot.details(database, kind)
                    : Collections.emptyIterator()));
  }

  /** What was restored of a database's tables, of one snapshot after the other. */
  Stream<CatalogObject> tables(String database) {
    return snapshots.stream()
        .filter(snapshot -> snapshot.databaseNames().contains(database))
        .flatMap(snapshot -> Streams.stream(snapshot.tables(database)));
  }

  Map<ObjectKey, ObjectNode> optIns() {
    Map<ObjectKey, ObjectNode> optIns = new HashMap<>();
    snapshots.forEach(snapshot -> optIns.putAll(snapshot.lakeFormation().optIns()));
    return optIns;
  }

  /**
   * Whether a table of the target came from the source. One of another sort did not: what the
   * source had under the name was never restored, or is not there any more.
   *
   * @param found what it is in the target
   */
  boolean hasTable(ObjectKey table, TableSort found) {
    return hasTable(table, held -> held == found);
  }

  /** Whether the source had a table of the name, and of such a sort. */
  boolean hasTable(ObjectKey table, Predicate<TableSort> sort) {
    return snapshots.stream()
        .map(snapshot -> snapshot.sorts().get(table))
        .anyMatch(held -> held != null && sort.test(held));
  }

  /** Whether a database of the target came from the source; as {@link #hasTable}. */
  boolean hasDatabase(ObjectKey database, boolean isLink) {
    return snapshots.stream()
        .map(snapshot -> snapshot.databases().get(database))
        .anyMatch(held -> held != null && Definitions.isLink(held) == isLink);
  }

  /** Objects by kind; of several snapshots, the most. */
  Map<Kind, Long> counts() {
    Map<Kind, Long> counts = new HashMap<>();
    for (Desired snapshot : snapshots) {
      Manifest manifest = snapshot.snapshot().manifest();
      manifest.counts().forEach((kind, n) -> counts.merge(new Kind(kind), n, Math::max));
    }
    return counts;
  }
}
