package io.twinlake.config;

import io.twinlake.model.ObjectKey;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which databases a run is about.
 *
 * @param databases folded names; empty for all databases of the region
 * @param lakeFormationGlobals whether Lake Formation objects that belong to no database are in it:
 *     data locations, catalog grants, tags
 */
public record Scope(Set<String> databases, boolean lakeFormationGlobals) {
  public static final Scope ALL = new Scope(Set.of(), true);

  public Scope {
    TreeSet<String> folded = new TreeSet<>();
    databases.forEach(name -> folded.add(ObjectKey.fold(name)));
    databases = Collections.unmodifiableSortedSet(folded);
  }

  public boolean isAll() {
    return databases.isEmpty();
  }

  /** Whether an object of this database is in scope; the empty name stands for objects of none. */
  public boolean contains(String database) {
    return database.isEmpty() ? lakeFormationGlobals : isAll() || databases.contains(database);
  }

  /** Whether everything of the other scope is in this one. */
  public boolean covers(Scope other) {
    return (isAll() || (!other.isAll() && databases.containsAll(other.databases)))
        && (lakeFormationGlobals || !other.lakeFormationGlobals);
  }
}
