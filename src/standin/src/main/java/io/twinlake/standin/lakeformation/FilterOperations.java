package io.twinlake.standin.lakeformation;

import static io.twinlake.standin.lakeformation.Place.fold;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.List;
import java.util.NavigableMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.AllRowsWildcard;
import software.amazon.awssdk.services.lakeformation.model.ColumnWildcard;
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
  private static final int MAX_NAME = 255;
  private static final int MAX_EXPRESSION = 2048;

  private final CatalogId catalogId;
  private final Filters filters;
  private final Existence existence;
  private final Authority authority;
  private final Rows rows;
  private final InFlight inFlight;
  private final Pages pages;
  private final Quotas quotas;
  private final Readings readings;

  FilterOperations(
      CatalogId catalogId,
      Filters filters,
      Existence existence,
      Authority authority,
      Rows rows,
      InFlight inFlight,
      Pages pages,
      Quotas quotas,
      Readings readings) {
    this.catalogId = catalogId;
    this.filters = filters;
    this.existence = existence;
    this.authority = authority;
    this.rows = rows;
    this.inFlight = inFlight;
    this.pages = pages;
    this.quotas = quotas;
    this.readings = readings;
  }

  CreateDataCellsFilterResponse create(Call call, CreateDataCellsFilterRequest request) {
    DataCellsFilter filter = complete(call, request.tableData());
    if (request.tableData().versionId() != null) {
      throw AwsError.invalidInput("VersionId cannot be given to a new data cells filter.");
    }
    if (!filters.has(filter)) {
      Place table = Place.table(filter.databaseName(), filter.tableName());
      quotas.require(Quota.FILTERS_PER_TABLE, filters.of(table).size() + 1);
    }
    if (!filters.create(filter)) {
      throw AwsError.alreadyExists("Data cells filter " + filter.name() + " already exists.");
    }
    return CreateDataCellsFilterResponse.builder().build();
  }

  UpdateDataCellsFilterResponse update(Call call, UpdateDataCellsFilterRequest request) {
    DataCellsFilter filter = complete(call, request.tableData());
    inFlight.run(
        Place.filter(filter.databaseName(), filter.tableName(), filter.name()),
        () -> {
          DataCellsFilter before =
              filters.require(filter.databaseName(), filter.tableName(), filter.name());
          requireCurrent(before, request.tableData().versionId());
          filters.replace(filter);
        });
    return UpdateDataCellsFilterResponse.builder().build();
  }

  private static void requireCurrent(DataCellsFilter before, @Nullable String version) {
    if (version != null && !version.equals(before.versionId())) {
      throw AwsError.of(
          "ConcurrentModificationException",
          "Data cells filter " + before.name() + " is not at version " + version + " any more.");
    }
  }

  private DataCellsFilter complete(Call call, @Nullable DataCellsFilter asked) {
    if (asked == null) {
      throw AwsError.invalidInput("TableData must not be empty.");
    }
    boolean named = asked.hasColumnNames() && !asked.columnNames().isEmpty();
    requireOneWay(named, asked.columnWildcard() != null);
    String database = fold(Canonical.required("DatabaseName", asked.databaseName()));
    String table = fold(Canonical.required("TableName", asked.tableName()));
    authority.requireGrantOnTable(call.caller(), database, table);
    List<String> columns = Canonical.folded(asked.columnNames());
    existence.requireColumns(database, table, columns);
    List<String> excluded =
        named ? List.of() : Canonical.folded(asked.columnWildcard().excludedColumnNames());
    existence.requireColumns(database, table, excluded);
    requireNoPartitionKey(database, table, named ? columns : excluded);
    if (existence.catalog().isView(database, table)
        || existence.catalog().isResourceLink(database, table)) {
      throw AwsError.invalidInput("Data cells filters are not for views or resource links.");
    }
    return asked.toBuilder()
        .tableCatalogId(catalogId.fill(asked.tableCatalogId()))
        .databaseName(database)
        .tableName(table)
        .name(name(asked.name()))
        .columnNames(named ? columns : null)
        .columnWildcard(
            named ? null : ColumnWildcard.builder().excludedColumnNames(excluded).build())
        .rowFilter(rowFilter(asked.rowFilter()))
        .versionId(UUID.randomUUID().toString())
        .build();
  }

  private static void requireOneWay(boolean named, boolean wildcard) {
    if (named && wildcard) {
      throw AwsError.invalidInput(
          "Data cells filter cannot have both column wildcard expression and column names.");
    }
    if (!named && !wildcard) {
      throw AwsError.invalidInput("Data cells filter needs column names or a column wildcard.");
    }
  }

  private void requireNoPartitionKey(String database, String table, List<String> columns) {
    List<String> keys = existence.catalog().partitionKeys(database, table);
    if (columns.stream().anyMatch(keys::contains)) {
      throw AwsError.invalidInput("Partition keys cannot be used in a column filter: " + keys);
    }
  }

  private static String name(@Nullable String asked) {
    String name = Canonical.required("Name", asked);
    if (name.length() > MAX_NAME) {
      throw AwsError.invalidInput("Name is longer than " + MAX_NAME + " characters.");
    }
    return name;
  }

  /** All rows are listed both ways at once, and taken in one. */
  private static RowFilter rowFilter(@Nullable RowFilter asked) {
    if (asked == null || (asked.filterExpression() == null) == (asked.allRowsWildcard() == null)) {
      throw AwsError.invalidInput(
          "RowFilter needs either a filter expression or the all-rows wildcard.");
    }
    if (asked.allRowsWildcard() == null
        && Canonical.required("FilterExpression", asked.filterExpression()).length()
            > MAX_EXPRESSION) {
      throw AwsError.invalidInput(
          "FilterExpression is longer than " + MAX_EXPRESSION + " characters.");
    }
    return asked.allRowsWildcard() == null
        ? asked
        : RowFilter.builder()
            .filterExpression("TRUE")
            .allRowsWildcard(AllRowsWildcard.builder().build())
            .build();
  }

  GetDataCellsFilterResponse get(Call call, GetDataCellsFilterRequest request) {
    Canonical.required("TableCatalogId", request.tableCatalogId());
    DataCellsFilter filter =
        filters.require(fold(request.databaseName()), fold(request.tableName()), request.name());
    if (!authority.mayGrantOnTable(call.caller(), filter.databaseName(), filter.tableName())) {
      throw Authority.unknownOrForbidden();
    }
    return GetDataCellsFilterResponse.builder().dataCellsFilter(filter).build();
  }

  ListDataCellsFilterResponse list(Call call, ListDataCellsFilterRequest request) {
    if (request.table() == null && !readings.listsFiltersOfAllTables) {
      throw AwsError.invalidInput("Table must not be empty.");
    }
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
