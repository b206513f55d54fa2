package io.twinlake.standin.lakeformation;

import static io.twinlake.standin.lakeformation.LakeUnderTest.caller;
import static org.assertj.core.api.Assertions.assertThat;

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
