package io.twinlake.standin.lake;

import java.util.List;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilter;
import software.amazon.awssdk.services.lakeformation.model.RowFilter;

/** Changes of data cells filters (aws-facts 19). */
record RandomFilterDrift(RandomWords words, LakeClients clients) {
  List<Runnable> changes() {
    return List.of(this::add, this::widen, this::change, this::drop);
  }

  private Present present() {
    return new Present(words, clients);
  }

  private void add() {
    String name = "new " + words.below(1_000_000);
    present()
        .any(present().madeTables().filter(MadeTable::isFilterable))
        .ifPresent(table -> new RandomFilters(words, clients).create(table, name));
  }

  private void widen() {
    present().any(present().filters()).ifPresent(filter -> update(filter, RandomFilters.allRows()));
  }

  private void change() {
    present()
        .any(present().filters())
        .ifPresent(
            filter ->
                present()
                    .madeTables()
                    .filter(table -> table.database().equals(filter.databaseName()))
                    .filter(table -> table.name().equals(filter.tableName()))
                    .map(new RandomFilters(words, clients)::someRows)
                    .forEach(rows -> update(filter, rows)));
  }

  /** The version names the filter as it was read. */
  private void update(DataCellsFilter filter, RowFilter rows) {
    DataCellsFilter changed = filter.toBuilder().rowFilter(rows).build();
    clients.lakeFormation().updateDataCellsFilter(r -> r.tableData(changed));
  }

  private void drop() {
    present()
        .any(present().filters())
        .ifPresent(
            each ->
                clients
                    .lakeFormation()
                    .deleteDataCellsFilter(
                        r ->
                            r.tableCatalogId(each.tableCatalogId())
                                .databaseName(each.databaseName())
                                .tableName(each.tableName())
                                .name(each.name())));
  }
}
