package io.twinlake.standin.lakeformation;

import static io.twinlake.standin.lakeformation.Place.fold;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.List;
import java.util.NavigableMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.AllRowsWildcard;
import software.amazon.awssdk.services.lakeformation.model.CreateDataCellsFilterRequest;
import software.amazon.awssdk.services.lakeformation.model.CreateDataCellsFilterResponse;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilter;
import software.amazon.awssdk.services.lakeformation.model.DeleteDataCellsFilterRequest;
import software.amazon.awssdk.services.lakeformation.model.DeleteDataCellsFilterResponse;
import software.amazon.awssdk.services.lakeformation.model.GetDataCellsFilterRequest;
import software.amazon.awssdk.services.lakeformation.model.GetDataCellsFilterResponse;
import software.amazon.awssdk.services.lakeformation.model.ListDataCellsFilterRequest;
import software.amazon.awssdk.services.lakeformation.model.ListDataCellsFilterResponse;
import software.amazon.awssdk.services.lakeformation.model.RowFilter;
import software.amazon.awssdk.services.lakeformation.model.UpdateDataCellsFilterRequest;
import software.amazon.awssdk.services.lakeformation.model.UpdateDataCellsFilterResponse;

/** Data cells filters (aws-facts 19). */
final class FilterOperations {
  private final CatalogId catalogId;
  private final Filters filters;
  private final Existence existence;
  private final Authority authority;
  private final Rows rows;
  private final Pages pages;

  FilterOperations(
      CatalogId catalogId,
      Filters filters,
      Existence existence,
      Authority authority,
      Rows rows,
      Pages pages) {
    this.catalogId = catalogId;
    this.filters = filters;
    this.existence = existence;
    this.authority = authority;
    this.rows = rows;
    this.pages = pages;
  }

  CreateDataCellsFilterResponse create(Call call, CreateDataCellsFilterRequest request) {
    DataCellsFilter filter = complete(call, request.tableData());
    if (!filters.create(filter)) {
      throw AwsError.alreadyExists("Data cells filter " + filter.name() + " already exists.");
    }
    return CreateDataCellsFilterResponse.builder().build();
  }

  UpdateDataCellsFilterResponse update(Call call, UpdateDataCellsFilterRequest request) {
    DataCellsFilter filter = complete(call, request.tableData());
    filters.require(filter.databaseName(), filter.tableName(), filter.name());
    filters.replace(filter);
    return UpdateDataCellsFilterResponse.builder().build();
  }

  private DataCellsFilter complete(Call call, @Nullable DataCellsFilter asked) {
    if (asked == null) {
      throw AwsError.invalidInput("TableData must not be empty.");
    }
    boolean named = asked.hasColumnNames() && !asked.columnNames().isEmpty();
    if (named && asked.columnWildcard() != null) {
      throw AwsError.invalidInput(
          "Data cells filter cannot have both column wildcard expression and column names.");
    }
    String database = fold(Canonical.required("DatabaseName", asked.databaseName()));
    String table = fold(Canonical.required("TableName", asked.tableName()));
    authority.requireGrantOnTable(call.caller(), database, table);
    List<String> columns = Canonical.folded(asked.columnNames());
    existence.requireColumns(database, table, columns);
    if (existence.catalog().isView(database, table)
        || existence.catalog().isResourceLink(database, table)) {
      throw AwsError.invalidInput("Data cells filters are not for views or resource links.");
    }
    return asked.toBuilder()
        .tableCatalogId(catalogId.fill(asked.tableCatalogId()))
        .databaseName(database)
        .tableName(table)
        .name(Canonical.required("Name", asked.name()))
        .columnNames(named ? columns : null)
        .rowFilter(rowFilter(asked.rowFilter()))
        .versionId(UUID.randomUUID().toString())
        .build();
  }

  /** All rows are listed both ways at once. */
  private static RowFilter rowFilter(@Nullable RowFilter asked) {
    if (asked == null || (asked.filterExpression() == null && asked.allRowsWildcard() == null)) {
      throw AwsError.invalidInput("RowFilter needs a filter expression or the all-rows wildcard.");
    }
    return asked.allRowsWildcard() == null
        ? asked
        : RowFilter.builder()
            .filterExpression("TRUE")
            .allRowsWildcard(AllRowsWildcard.builder().build())
            .build();
  }

  GetDataCellsFilterResponse get(Call call, GetDataCellsFilterRequest request) {
    DataCellsFilter filter =
        filters.require(fold(request.databaseName()), fold(request.tableName()), request.name());
    if (!authority.mayGrantOnTable(call.caller(), filter.databaseName(), filter.tableName())) {
      throw Authority.unknownOrForbidden();
    }
    return GetDataCellsFilterResponse.builder().dataCellsFilter(filter).build();
  }

  ListDataCellsFilterResponse list(Call call, ListDataCellsFilterRequest request) {
    NavigableMap<String, DataCellsFilter> found =
        request.table() == null
            ? filters.all()
            : filters.of(
                Place.table(fold(request.table().databaseName()), fold(request.table().name())));
    Pages.Page<DataCellsFilter> page =
        pages.page(
            key ->
                Pages.Entries.of(found)
                    .after(key)
                    .filter(entry -> isVisible(call, entry.getValue())),
            request);
    return ListDataCellsFilterResponse.builder()
        .dataCellsFilters(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private boolean isVisible(Call call, DataCellsFilter filter) {
    return authority.mayGrantOnTable(call.caller(), filter.databaseName(), filter.tableName());
  }

  DeleteDataCellsFilterResponse delete(Call call, DeleteDataCellsFilterRequest request) {
    DataCellsFilter filter =
        filters.require(fold(request.databaseName()), fold(request.tableName()), request.name());
    authority.requireGrantOnTable(call.caller(), filter.databaseName(), filter.tableName());
    filters.remove(filter);
    Place table = Place.table(filter.databaseName(), filter.tableName());
    rows.removeAll(
        rows.at(table).values().stream()
            .filter(row -> row.resource().dataCellsFilter() != null)
            .filter(row -> row.resource().dataCellsFilter().name().equals(filter.name()))
            .toList());
    return DeleteDataCellsFilterResponse.builder().build();
  }
}
