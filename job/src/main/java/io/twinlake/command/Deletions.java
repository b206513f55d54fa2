package io.twinlake.command;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterators;
import com.google.common.collect.Maps;
import io.twinlake.apply.Applier;
import io.twinlake.apply.Writer;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.plan.Action;
import io.twinlake.plan.Op;
import io.twinlake.plan.PartitionPlan;
import io.twinlake.plan.TableSort;
import io.twinlake.plan.Views;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;

/** What was restored once and is gone from the source: deleted last, if at all. */
final class Deletions {
  static final String REASON = "gone from the source";

  /**
   * Deletions of one kind of Lake Formation object.
   *
   * @param actions deletions, and what is left all the same
   */
  record Step(Kind kind, List<Action> actions, Writer writer) {}

  private final Desired desired;
  private final Target target;
  private final Base base;
  private final CatalogPhase catalog;
  private final IcebergTables iceberg;
  private final List<Step> permissions;
  private final Map<Kind, List<Action>> planned = new LinkedHashMap<>();
  private final Map<ObjectKey, String> unreadable = new TreeMap<>();

  /**
   * @param permissions Lake Formation objects, which go first, in this order
   */
  Deletions(
      Desired desired,
      Target target,
      Base base,
      CatalogPhase catalog,
      IcebergTables iceberg,
      List<Step> permissions) {
    this.desired = desired;
    this.target = target;
    this.base = base;
    this.catalog = catalog;
    this.iceberg = iceberg;
    this.permissions = permissions;
    permissions.forEach(step -> planned.put(step.kind(), step.actions()));
  }

  /** Partitions, tables and databases too. */
  Deletions withCatalog() {
    planned.put(Kind.PARTITION, partitions());
    planned.put(Kind.TABLE, new ArrayList<>());
    planned.put(Kind.DATABASE, new ArrayList<>());
    tables();
    databases();
    return this;
  }

  /**
   * Deletes, unless that is not wanted or too much to be meant.
   *
   * @param guard why so many of each kind must not be deleted, for people, or empty
   * @return whether nothing is left to delete
   */
  boolean carryOut(
      boolean wanted,
      Function<Map<Kind, Long>, Optional<String>> guard,
      Writers writers,
      Applier applier,
      Events events) {
    if (wanted) {
      unreadable.forEach((database, reason) -> events.result(failed(database, reason)));
    }
    if (count() == 0 && !(wanted && keepsCommits())) {
      return unreadable.isEmpty();
    }
    if (!wanted) {
      events.info(
          "%d objects are gone from the source and stay in the target, as its own from now on; with delete_target_catalog_objects = True they would have been removed."
              .formatted(count()));
      return true;
    }
    Optional<String> objection = desired.incomplete().or(() -> guard.apply(counts()));
    if (objection.isPresent()) {
      events.problem(objection.get());
      return false;
    }
    events.began("deletions", count());
    long before = applier.failures();
    permissions.forEach(step -> applier.apply(step.actions().iterator(), step.writer()));
    applier.apply(actions(Kind.PARTITION).iterator(), writers.partitions());
    applier.apply(actions(Kind.TABLE).iterator(), writers.tables());
    applier.apply(
        actions(Kind.DATABASE).stream().map(action -> unlessLeft(action, applier)).iterator(),
        writers.databases());
    return applier.failures() == before && unreadable.isEmpty();
  }

  private static ObjectResult failed(ObjectKey database, String reason) {
    return new ObjectResult(
        database,
        Outcome.FAILED,
        "it is gone from the source and was not deleted, for its tables cannot be read: " + reason);
  }

  /** A database is not deleted over a table that could not be. */
  private Action unlessLeft(Action database, Applier applier) {
    return actions(Kind.TABLE).stream()
        .map(Action::key)
        .filter(table -> table.database().equals(database.key().database()))
        .filter(applier::broken)
        .findFirst()
        .map(table -> Action.skip(database.key(), table + " could not be deleted"))
        .orElse(database);
  }

  private boolean keepsCommits() {
    return actions(Kind.TABLE).stream().anyMatch(table -> table.op() == Op.REFUSE);
  }

  private List<Action> actions(Kind kind) {
    return planned.getOrDefault(kind, List.of());
  }

  private Map<Kind, Long> counts() {
    Map<Kind, Long> counts = new HashMap<>();
    planned.forEach(
        (kind, actions) -> counts.put(kind, actions.stream().filter(Action::writes).count()));
    return counts;
  }

  private long count() {
    return counts().values().stream().mapToLong(Long::longValue).sum();
  }

  private List<Action> partitions() {
    Map<ObjectKey, PartitionPlan> plans = catalog.withSurplus();
    Set<String> databases = new TreeSet<>();
    plans.keySet().forEach(table -> databases.add(table.database()));
    Set<ObjectKey> gone = new LinkedHashSet<>();
    for (Desired snapshot : base.snapshots()) {
      databases.stream()
          .filter(snapshot.databaseNames()::contains)
          .forEach(
              database ->
                  snapshot
                      .partitions(database)
                      .forEachRemaining(partition -> addIfSurplus(partition, plans, gone)));
    }
    return deletes(gone);
  }

  private static void addIfSurplus(
      CatalogObject partition, Map<ObjectKey, PartitionPlan> plans, Set<ObjectKey> gone) {
    PartitionPlan plan =
        plans.get(ObjectKey.table(partition.key().database(), partition.key().name()));
    if (plan != null && plan.isSurplus(partition)) {
      gone.add(partition.key());
    }
  }

  private void tables() {
    catalog
        .surplusTables()
        .forEach(
            (database, tables) ->
                addTables(
                    database,
                    Maps.filterEntries(
                        tables, table -> base.hasTable(table.getKey(), table.getValue().sort()))));
  }

  /** An Iceberg table to which engines of the target have committed since is kept, by name. */
  private void addTables(String database, Map<ObjectKey, CatalogPhase.Surplus> gone) {
    IcebergCommits commits = iceberg.commits(database);
    List<Action> actions = planned.getOrDefault(Kind.TABLE, new ArrayList<>());
    new TreeMap<>(gone)
        .forEach(
            (table, found) ->
                actions.add(
                    commits
                        .objection(table, found.icebergAt(), null)
                        .map(why -> Action.refuse(table, REASON + ", but " + why))
                        .orElseGet(() -> Action.delete(table, REASON))));
  }

  /** Databases go with their tables, and only when nothing of the target's own is in them. */
  private void databases() {
    Set<ObjectKey> gone = new TreeSet<>();
    base.snapshots().forEach(snapshot -> gone.addAll(snapshot.databases().keySet()));
    gone.removeIf(database -> desired.hasDatabase(database.database()) || !isOurs(database));
    for (ObjectKey database : gone) {
      if (target.isLink(database) || !keepsSomething(database)) {
        planned.getOrDefault(Kind.DATABASE, new ArrayList<>()).addAll(deletes(Set.of(database)));
      }
    }
  }

  private boolean isOurs(ObjectKey database) {
    return target.has(database) && base.hasDatabase(database, target.isLink(database));
  }

  private boolean keepsSomething(ObjectKey database) {
    Map<ObjectKey, CatalogPhase.Surplus> ours = new HashMap<>();
    boolean others = false;
    boolean hasFunctions = false;
    try {
      for (CatalogObject table : ImmutableList.copyOf(target.glue().tables(database.database()))) {
        if (Views.isTrial(table) || base.hasTable(table.key(), TableSort.of(table))) {
          ours.put(table.key(), CatalogPhase.Surplus.of(table));
        } else {
          others = true;
        }
      }
      hasFunctions = !others && hasFunctionOfItsOwn(database.database());
    } catch (SdkException e) {
      unreadable.put(database, Failure.explain(e).getMessage());
      return true;
    }
    addTables(database.database(), ours);
    return others || hasFunctions;
  }

  /** Functions go with their database, and so only those that were restored may be in it. */
  private boolean hasFunctionOfItsOwn(String database) {
    Set<ObjectKey> ours = new HashSet<>();
    base.details(database, Kind.USER_DEFINED_FUNCTION)
        .forEachRemaining(function -> ours.add(function.key()));
    return Iterators.any(
        target.details().functions(database),
        function -> function != null && !ours.contains(function.key()));
  }

  private static List<Action> deletes(Set<ObjectKey> keys) {
    return new ArrayList<>(keys.stream().map(key -> Action.delete(key, REASON)).toList());
  }
}
