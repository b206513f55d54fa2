package io.twinlake.standin.lakeformation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import software.amazon.awssdk.services.lakeformation.model.ColumnWildcard;
import software.amazon.awssdk.services.lakeformation.model.TableWithColumnsResource;

/**
 * SELECT on named columns of one table for one principal: at most two rows, the columns with the
 * grant option apart from those without.
 */
final class ColumnRows {
  private final Set<String> selectable = new TreeSet<>();
  private final Set<String> grantable = new TreeSet<>();

  void add(Row row) {
    if (!row.permissions().isEmpty()) {
      selectable.addAll(columns(row));
    }
    if (!row.grantable().isEmpty()) {
      grantable.addAll(columns(row));
    }
  }

  void remove(Row row) {
    if (!row.permissions().isEmpty()) {
      selectable.removeAll(columns(row));
    }
    if (!row.grantable().isEmpty()) {
      grantable.removeAll(columns(row));
    }
  }

  /** The rows as listed, dated and addressed as the one given. */
  List<Row> rows(Row like) {
    List<Row> rows = new ArrayList<>();
    for (boolean select : new boolean[] {true, false}) {
      for (boolean grant : new boolean[] {true, false}) {
        Set<String> names = new LinkedHashSet<>(selectable);
        names.addAll(grantable);
        names.removeIf(
            name -> selectable.contains(name) != select || grantable.contains(name) != grant);
        if (!names.isEmpty()) {
          rows.add(row(like, names).with(select(select), select(grant)));
        }
      }
    }
    return rows;
  }

  static boolean names(Row row) {
    return row.resource().tableWithColumns() != null
        && row.resource().tableWithColumns().hasColumnNames();
  }

  static boolean all(Row row) {
    TableWithColumnsResource columns = row.resource().tableWithColumns();
    return columns != null
        && columns.columnWildcard() != null
        && columns.columnWildcard().excludedColumnNames().isEmpty();
  }

  /** Only some columns: named ones, or all but some. */
  static boolean some(Row row) {
    return row.resource().tableWithColumns() != null && !all(row);
  }

  /** Which of a table's columns a row on columns is about. */
  static Predicate<String> covered(Row row) {
    TableWithColumnsResource columns = row.resource().tableWithColumns();
    if (columns.hasColumnNames()) {
      return columns.columnNames()::contains;
    }
    return column -> !columns.columnWildcard().excludedColumnNames().contains(column);
  }

  private static List<String> columns(Row row) {
    return row.resource().tableWithColumns().columnNames();
  }

  private static Set<String> select(boolean held) {
    return held ? Set.of(Names.SELECT) : Set.of();
  }

  private static Row row(Row like, Set<String> names) {
    return like.on(
        like.resource().toBuilder()
            .tableWithColumns(
                like.resource().tableWithColumns().toBuilder()
                    .columnNames(names)
                    .columnWildcard((ColumnWildcard) null)
                    .build())
            .build());
  }
}
