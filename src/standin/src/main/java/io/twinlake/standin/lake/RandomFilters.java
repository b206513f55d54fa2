package io.twinlake.standin.lake;

import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.lakeformation.model.AllRowsWildcard;
import software.amazon.awssdk.services.lakeformation.model.ColumnWildcard;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilter;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.RowFilter;

/** Random data cells filters, of some rows or all and of some columns or all (aws-facts 19). */
record RandomFilters(RandomWords words, LakeClients clients) {
  /**
   * @param table one that {@linkplain MadeTable#isFilterable() takes filters}
   */
  List<Resource> create(MadeTable table) {
    return words.names(1 + words.below(2)).stream().map(name -> create(table, name)).toList();
  }

  Resource create(MadeTable table, String name) {
    DataCellsFilter filter = filter(table, name);
    clients.lakeFormation().createDataCellsFilter(r -> r.tableData(filter));
    return resource(filter);
  }

  static Resource resource(DataCellsFilter filter) {
    return Resource.builder()
        .dataCellsFilter(
            f ->
                f.databaseName(filter.databaseName())
                    .tableName(filter.tableName())
                    .name(filter.name()))
        .build();
  }

  private DataCellsFilter filter(MadeTable table, String name) {
    DataCellsFilter.Builder filter =
        DataCellsFilter.builder()
            .databaseName(table.database())
            .tableName(table.name())
            .name(name)
            .rowFilter(words.once(3) ? allRows() : someRows(table));
    columns(table).accept(filter);
    return filter.build();
  }

  static RowFilter allRows() {
    return RowFilter.builder().allRowsWildcard(AllRowsWildcard.builder().build()).build();
  }

  RowFilter someRows(MadeTable table) {
    String expression = condition(words.oneOf(table.columns()), words.value());
    return RowFilter.builder().filterExpression(expression).build();
  }

  static String condition(String column, String value) {
    return "\"%s\" = '%s'".formatted(column.replace("\"", "\"\""), value.replace("'", "''"));
  }

  /** Named ones, all but some, or all; partition keys cannot be chosen. */
  private Consumer<DataCellsFilter.Builder> columns(MadeTable table) {
    List<String> stored = table.stored();
    List<String> left = words.exactly(words.below(stored.size()), stored);
    return switch (words.below(3)) {
      case 0 -> filter -> filter.columnNames(words.exactly(1 + words.below(stored.size()), stored));
      case 1 -> filter -> filter.columnWildcard(w -> w.excludedColumnNames(left));
      default -> filter -> filter.columnWildcard(ColumnWildcard.builder().build());
    };
  }
}
