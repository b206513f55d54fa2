package io.twinlake.command;

import io.twinlake.config.Scope;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.Set;
import java.util.TreeSet;

/** Which of a snapshot's objects a run is about: the configured scope, narrowed by a selection. */
record Chosen(Scope scope, Set<String> databases, Set<ObjectKey> tables, Set<ObjectKey> only) {
  static Chosen of(Scope scope, Selection selection) {
    Set<String> databases = new TreeSet<>();
    selection.databases().forEach(name -> databases.add(ObjectKey.fold(name)));
    return new Chosen(scope, databases, selection.tables(), selection.only());
  }

  /** Whether it is about everything in scope, so that what is not there can be told to be gone. */
  boolean isWhole() {
    return databases.isEmpty() && tables.isEmpty() && only.isEmpty();
  }

  boolean readsDatabase(String database) {
    return scope.contains(database)
        && (databases.isEmpty() || databases.contains(database))
        && (tables.isEmpty() || tables.stream().anyMatch(t -> t.database().equals(database)))
        && (only.isEmpty() || only.stream().anyMatch(key -> key.database().equals(database)));
  }

  /** Whether an object other than a partition is in it. */
  boolean includes(ObjectKey key) {
    if (!scope.contains(key.database())) {
      return false;
    }
    return isWhole() || (only.isEmpty() ? isInPart(key) : isNamed(key));
  }

  /** A table's partitions come with the table, or when they are named themselves. */
  boolean includesPartition(ObjectKey partition) {
    ObjectKey table = ObjectKey.table(partition.database(), partition.name());
    return includes(table) || (!only.isEmpty() && only.contains(partition));
  }

  private boolean isInPart(ObjectKey key) {
    if (key.database().isEmpty() || !readsDatabase(key.database())) {
      return false;
    }
    return tables.isEmpty() || !key.kind().equals(Kind.TABLE) || tables.contains(key);
  }

  /** A grant or opt-in that was not fine is known by its principal and database alone. */
  private boolean isNamed(ObjectKey key) {
    if (key.kind().equals(Kind.GRANT) || key.kind().equals(Kind.OPT_IN)) {
      return only.stream()
          .anyMatch(
              o ->
                  o.kind().equals(key.kind())
                      && o.database().equals(key.database())
                      && o.name().equals(key.name()));
    }
    return only.contains(key);
  }
}
