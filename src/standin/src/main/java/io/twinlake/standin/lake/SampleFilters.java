package io.twinlake.standin.lake;

import java.util.List;
import software.amazon.awssdk.services.lakeformation.model.Column;
import software.amazon.awssdk.services.lakeformation.model.ColumnWildcard;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilter;
import software.amazon.awssdk.services.lakeformation.model.RowFilter;

/** The sample lake's data cells filters and its row-level-security policy. */
record SampleFilters(LakeClients clients) {
  void create() {
    create(
        filter("customers", "in_germany")
            .rowFilter(rows("country = 'DE'"))
            .columnWildcard(ColumnWildcard.builder().build()));
    create(
        filter("employees", "without_pay")
            .rowFilter(RandomFilters.allRows())
            .columnWildcard(w -> w.excludedColumnNames("salary", "bank_account")));
    create(
        filter("payments", "small_amounts")
            .rowFilter(rows("amount < 1000"))
            .columnNames("payment_id", "order_id", "amount", "paid_at"));
    secureRows();
  }

  private static DataCellsFilter.Builder filter(String table, String name) {
    return DataCellsFilter.builder().databaseName("sampledb").tableName(table).name(name);
  }

  private static RowFilter rows(String expression) {
    return RowFilter.builder().filterExpression(expression).build();
  }

  private void create(DataCellsFilter.Builder filter) {
    clients.lakeFormation().createDataCellsFilter(r -> r.tableData(filter.build()));
  }

  /** Analysts see orders from the moment they are paid. */
  private void secureRows() {
    List<Column> columns = List.of(Column.builder().name("status").type("string").build());
    clients
        .lakeFormation()
        .createRLSPolicy(
            r ->
                r.name("paid_orders")
                    .attachmentColumns(columns)
                    .filterExpression("status IN ('paid', 'shipped')"));
    clients
        .lakeFormation()
        .attachRLSPolicy(
            r ->
                r.name("paid_orders")
                    .resource(RandomGrants.table("sampledb", "orders"))
                    .principal(
                        p -> p.dataLakePrincipalIdentifier(clients.principal("role/Analyst"))));
  }
}
