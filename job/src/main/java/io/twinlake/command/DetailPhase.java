package io.twinlake.command;

import com.google.common.collect.Iterators;
import io.twinlake.apply.Applier;
import io.twinlake.apply.Writer;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Op;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What databases or tables have of one kind, compared owner by owner. The target is asked only
 * about owners that can have some, and not about those that this run made.
 */
final class DetailPhase {
  /** What AWS is asked about and answers. */
  @FunctionalInterface
  interface Reading {
    /**
     * @param owners what the target has of it is wanted
     */
    Iterable<CatalogObject> read(List<Owned> owners);
  }

  /**
   * How one kind is read, compared and written.
   *
   * @param atOnce how many owners one reading takes
   * @param owners who has some in the target, perhaps, though neither the snapshot nor the base
   *     says so; of a database
   */
  record Ways(
      Kind kind,
      Reading reading,
      int atOnce,
      Function<String, Collection<ObjectKey>> owners,
      BiFunction<CatalogObject, @Nullable CatalogObject, Action> decide,
      Writer writer) {}

  /**
   * A database, table or partition with what it should have.
   *
   * @param base what it was given once
   */
  record Owned(ObjectKey owner, Map<ObjectKey, CatalogObject> wanted, Set<ObjectKey> base) {
    /** Whatever it is known by. */
    Set<ObjectKey> keys() {
      Set<ObjectKey> keys = new TreeSet<>(wanted.keySet());
      keys.addAll(base);
      return keys;
    }
  }

  private final Ways ways;
  private final Desired desired;
  private final Target target;
  private final Base base;
  private final Applier applier;
  private final boolean defers;
  private final boolean namesExtras;
  private final Collection<Action> deferred = new ConcurrentLinkedQueue<>();
  private final Set<ObjectKey> gone = new ConcurrentSkipListSet<>();

  /**
   * @param defers whether what is gone will be deleted, so that what may need its place waits
   * @param namesExtras whether what only the target has is told as a difference
   */
  DetailPhase(
      Ways ways,
      Desired desired,
      Target target,
      Base base,
      boolean defers,
      boolean namesExtras,
      Applier applier) {
    this.ways = ways;
    this.desired = desired;
    this.target = target;
    this.base = base;
    this.applier = applier;
    this.defers = defers;
    this.namesExtras = namesExtras && desired.tellsGone(ways.kind());
  }

  void run() {
    if (desired.chosen().includes(ways.kind())) {
      Iterator<Owned> owners =
          Iterators.concat(Iterators.transform(desired.databaseNames().iterator(), d -> owners(d)));
      Iterator<List<Action>> plans =
          target.region().parallel().map(Iterators.partition(owners, ways.atOnce()), this::plan);
      applier.apply(Iterators.concat(Iterators.transform(plans, List::iterator)), ways.writer());
    }
  }

  /** Makes what waited for something that is gone to be deleted. */
  void finish() {
    applier.apply(deferred.iterator(), ways.writer());
  }

  /** What was restored once, and is gone from a source that still has its owner. */
  Deletions.Step gone() {
    return new Deletions.Step(
        ways.kind(),
        gone.stream().map(key -> Action.delete(key, Deletions.REASON)).toList(),
        ways.writer());
  }

  private Iterator<Owned> owners(String database) {
    Map<ObjectKey, Set<ObjectKey>> before = new HashMap<>();
    base.details(database, ways.kind())
        .forEachRemaining(
            object ->
                before
                    .computeIfAbsent(owner(object.key()), any -> new HashSet<>())
                    .add(object.key()));
    Set<ObjectKey> seen = new HashSet<>();
    Iterator<Owned> wanted =
        new Grouped(
            desired.details(database, ways.kind()),
            DetailPhase::owner,
            (owner, objects) -> {
              seen.add(owner);
              return new Owned(owner, objects, before.getOrDefault(owner, Set.of()));
            });
    Supplier<Iterator<Owned>> others =
        () -> {
          Set<ObjectKey> rest = new LinkedHashSet<>(ways.owners().apply(database));
          rest.addAll(before.keySet());
          rest.removeIf(owner -> seen.contains(owner) || !desired.has(owner));
          return Iterators.transform(
              rest.iterator(),
              owner -> new Owned(owner, Map.of(), before.getOrDefault(owner, Set.of())));
        };
    return Iterators.concat(
        Iterators.transform(
            List.<Supplier<Iterator<Owned>>>of(() -> wanted, others).iterator(), Supplier::get));
  }

  private static ObjectKey owner(ObjectKey key) {
    if (key.kind().equals(Kind.PARTITION_COLUMN_STATISTICS)) {
      List<String> values = key.values();
      return ObjectKey.partition(key.database(), key.name(), values.subList(0, values.size() - 1));
    }
    return key.kind().isOfTable() ? key.table() : ObjectKey.database(key.database());
  }

  private List<Action> plan(List<Owned> owners) {
    List<Action> actions = new ArrayList<>();
    List<Owned> there = owners.stream().filter(owned -> isThere(owned.owner())).toList();
    Map<ObjectKey, CatalogObject> actual = new HashMap<>();
    String unreadable = there.isEmpty() ? "" : read(there, actual);
    for (Owned owned : owners) {
      boolean makesRoom = unreadable.isEmpty() && surplus(owned, actual, actions);
      for (CatalogObject wanted : owned.wanted().values()) {
        Action action = decide(owned, wanted, actual.get(wanted.key()), unreadable);
        if (makesRoom && defers && action.op() == Op.CREATE) {
          deferred.add(action);
        } else {
          actions.add(action);
        }
      }
    }
    return actions;
  }

  private Action decide(
      Owned owned, CatalogObject wanted, @Nullable CatalogObject actual, String unreadable) {
    Optional<String> objection =
        applier
            .objection(written(owned.owner()))
            .or(() -> applier.objection(ObjectKey.database(owned.owner().database())));
    if (objection.isPresent()) {
      return Action.skip(wanted.key(), objection.get());
    }
    return unreadable.isEmpty() || !isThere(owned.owner())
        ? ways.decide().apply(wanted, actual)
        : Action.refuse(wanted.key(), unreadable);
  }

  /** Takes note of what the target has more, and tells whether any of it is ours. */
  private boolean surplus(Owned owned, Map<ObjectKey, CatalogObject> actual, List<Action> actions) {
    boolean ours = false;
    for (ObjectKey key : new TreeSet<>(actual.keySet())) {
      if (owner(key).equals(owned.owner()) && !owned.wanted().containsKey(key)) {
        if (owned.base().contains(key) && desired.tellsGone(key.kind())) {
          gone.add(key);
          ours = true;
        } else if (namesExtras) {
          actions.add(Action.delete(key, ""));
        }
      }
    }
    return ours;
  }

  /** The database or table whose results tell of the owner; partitions are too many to remember. */
  private static ObjectKey written(ObjectKey owner) {
    return owner.kind().equals(Kind.DATABASE) ? owner : owner.table();
  }

  /** Whether it was in the target before this run, as what it is now. */
  private boolean isThere(ObjectKey each) {
    ObjectKey owner = written(each);
    ObjectKey database = ObjectKey.database(owner.database());
    return target.has(database)
        && !applier.created(owner)
        && !applier.replaced(owner)
        && !applier.created(database)
        && !applier.replaced(database)
        && !applier.broken(owner)
        && !applier.broken(database);
  }

  /** Why the target cannot be told, or empty. */
  private String read(List<Owned> owners, Map<ObjectKey, CatalogObject> actual) {
    try {
      ways.reading().read(owners).forEach(found -> actual.put(found.key(), found));
      return "";
    } catch (SdkException e) {
      return "the target's objects of kind %s cannot be read: %s"
          .formatted(ways.kind(), Failure.explain(e).getMessage());
    }
  }
}
