package io.twinlake.command.access;

import java.util.List;
import java.util.Locale;

/**
 * What a permission is on.
 *
 * @param kind e.g. {@code column}
 * @param path e.g. database, table and column, folded as AWS folds names
 */
public record Thing(String kind, List<String> path) {
  /** As a column: those that a table gets later; as a tag's value: all of them. */
  static final String ANY = "*";

  static Thing of(String kind, String... path) {
    return new Thing(kind, List.of(path));
  }

  static Thing database(String name) {
    return of("database", name);
  }

  /** All tables of a database, those to come included. */
  static Thing allTables(String database) {
    return of("all tables", database);
  }

  static Thing table(String database, String name) {
    return of("table", database, name);
  }

  static Thing column(Thing table, String name) {
    return of("column", table.path().get(0), table.path().get(1), name);
  }

  /** Glue and Lake Formation keep names in lower case. */
  static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  boolean isColumn() {
    return kind.equals("column");
  }

  /** Whether it is a table or one of its columns. */
  boolean isInTable() {
    return kind.equals("table") || isColumn();
  }

  Thing tableOf() {
    return table(path.get(0), path.get(1));
  }

  @Override
  public String toString() {
    return path.isEmpty() ? kind : kind + " " + String.join(".", path);
  }
}
