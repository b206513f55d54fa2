package io.twinlake.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.Iterators;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import io.twinlake.apply.Applier;
import io.twinlake.aws.Parallel;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.AwsTags;
import io.twinlake.plan.Definitions;
import io.twinlake.plan.Links;
import io.twinlake.plan.PartitionIndexes;
import io.twinlake.plan.PartitionPlan;
import io.twinlake.plan.TableSort;
import io.twinlake.plan.TypeChange;
import io.twinlake.plan.Views;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Databases, then tables, then partitions, then resource links; views have a phase of their own.
 */
final class CatalogPhase {
  /** Tables whose partitions in the target are read at once; each may be read in ten segments. */
  private static final int TABLES_AT_ONCE = 4;

  private final Desired desired;
  private final Target target;
  private final Function<CatalogObject, Optional<String>> objection;
  private final Replacements replacements;
  private final ViewPhase views;
  private final Links resourceLinks;
  private final Set<ObjectKey> unguarded = ConcurrentHashMap.newKeySet();
  private final Set<ObjectKey> trials = ConcurrentHashMap.newKeySet();
  private final IcebergTables iceberg;
  private final Writers writers;
  private final Applier applier;
  private final Events events;
  private final List<Action> reopenings = new ArrayList<>();
  private final Map<String, Map<ObjectKey, Boolean>> partitioned = new ConcurrentHashMap<>();
  private final Map<ObjectKey, PartitionPlan> withSurplus = new ConcurrentHashMap<>();
  private final Collection<Action> links = new ConcurrentLinkedQueue<>();
  private final Map<String, Map<ObjectKey, Surplus>> surplusTables = new ConcurrentHashMap<>();

  /**
   * @param objection why a table of a database that is there already is not written, and nothing
   *     may be given on it, for people, or empty
   * @param views takes the views in several dialects
   */
  CatalogPhase(
      Desired desired,
      Target target,
      Function<CatalogObject, Optional<String>> objection,
      Replacements replacements,
      ViewPhase views,
      IcebergTables iceberg,
      Writers writers,
      Applier applier,
      Events events) {
    this.objection = objection;
    this.replacements = replacements;
    this.iceberg = iceberg;
    this.views = views;
    this.resourceLinks = new Links(target.caller().account(), target.region().name());
    this.desired = desired;
    this.target = target;
    this.writers = writers;
    this.applier = applier;
    this.events = events;
  }

  void run() {
    databases();
    tables();
    partitions();
    links();
  }

  /** Puts the saved CreateTableDefaultPermissions in place, when no table is made any more. */
  void reopen() {
    applier.applyLast(
        Iterators.filter(reopenings.iterator(), action -> !applier.broken(action.key())),
        writers.databases());
  }

  /**
   * A table of the target that the snapshot has not.
   *
   * @param icebergAt its metadata file; empty when it is no Iceberg table
   */
  record Surplus(TableSort sort, String icebergAt) {
    static Surplus of(CatalogObject table) {
      return new Surplus(TableSort.of(table), IcebergCommits.at(table));
    }
  }

  /** Those in databases of the snapshot, by database. */
  Map<String, Map<ObjectKey, Surplus>> surplusTables() {
    return surplusTables;
  }

  /** Tables that show more in the target than in the source to whom anything on them is given. */
  Set<ObjectKey> unguarded() {
    return Sets.union(unguarded, Sets.filter(trials, applier::broken));
  }

  /** Plans of tables that have more partitions in the target than in the snapshot. */
  Map<ObjectKey, PartitionPlan> withSurplus() {
    return withSurplus;
  }

  private void databases() {
    events.began("databases", desired.databases().size());
    List<Action> whole = new ArrayList<>();
    List<Action> closed = new ArrayList<>();
    for (CatalogObject database : desired.databases().values()) {
      CatalogObject actual = target.databases().get(database.key());
      Action action =
          AwsTags.with(
              decide(database, actual),
              desired.details(database.key().database(), Kind.DATABASE_TAGS));
      if (!action.writes() || Definitions.tableDefaults(action.input()).isEmpty()) {
        whole.add(action);
        continue;
      }
      reopenings.add(Action.update(action.key(), action.input(), action.reason()));
      ObjectNode input = Definitions.closed(action.input());
      if (actual == null || !Definitions.sameInput(input, Definitions.writable(actual))) {
        closed.add(new Action(action.op(), action.key(), input, action.reason()));
      }
    }
    applier.applyStep(closed.iterator(), writers.databases());
    applier.apply(whole.iterator(), writers.databases());
  }

  private Action decide(CatalogObject database, @Nullable CatalogObject actual) {
    return resourceLinks.leadsToItself(database)
        ? Action.refuse(database.key(), Links.TO_ITSELF)
        : TypeChange.unlessDataIsLost(
            Definitions.decide(database, actual), database, actual, any -> false);
  }

  private void tables() {
    events.began("tables", desired.tables().size());
    applier.apply(tableActions(), writers.tables());
  }

  private void links() {
    if (!links.isEmpty()) {
      events.began("resource links", links.size());
      applier.apply(links.iterator(), writers.tables());
    }
  }

  private Iterator<Action> tableActions() {
    Parallel.Reader<String, Action> reader = (database, sink) -> planTables(database, sink);
    return target.region().parallel().flatMap(desired.databaseNames().iterator(), reader);
  }

  private void planTables(String database, Consumer<Action> sink) {
    Map<ObjectKey, CatalogObject> actual = new HashMap<>();
    String unreadable = readTables(database, actual);
    deleteTrials(actual.values(), sink);
    Map<ObjectKey, Boolean> withPartitions = new LinkedHashMap<>();
    ListMultimap<ObjectKey, CatalogObject> indexes = indexes(database);
    IcebergCommits commits = iceberg.commits(database);
    Set<ObjectKey> seen = new HashSet<>();
    desired
        .tables(database)
        .forEachRemaining(
            table -> {
              CatalogObject found = actual.get(table.key());
              seen.add(table.key());
              Action action =
                  PartitionIndexes.with(
                      decide(table, found, unreadable, commits), indexes.get(table.key()));
              if (PartitionedTable.is(table)) {
                withPartitions.put(table.key(), found != null && !Definitions.isLink(found));
              }
              if (Definitions.isLink(table)) {
                links.add(action);
              } else if (Views.isView(table) && action.writes()) {
                views.add(table, action);
              } else {
                sink.accept(action);
              }
            });
    partitioned.put(database, withPartitions);
    actual.keySet().removeAll(seen);
    surplusTables.put(database, Map.copyOf(Maps.transformValues(actual, Surplus::of)));
  }

  /** Before anything is given: they have only the LF-tags of their database. */
  private void deleteTrials(Collection<CatalogObject> actual, Consumer<Action> sink) {
    actual.stream()
        .filter(Views::isTrial)
        .map(CatalogObject::key)
        .filter(trials::add)
        .forEach(trial -> sink.accept(Action.delete(trial, "a run that was killed left it")));
    actual.removeIf(Views::isTrial);
  }

  /** By table. */
  private ListMultimap<ObjectKey, CatalogObject> indexes(String database) {
    ListMultimap<ObjectKey, CatalogObject> indexes = ArrayListMultimap.create();
    desired
        .details(database, Kind.PARTITION_INDEX)
        .forEachRemaining(index -> indexes.put(index.key().table(), index));
    return indexes;
  }

  /** The tables of a database that have partition keys and that the target had before. */
  Collection<ObjectKey> partitionedInTarget(String database) {
    Map<ObjectKey, Boolean> tables = partitioned.getOrDefault(database, Map.of());
    return tables.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }

  /** Why the target's tables cannot be told, or empty. */
  private String readTables(String database, Map<ObjectKey, CatalogObject> actual) {
    CatalogObject found = target.databases().get(ObjectKey.database(database));
    if (found == null || Definitions.isLink(found)) {
      return "";
    }
    try {
      target.glue().tables(database).forEachRemaining(table -> actual.put(table.key(), table));
      return "";
    } catch (SdkException e) {
      return "the target's tables of " + database + " cannot be read: " + e.getMessage();
    }
  }

  private Action decide(
      CatalogObject table,
      @Nullable CatalogObject found,
      String unreadable,
      IcebergCommits commits) {
    return untouched(table, unreadable).orElseGet(() -> against(table, found, commits));
  }

  /** What becomes of a table whatever the target has, if anything stands in its way. */
  private Optional<Action> untouched(CatalogObject table, String unreadable) {
    ObjectKey database = ObjectKey.database(table.key().database());
    if (!unreadable.isEmpty()) {
      return Optional.of(Action.refuse(table.key(), unreadable));
    }
    if (applier.broken(database)) {
      return Optional.of(Action.skip(table.key(), database + " could not be restored"));
    }
    if (applier.broken(table.key())) {
      return Optional.of(
          Action.skip(
              table.key(),
              "held back, because a grant on it that the source lacks was not revoked"));
    }
    Optional<String> heldBack = objection.apply(table);
    heldBack.ifPresent(why -> unguarded.add(table.key()));
    if (heldBack.isPresent() && target.has(database)) {
      return Optional.of(Action.skip(table.key(), heldBack.get()));
    }
    return resourceLinks.leadsToItself(table)
        ? Optional.of(Action.refuse(table.key(), Links.TO_ITSELF))
        : Optional.empty();
  }

  private Action against(
      CatalogObject table, @Nullable CatalogObject found, IcebergCommits commits) {
    if (Views.isMaterialized(table)) {
      return found != null && Views.isMaterialized(found)
          ? Action.none(table.key())
          : Action.skip(table.key(), recreate(table));
    }
    Optional<String> kept = iceberg.objection(table, found, commits);
    if (kept.isPresent()) {
      return Action.refuse(table.key(), kept.get());
    }
    Action action = Views.isView(table) ? Views.decide(table, found) : plain(table, found);
    return replacements.unlessDataIsLost(action, table, found);
  }

  private Action plain(CatalogObject table, @Nullable CatalogObject found) {
    CatalogObject wanted =
        found != null && desired.mayBeCut(table.key())
            ? Definitions.filledFrom(found, table)
            : table;
    return iceberg.decide(wanted, found);
  }

  /** Its data and its ties to versions of what it reads are made by SQL alone (aws-facts 11). */
  private static String recreate(CatalogObject view) {
    String sql = Views.sql(view);
    return "materialized views are not copied; create it in the target with Spark SQL: CREATE MATERIALIZED VIEW "
        + view.key().database()
        + "."
        + view.key().name()
        + " AS "
        + (sql.isEmpty() ? "<its query, which the source did not tell>" : sql);
  }

  private void partitions() {
    long expected = desired.snapshot().manifest().counts().getOrDefault(Kind.PARTITION.name(), 0L);
    events.began("partitions", desired.chosen().isWhole() ? expected : -1);
    Iterator<Iterator<Action>> byDatabase =
        Iterators.transform(desired.databaseNames().iterator(), this::partitionActions);
    applier.apply(Iterators.concat(byDatabase), writers.partitions());
  }

  private Iterator<Action> partitionActions(String database) {
    Map<ObjectKey, Boolean> tables = partitioned.getOrDefault(database, Map.of());
    Iterator<PartitionPlan> plans =
        new Parallel(TABLES_AT_ONCE)
            .map(
                tables.entrySet().iterator(),
                table -> table.getValue() ? against(table.getKey()) : PartitionPlan.forNewTable());
    return new PartitionActions(
        desired.partitions(database),
        tables.keySet().iterator(),
        plans,
        applier::broken,
        withSurplus::put);
  }

  private PartitionPlan against(ObjectKey table) {
    try {
      return PartitionPlan.against(target.glue().partitions(table.database(), table.name()));
    } catch (SdkException e) {
      return PartitionPlan.unreadable(
          "the target's partitions of " + table + " cannot be read: " + e.getMessage());
    }
  }
}
