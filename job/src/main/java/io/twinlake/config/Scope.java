package io.twinlake.config;

import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run is about.
 *
 * @param databases folded names; empty for all databases of the region
 * @param lakeFormationGlobals whether Lake Formation objects that belong to no database are in it:
 *     data locations, catalog grants, tags
 * @param kinds the optional kinds of the catalog that are in it, see {@link CatalogPart}
 */
public record Scope(Set<String> databases, boolean lakeFormationGlobals, Set<Kind> kinds) {
  public static final Scope ALL = new Scope(Set.of(), true);

  public Scope {
    TreeSet<String> folded = new TreeSet<>();
    databases.forEach(name -> folded.add(ObjectKey.fold(name)));
    databases = Collections.unmodifiableSortedSet(folded);
    kinds = Collections.unmodifiableSortedSet(new TreeSet<>(kinds));
  }

  /** With the optional kinds that are read when nothing is said. */
  public Scope(Set<String> databases, boolean lakeFormationGlobals) {
    this(databases, lakeFormationGlobals, CatalogPart.kinds(CatalogPart.DEFAULT));
  }

  public boolean isAll() {
    return databases.isEmpty();
  }

  /** Whether an object of this database is in scope; the empty name stands for objects of none. */
  public boolean contains(String database) {
    return database.isEmpty() ? lakeFormationGlobals : isAll() || databases.contains(database);
  }

  /** Whether objects of this kind are in scope; asked of optional kinds only. */
  public boolean includes(Kind kind) {
    return kinds.contains(kind);
  }

  /**
   * Whether every database of the other scope is in this one, and what belongs to none. Optional
   * kinds do not count: a newer snapshot without them is worth more than an older one with them.
   */
  public boolean covers(Scope other) {
    return (isAll() || (!other.isAll() && databases.containsAll(other.databases)))
        && (lakeFormationGlobals || !other.lakeFormationGlobals);
  }
}
