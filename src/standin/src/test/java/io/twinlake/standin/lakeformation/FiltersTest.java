package io.twinlake.standin.lakeformation;

import static io.twinlake.standin.lakeformation.LakeUnderTest.caller;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FiltersTest {
  private static final String FILTER =
      "{\"DataCellsFilter\":{\"DatabaseName\":\"sales\",\"TableName\":\"orders\",\"Name\":\"eu\"}}";
  private final LakeUnderTest lake = LakeUnderTest.governed();

  @BeforeEach
  void fill() {
    lake.catalog.with("sales", "orders", "id", "amount").with("sales", "v", "id");
    lake.catalog.is("sales.v", "view");
  }

  @Test
  void aGrantOnAFilterShowsItsColumns() {
    create("orders", "\"ColumnNames\":[\"id\"]");
    lake.grant("ana", FILTER, "SELECT", "");
    assertThat(lake.service.visibleColumns(caller("ana"), "sales", "orders").orElseThrow())
        .containsExactly("id");
    assertThat(lake.service.maySelectAllColumns(caller("ana"), "sales", "orders")).isFalse();
  }

  @Test
  void deletingAFilterDropsItsGrants() {
    create("orders", "\"ColumnWildcard\":{}");
    lake.grant("ana", FILTER, "SELECT", "");
    lake.as(
        "admin",
        "DeleteDataCellsFilter",
        "{\"DatabaseName\":\"sales\",\"TableName\":\"orders\",\"Name\":\"eu\"}");
    assertThat(lake.rows("admin", "{\"ResourceType\":\"TABLE\"}")).isEmpty();
    assertThat(lake.service.mayDescribeTable(caller("ana"), "sales", "orders")).isFalse();
    assertThat(lake.list("admin", "ListDataCellsFilter", "{}", "DataCellsFilters")).isEmpty();
  }

  @Test
  void refusesViewsTwoKindsOfColumnsAndDoubles() {
    create("orders", "\"ColumnWildcard\":{}");
    assertThat(refused("orders", "\"ColumnWildcard\":{}")).startsWith("AlreadyExistsException");
    assertThat(refused("v", "\"ColumnWildcard\":{}")).startsWith("InvalidInputException");
    assertThat(refused("orders", "\"ColumnNames\":[\"id\"],\"ColumnWildcard\":{}"))
        .contains("cannot have both column wildcard expression and column names");
    assertThat(lake.refusedGrant("ana", FILTER.replace("eu", "us"), "SELECT", ""))
        .startsWith("EntityNotFoundException");
  }

  @Test
  void takesOneWayOfChoosingRowsAndOneOfChoosingColumns() {
    assertThat(refusedRows("{}")).startsWith("InvalidInputException: RowFilter");
    assertThat(refusedRows("{\"FilterExpression\":\"TRUE\",\"AllRowsWildcard\":{}}"))
        .startsWith("InvalidInputException: RowFilter");
    assertThat(refusedRows("{\"FilterExpression\":\" \"}"))
        .startsWith("InvalidInputException: FilterExpression");
    assertThat(refusedRows("{\"FilterExpression\":\"" + "x".repeat(2049) + "\"}"))
        .startsWith("InvalidInputException: FilterExpression");
    assertThat(refused("orders", "\"ColumnNames\":[]")).startsWith("InvalidInputException");
    assertThat(refusedRows("{\"FilterExpression\":\"" + "x".repeat(2048) + "\"}"))
        .isEqualTo("none");
  }

  @Test
  void listsAllRowsInBothWays() {
    create("orders", "\"ColumnWildcard\":{}");
    assertThat(filter().path("RowFilter").toString())
        .isEqualTo("{\"FilterExpression\":\"TRUE\",\"AllRowsWildcard\":{}}");
  }

  @Test
  void choosesColumnsThatAreThereAndNoPartitionKeys() {
    lake.catalog
        .with("sales", "orders", "id", "amount", "day")
        .partitioned("sales", "orders", "day");
    assertThat(refused("orders", "\"ColumnNames\":[\"day\"]"))
        .startsWith("InvalidInputException: Partition keys");
    assertThat(refused("orders", "\"ColumnWildcard\":{\"ExcludedColumnNames\":[\"day\"]}"))
        .startsWith("InvalidInputException: Partition keys");
    assertThat(refused("orders", "\"ColumnWildcard\":{\"ExcludedColumnNames\":[\"no\"]}"))
        .contains("non-existent column");
    create("orders", "\"ColumnWildcard\":{\"ExcludedColumnNames\":[\"ID\"]}");
    assertThat(filter().path("ColumnWildcard").toString())
        .isEqualTo("{\"ExcludedColumnNames\":[\"id\"]}");
  }

  @Test
  void refusesResourceLinks() {
    lake.catalog.with("sales", "l", "id").is("sales.l", "link");
    assertThat(refused("l", "\"ColumnWildcard\":{}")).startsWith("InvalidInputException");
  }

  @Test
  void anUpdateMakesANewVersionAndRefusesAStaleOne() {
    String columns = "\"ColumnWildcard\":{}";
    create("orders", columns);
    String first = filter().path("VersionId").asText();
    assertThat(refused("orders", columns + ",\"VersionId\":\"" + first + "\""))
        .startsWith("InvalidInputException: VersionId");
    String update = body("orders", columns + ",\"VersionId\":\"" + first + "\"");
    lake.as("admin", "UpdateDataCellsFilter", update);
    assertThat(filter().path("VersionId").asText()).isNotEqualTo(first);
    assertThat(lake.refusal("admin", "UpdateDataCellsFilter", update))
        .startsWith("ConcurrentModificationException");
    lake.as("admin", "UpdateDataCellsFilter", body("orders", columns));
    assertThat(lake.refusal("admin", "UpdateDataCellsFilter", update.replace("\"eu\"", "\"us\"")))
        .startsWith("EntityNotFoundException");
  }

  @Test
  void limitsTheFiltersOfATable() {
    lake.service.quota(Quota.FILTERS_PER_TABLE, 1);
    create("orders", "\"ColumnWildcard\":{}");
    assertThat(
            lake.refusal(
                "admin",
                "CreateDataCellsFilter",
                body("orders", "\"ColumnWildcard\":{}").replace("\"eu\"", "\"us\"")))
        .startsWith("ResourceNumberLimitExceededException");
    assertThat(refused("orders", "\"ColumnWildcard\":{}")).startsWith("AlreadyExistsException");
  }

  @Test
  void mayListThemByTableOnly() {
    create("orders", "\"ColumnWildcard\":{}");
    lake.service.listsFiltersOfAllTables(false);
    assertThat(lake.refusal("admin", "ListDataCellsFilter", "{}"))
        .startsWith("InvalidInputException");
    String orders = "{\"Table\":{\"DatabaseName\":\"sales\",\"Name\":\"ORDERS\"}}";
    assertThat(lake.list("admin", "ListDataCellsFilter", orders, "DataCellsFilters")).hasSize(1);
  }

  @Test
  void mayListTheirGrantsWithTheirTableOnly() {
    create("orders", "\"ColumnWildcard\":{}");
    lake.grant("ana", FILTER, "SELECT", "");
    assertThat(lake.rows("admin", "{}")).hasSize(2);
    lake.service.listsFilterGrantsUnfiltered(false);
    assertThat(lake.rows("admin", "{}")).hasSize(1);
    String orders = "{\"Resource\":" + LakeUnderTest.table("sales", "orders") + "%s}";
    assertThat(lake.rows("admin", orders.formatted(""))).isEmpty();
    assertThat(lake.rows("admin", orders.formatted(",\"IncludeRelated\":\"TRUE\""))).hasSize(1);
  }

  private JsonNode filter() {
    return lake.list("admin", "ListDataCellsFilter", "{}", "DataCellsFilters").get(0);
  }

  private String refusedRows(String rows) {
    return lake.refusal(
        "admin",
        "CreateDataCellsFilter",
        body("orders", "\"ColumnWildcard\":{}").replace("{\"AllRowsWildcard\":{}}", rows));
  }

  private void create(String table, String columns) {
    lake.as("admin", "CreateDataCellsFilter", body(table, columns));
  }

  private String refused(String table, String columns) {
    return lake.refusal("admin", "CreateDataCellsFilter", body(table, columns));
  }

  private static String body(String table, String columns) {
    return ("{\"TableData\":{\"DatabaseName\":\"sales\",\"TableName\":\"%s\",\"Name\":\"eu\","
            + "\"RowFilter\":{\"AllRowsWildcard\":{}},%s}}")
        .formatted(table, columns);
  }
}
