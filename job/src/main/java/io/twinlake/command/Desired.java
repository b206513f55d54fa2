package io.twinlake.command;

import com.google.common.collect.Iterators;
import com.google.common.collect.Streams;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.LakeFormationObjects;
import io.twinlake.plan.TableSort;
import io.twinlake.snapshot.Manifest;
import io.twinlake.snapshot.Manifest.Unread;
import io.twinlake.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What the target should have: a snapshot's selected objects, rewritten for the target.
 *
 * @param databases the databases' own records
 * @param sorts what each of the selected tables is
 * @param leftOut what of Lake Formation is left out of it, as the snapshot names it
 */
record Desired(
    Snapshot snapshot,
    UnaryOperator<CatalogObject> rewrite,
    Chosen chosen,
    Map<ObjectKey, CatalogObject> databases,
    Map<ObjectKey, TableSort> sorts,
    LakeFormationObjects lakeFormation,
    List<ObjectKey> leftOut) {
  /** What else must have been read before a kind is known whole: a backup asks for it by these. */
  private static final Map<Kind, Set<Kind>> READ_WITH =
      Map.of(
          Kind.LF_TAG_EXPRESSION,
          Set.of(Kind.LF_TAG, Kind.LF_TAG_EXPRESSION),
          Kind.LF_TAG_ASSIGNMENT,
          Set.of(Kind.DATABASE, Kind.TABLE, Kind.LF_TAG, Kind.LF_TAG_ASSIGNMENT),
          Kind.DATA_CELLS_FILTER,
          Set.of(Kind.DATABASE, Kind.TABLE, Kind.DATA_CELLS_FILTER),
          Kind.RLS_POLICY,
          Set.of(Kind.RLS_POLICY, Kind.RLS_POLICY_ATTACHMENT),
          Kind.RLS_POLICY_ATTACHMENT,
          Set.of(Kind.RLS_POLICY, Kind.RLS_POLICY_ATTACHMENT),
          Kind.GRANT,
          Set.of(Kind.DATA_CELLS_FILTER, Kind.GRANT));

  static Desired of(
      Snapshot snapshot,
      UnaryOperator<CatalogObject> rewrite,
      Chosen chosen,
      Predicate<CatalogObject> leavesOut,
      String account) {
    Map<ObjectKey, CatalogObject> databases = new LinkedHashMap<>();
    Map<ObjectKey, TableSort> sorts = new HashMap<>();
    for (Manifest.DatabaseRanges ranges : snapshot.manifest().databases()) {
      if (chosen.readsDatabase(ranges.database())) {
        records(snapshot, ranges.database(), rewrite, chosen)
            .forEachRemaining(
                object -> {
                  if (object.key().kind().equals(Kind.DATABASE)) {
                    databases.put(object.key(), object);
                  } else {
                    sorts.put(object.key(), TableSort.of(object));
                  }
                });
      }
    }
    List<ObjectKey> leftOut = new ArrayList<>();
    Iterator<CatalogObject> lakeFormation =
        Iterators.filter(
            lakeFormation(snapshot, chosen),
            object -> !(leavesOut.test(object) && leftOut.add(object.key())));
    return new Desired(
        snapshot,
        rewrite,
        chosen,
        databases,
        sorts,
        LakeFormationObjects.of(Iterators.transform(lakeFormation, rewrite::apply), account),
        leftOut);
  }

  private static Iterator<CatalogObject> lakeFormation(Snapshot snapshot, Chosen chosen) {
    if (chosen.isWhole() && chosen.isInScope("")) {
      return Iterators.filter(snapshot.lakeFormation(), chosen::includes);
    }
    List<CatalogObject> included = new ArrayList<>();
    ScopeFilter filter = new ScopeFilter(chosen::includes, included::add);
    snapshot.lakeFormation().forEachRemaining(filter::accept);
    filter.finish();
    return included.iterator();
  }

  private static Iterator<CatalogObject> records(
      Snapshot snapshot, String database, UnaryOperator<CatalogObject> rewrite, Chosen chosen) {
    return Iterators.transform(
        Iterators.filter(snapshot.tables(database), chosen::includes), rewrite::apply);
  }

  /** What the catalog holds that belongs to no database, as far as it is asked for. */
  Iterator<CatalogObject> others() {
    return chosen.isWhole() ? allOthers() : Collections.emptyIterator();
  }

  /**
   * The catalog's resource policy, which concerns whatever is chosen, as far as it is asked for.
   */
  Optional<CatalogObject> resourcePolicy() {
    return Streams.stream(allOthers())
        .filter(object -> object.key().kind().equals(Kind.RESOURCE_POLICY))
        .findFirst();
  }

  private Iterator<CatalogObject> allOthers() {
    return Iterators.transform(
        Iterators.filter(snapshot.others(), object -> chosen.scope().includes(object.key().kind())),
        rewrite::apply);
  }

  /** The names of the databases to look into, in the snapshot's order. */
  List<String> databaseNames() {
    return snapshot.manifest().databases().stream()
        .map(Manifest.DatabaseRanges::database)
        .filter(chosen::readsDatabase)
        .toList();
  }

  /** The selected tables of a database, links and views included. */
  Iterator<CatalogObject> tables(String database) {
    return Iterators.filter(
        records(snapshot, database, rewrite, chosen),
        object -> object.key().kind().equals(Kind.TABLE));
  }

  /** The same as the snapshot has them. */
  Stream<CatalogObject> inSource(String database) {
    return Streams.stream(snapshot.tables(database))
        .filter(object -> object.key().kind().equals(Kind.TABLE) && chosen.includes(object));
  }

  /** The selected partitions of a database, those of one table together. */
  Iterator<CatalogObject> partitions(String database) {
    return Iterators.transform(
        Iterators.filter(
            snapshot.partitions(database),
            p -> p.key().kind().equals(Kind.PARTITION) && chosen.includesPartition(p.key())),
        rewrite::apply);
  }

  /** Whether the snapshot tells all there is of an optional kind. */
  boolean hasRead(Kind kind) {
    return chosen.scope().includes(kind)
        && chosen.held().includes(kind)
        && snapshot.manifest().unread().stream().noneMatch(u -> u.key().kind().equals(kind));
  }

  /** The selected objects of a kind that belong to a database or its tables. */
  Iterator<CatalogObject> details(String database, Kind kind) {
    long count =
        snapshot
            .manifest()
            .database(database)
            .map(ranges -> ranges.counts().getOrDefault(kind.name(), 0L))
            .orElse(0L);
    if (count == 0 || !chosen.includes(kind)) {
      return Collections.emptyIterator();
    }
    return Iterators.transform(
        Iterators.filter(
            kind.equals(Kind.PARTITION_COLUMN_STATISTICS)
                ? snapshot.partitions(database)
                : snapshot.details(database),
            object -> object.key().kind().equals(kind) && chosen.includesDetail(object.key())),
        rewrite::apply);
  }

  /** Whether a database, or a table with its partitions, is among the selected ones. */
  boolean has(ObjectKey owner) {
    return owner.kind().equals(Kind.DATABASE)
        ? databases.containsKey(owner)
        : tables().contains(owner.table()) && !isLink(owner.table());
  }

  /** The keys of all selected tables. */
  Set<ObjectKey> tables() {
    return sorts.keySet();
  }

  boolean isLink(ObjectKey table) {
    return sorts.get(table) == TableSort.LINK;
  }

  boolean hasDatabase(String name) {
    return databases.containsKey(ObjectKey.database(name));
  }

  /** Whether Lake Formation objects that belong to no database are restored. */
  boolean holdsGlobals() {
    return chosen.isWhole() && chosen.isInScope("");
  }

  /** Why what the snapshot lacks may be in the source all the same, or empty when it is gone. */
  Optional<String> incomplete() {
    Manifest manifest = snapshot.manifest();
    boolean readAll = manifest.unread().stream().allMatch(u -> BackupOnly.is(u.key().kind()));
    return manifest.completeness().dataLakeAdmin() && readAll
        ? Optional.empty()
        : Optional.of(
            "Nothing was deleted as gone from the source, and no kind of permission that was not read whole was taken back: snapshot %s is incomplete, so what it lacks may still be there; back up again with a caller who sees everything."
                .formatted(manifest.id()));
  }

  /** Whether an object of the kind that the snapshot lacks is known to be gone from the source. */
  boolean tellsGone(Kind kind) {
    Manifest manifest = snapshot.manifest();
    Set<Kind> needed = READ_WITH.getOrDefault(kind, Set.of(kind));
    return manifest.completeness().dataLakeAdmin()
        && manifest.unread().stream()
            .map(Unread::key)
            .noneMatch(key -> needed.contains(key.kind()) && !isOneRow(key))
        && manifest.unsupported().stream().noneMatch(each -> each.kind().equals(kind.name()));
  }

  /** A row on an unknown kind of resource was listed, so the list it is of was read. */
  private static boolean isOneRow(ObjectKey key) {
    return Set.of(Kind.GRANT, Kind.OPT_IN).contains(key.kind()) && !key.name().isEmpty();
  }

  /** Whether the backup may have seen less of this table than there is. */
  boolean mayBeCut(ObjectKey table) {
    return snapshot
        .manifest()
        .completeness()
        .tablesThatMayBeCut()
        .contains(table.database() + "." + table.name());
  }
}
