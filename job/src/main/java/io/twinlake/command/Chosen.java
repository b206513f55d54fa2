package io.twinlake.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.config.Scope;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.GrantResource;
import io.twinlake.model.GrantRows;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which of a snapshot's objects a run is about: the configured scope, narrowed by a selection.
 *
 * @param held the scope of the snapshot restored: what it was not asked to hold is not gone
 */
record Chosen(
    Scope scope, Scope held, Set<String> databases, Set<ObjectKey> tables, Set<ObjectKey> only) {
  private static final Set<Kind> SHOWING =
      Set.of(Kind.TABLE, Kind.PARTITION, Kind.OPT_IN, Kind.GRANT);

  /** Kinds whose keys name the database and the table that they narrow. */
  private static final Set<Kind> OF_TABLES = Set.of(Kind.DATA_CELLS_FILTER, Kind.LF_TAG_ASSIGNMENT);

  /** Registered locations, and opt-ins on the catalog. */
  private static final Set<Kind> EVERYWHERE = Set.of(Kind.LOCATION, Kind.OPT_IN);

  static Chosen of(Scope scope, Scope held, Selection selection) {
    Set<String> databases = new TreeSet<>();
    selection.databases().forEach(name -> databases.add(ObjectKey.fold(name)));
    return new Chosen(scope, held, databases, selection.tables(), selection.only());
  }

  /** Whether what belongs to this database, or to none when the name is empty, is looked at. */
  boolean isInScope(String database) {
    return scope.contains(database) && held.contains(database);
  }

  /** Whether it is about everything in scope, so that what is not there can be told to be gone. */
  boolean isWhole() {
    return databases.isEmpty() && tables.isEmpty() && only.isEmpty();
  }

  boolean readsDatabase(String database) {
    return isInScope(database)
        && (databases.isEmpty() || databases.contains(database))
        && (tables.isEmpty() || tables.stream().anyMatch(t -> t.database().equals(database)))
        && (only.isEmpty() || only.stream().anyMatch(named -> concerns(named, database)));
  }

  /** Whether an object other than a partition is in it. */
  boolean includes(CatalogObject object) {
    ObjectKey key = object.key();
    if (key.kind().equals(Kind.SETTINGS)) {
      return isWhole();
    }
    if (narrowsAnything(object)) {
      return only.isEmpty() || only.stream().anyMatch(named -> shows(named) || brings(named, key));
    }
    return isInScope(key.database())
        && (isWhole() || (only.isEmpty() ? isInPart(object) : isNamed(key)));
  }

  /** Whether it narrows what is in whatever database. */
  private boolean narrowsAnything(CatalogObject object) {
    return ScopeFilter.narrowsByTags(object)
        || (EVERYWHERE.contains(object.key().kind())
            && object.key().database().isEmpty()
            && isInScope(""));
  }

  /** Whether an optional kind of the catalog is looked at, and the snapshot was to hold it. */
  boolean includes(Kind kind) {
    return scope.includes(kind) && held.includes(kind);
  }

  /** What belongs to a table comes with it; what belongs to a database comes with all of it. */
  boolean includesDetail(ObjectKey detail) {
    if (isWhole()) {
      return true;
    }
    if (!only.isEmpty()) {
      return isNamed(detail) || (detail.kind().isOfTable() && only.contains(detail.table()));
    }
    return tables.isEmpty() || (detail.kind().isOfTable() && tables.contains(detail.table()));
  }

  /** Whether all of the snapshot's grants to the principal in this database are in it. */
  boolean includesGrant(ObjectKey grant) {
    return only.isEmpty() || isNamed(grant);
  }

  /** A table's partitions come with the table. */
  boolean includesPartition(ObjectKey partition) {
    ObjectKey table = ObjectKey.table(partition.database(), partition.name());
    return isWhole()
        || (only.isEmpty() ? tables.isEmpty() || tables.contains(table) : isNamed(table));
  }

  private boolean isInPart(CatalogObject object) {
    ObjectKey key = object.key();
    if (key.database().isEmpty() || !readsDatabase(key.database())) {
      return false;
    }
    if (isGrantOnAllTables(object)) {
      return false;
    }
    return tables.isEmpty() || table(object).map(tables::contains).orElse(true);
  }

  /**
   * Whether it gives something on all tables of a database: with tables chosen it is not looked at,
   * for what narrows the other tables is not either.
   */
  boolean passesOver(ObjectNode resource) {
    return !tables.isEmpty() && resource.path("Table").has("TableWildcard");
  }

  private boolean isGrantOnAllTables(CatalogObject object) {
    return object.key().kind().equals(Kind.GRANT)
        && object.definition().get("Resource") instanceof ObjectNode resource
        && passesOver(GrantRows.resource(resource, GrantResource.otherCatalog(resource)));
  }

  /** The table that the object is, or that its grant or opt-in is about. */
  private static Optional<ObjectKey> table(CatalogObject object) {
    if (object.key().kind().equals(Kind.TABLE)) {
      return Optional.of(object.key());
    }
    if (isOfTable(object.key())) {
      return Optional.of(ObjectKey.table(object.key().database(), object.key().name()));
    }
    // What has a database lies in the account's own catalog, which AWS names (aws-facts 20).
    return object.definition().get("Resource") instanceof ObjectNode resource
        ? GrantResource.table(GrantRows.resource(resource, GrantResource.otherCatalog(resource)))
        : Optional.empty();
  }

  private static boolean isOfTable(ObjectKey key) {
    return key.kind().equals(Kind.DATA_CELLS_FILTER)
        || (key.kind().equals(Kind.LF_TAG_ASSIGNMENT) && !key.name().isEmpty());
  }

  /**
   * A database comes with what is named of it, a table with its partitions, and what shows
   * something with all that narrows it. A grant or opt-in is known by its principal and database.
   */
  private boolean isNamed(ObjectKey key) {
    return only.stream().anyMatch(named -> brings(named, key));
  }

  /** Whether somebody may see more for what is named. */
  private static boolean shows(ObjectKey named) {
    return SHOWING.contains(named.kind());
  }

  /** A grant that belongs to no database may be one by LF-tags, and concern them all. */
  private static boolean concerns(ObjectKey named, String database) {
    return named.database().equals(database)
        || (named.database().isEmpty() && named.kind().equals(Kind.GRANT));
  }

  private static boolean brings(ObjectKey named, ObjectKey key) {
    if (!concerns(named, key.database())) {
      return false;
    }
    if (key.kind().equals(Kind.DATABASE) || (shows(named) && narrows(key, named))) {
      return true;
    }
    boolean isOfTable =
        key.kind().equals(Kind.TABLE)
            && (named.kind().equals(Kind.PARTITION) || named.kind().isOfTable());
    return named.database().equals(key.database())
        && named.name().equals(key.name())
        && (isOfTable || named.kind().equals(key.kind()));
  }

  private static boolean narrows(ObjectKey key, ObjectKey named) {
    boolean isOfOneTable = named.kind().equals(Kind.TABLE) || named.kind().equals(Kind.PARTITION);
    boolean isOfAnother =
        isOfOneTable
            && OF_TABLES.contains(key.kind())
            && !Set.of("", named.name()).contains(key.name());
    return key.kind().narrows() && !key.database().isEmpty() && !isOfAnother;
  }
}
