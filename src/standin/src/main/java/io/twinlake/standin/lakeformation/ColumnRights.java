package io.twinlake.standin.lakeformation;

import io.twinlake.standin.region.Catalog;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilter;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilterResource;

/** How grants on some columns or cells cut a table (aws-facts 4). */
record ColumnRights(Holdings holdings, Filters filters, Catalog catalog) {
  /** What is held on the table as a whole. */
  Set<String> onWholeTable(String principal, String database, String table) {
    return Holdings.permissions(
        holdings.onTable(principal, database, table).filter(row -> !cuts(row)));
  }

  /** What the principal may give to others on the table, all columns included. */
  Set<String> grantableOnWholeTable(String principal, String database, String table) {
    Set<String> grantable = new HashSet<>();
    holdings
        .onTable(principal, database, table)
        .filter(row -> !cuts(row))
        .forEach(row -> grantable.addAll(row.grantable()));
    return grantable;
  }

  /** The only columns that the principal's grants show; empty when they show all. */
  Optional<Set<String>> visible(String principal, String database, String table) {
    List<Row> held =
        holdings
            .onTable(principal, database, table)
            .filter(row -> !row.permissions().isEmpty())
            .toList();
    if (held.stream().anyMatch(row -> !cuts(row))) {
      return Optional.empty();
    }
    Set<String> visible = new HashSet<>();
    List<String> columns = catalog.columns(database, table).orElse(List.of());
    held.forEach(row -> columns.stream().filter(covered(row)).forEach(visible::add));
    return Optional.of(visible);
  }

  private static boolean cuts(Row row) {
    return ColumnRows.some(row) || isFilter(row);
  }

  private static boolean isFilter(Row row) {
    return row.resource().dataCellsFilter() != null;
  }

  private Predicate<String> covered(Row row) {
    if (!isFilter(row)) {
      return ColumnRows.covered(row);
    }
    DataCellsFilterResource key = row.resource().dataCellsFilter();
    DataCellsFilter filter = filters.require(key.databaseName(), key.tableName(), key.name());
    return filter.hasColumnNames()
        ? filter.columnNames()::contains
        : column -> !excluded(filter).contains(column);
  }

  private static List<String> excluded(DataCellsFilter filter) {
    return filter.columnWildcard() == null
        ? List.of()
        : filter.columnWildcard().excludedColumnNames();
  }
}
