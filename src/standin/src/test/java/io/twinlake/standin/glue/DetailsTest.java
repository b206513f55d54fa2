package io.twinlake.standin.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.BatchGetTableOptimizerEntry;
import software.amazon.awssdk.services.glue.model.BatchGetTableOptimizerResponse;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.ColumnStatistics;
import software.amazon.awssdk.services.glue.model.UpdateColumnStatisticsForTableResponse;
import software.amazon.awssdk.services.glue.model.UserDefinedFunction;

/** Statistics, functions and optimizers, as strict as AWS is about them. */
class DetailsTest extends CatalogTest {
  @BeforeEach
  void makeTable() {
    service.paging(Paging.FULL);
    database("sales");
    table("orders", "bigint", Map.of());
    table("ice", "bigint", Map.of("table_type", "ICEBERG"));
  }

  private void table(String name, String type, Map<String, String> parameters) {
    glue.createTable(
        r ->
            r.databaseName("sales")
                .tableInput(
                    i ->
                        i.name(name)
                            .parameters(parameters)
                            .storageDescriptor(s -> s.columns(columns(type)))));
  }

  private static List<Column> columns(String type) {
    return List.of(
        Column.builder().name("id").type(type).build(),
        Column.builder().name("price").type("double").build());
  }

  private static ColumnStatistics statistics(String column) {
    return ColumnStatistics.builder()
        .columnName(column)
        .columnType("bigint")
        .analyzedTime(Instant.EPOCH)
        .statisticsData(
            d ->
                d.type("LONG")
                    .longColumnStatisticsData(l -> l.numberOfNulls(0L).numberOfDistinctValues(1L)))
        .build();
  }

  private UpdateColumnStatisticsForTableResponse update(ColumnStatistics... statistics) {
    return glue.updateColumnStatisticsForTable(
        r -> r.databaseName("sales").tableName("orders").columnStatisticsList(statistics));
  }

  private List<String> analyzed() {
    return glue
        .getColumnStatisticsForTable(
            r -> r.databaseName("sales").tableName("orders").columnNames("ID", "price"))
        .columnStatisticsList()
        .stream()
        .map(ColumnStatistics::columnName)
        .toList();
  }

  @Test
  void aColumnWithoutStatisticsIsAnErrorInTheAnswer() {
    update(statistics("ID"));
    assertThat(
            glue.getColumnStatisticsForTable(
                    r -> r.databaseName("sales").tableName("orders").columnNames("id", "price"))
                .errors())
        .singleElement()
        .satisfies(error -> assertThat(error.columnName()).isEqualTo("price"))
        .satisfies(
            error ->
                assertThat(error.error().errorMessage())
                    .isEqualTo("Statistics do not exist for this column"));
    assertThat(analyzed()).containsExactly("id");
  }

  @Test
  void oneUnknownColumnDoesNotFailTheOthers() {
    assertThat(update(statistics("id"), statistics("nowhere")).errors())
        .singleElement()
        .satisfies(
            error -> assertThat(error.error().errorCode()).isEqualTo("EntityNotFoundException"));
    assertThat(analyzed()).containsExactly("id");
  }

  @Test
  void atMost25AreWrittenACallAndDataIsOfTheTypeItSays() {
    assertRefused(
        "ValidationException",
        () ->
            update(
                IntStream.range(0, 26)
                    .mapToObj(n -> statistics("c" + n))
                    .toArray(ColumnStatistics[]::new)));
    assertRefused(
        "InvalidInputException",
        () ->
            update(
                statistics("id").toBuilder()
                    .statisticsData(
                        d ->
                            d.type("DOUBLE")
                                .longColumnStatisticsData(
                                    l -> l.numberOfNulls(0L).numberOfDistinctValues(1L)))
                    .build()));
  }

  @Test
  void statisticsGoWithTheTypeOfTheirColumn() {
    update(statistics("id"), statistics("price"));
    glue.updateTable(
        r ->
            r.databaseName("sales")
                .tableInput(
                    i -> i.name("orders").storageDescriptor(s -> s.columns(columns("string")))));
    assertThat(analyzed()).containsExactly("price");
    glue.deleteTable(r -> r.databaseName("sales").name("orders"));
    table("orders", "bigint", Map.of());
    assertThat(analyzed()).isEmpty();
  }

  @Test
  void functionsAreFoldedListedByPatternAndGoWithTheirDatabase() {
    function("Mask");
    function("other");
    assertRefused("AlreadyExistsException", () -> function("MASK"));
    assertThat(functions("m.*")).containsExactly("sales.mask");
    assertThat(functions(".*")).containsExactly("sales.mask", "sales.other");
    assertRefused("InvalidInputException", () -> functions("*"));
    glue.deleteDatabase(r -> r.name("sales"));
    assertThat(functions(".*")).isEmpty();
  }

  private void function(String name) {
    glue.createUserDefinedFunction(
        r -> r.databaseName("sales").functionInput(f -> f.functionName(name)));
  }

  private List<String> functions(String pattern) {
    return glue.getUserDefinedFunctions(r -> r.pattern(pattern)).userDefinedFunctions().stream()
        .map(DetailsTest::name)
        .toList();
  }

  private static String name(UserDefinedFunction function) {
    return function.databaseName() + "." + function.functionName();
  }

  @Test
  void aDatabaseHasAHundredFunctionsAtMost() {
    IntStream.range(0, 100).forEach(n -> function("f" + n));
    assertRefused("ResourceNumberLimitExceededException", () -> function("f100"));
  }

  @Test
  void optimizersAreOfIcebergTablesAlone() {
    optimize("ice", "retention");
    assertRefused("AlreadyExistsException", () -> optimize("ice", "retention"));
    assertRefused("InvalidInputException", () -> optimize("orders", "retention"));
    BatchGetTableOptimizerResponse answer =
        glue.batchGetTableOptimizer(
            r -> r.entries(entry("ice", "retention"), entry("ice", "compaction")));
    assertThat(answer.tableOptimizers())
        .singleElement()
        .satisfies(
            found ->
                assertThat(found.tableOptimizer().configurationSourceAsString())
                    .isEqualTo("table"));
    assertThat(answer.failures())
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure.error().errorCode()).isEqualTo("EntityNotFoundException"));
  }

  @Test
  void aRoleThatIsNotSpreadYetCannotBeAssumed() {
    service.distrustRoles(1);
    assertRefused("AccessDeniedException", () -> optimize("ice", "compaction"))
        .contains("does not have the correct trust policies");
    optimize("ice", "compaction");
  }

  private static BatchGetTableOptimizerEntry entry(String table, String type) {
    return BatchGetTableOptimizerEntry.builder()
        .catalogId(ACCOUNT)
        .databaseName("sales")
        .tableName(table)
        .type(type)
        .build();
  }

  private void optimize(String table, String type) {
    glue.createTableOptimizer(
        r ->
            r.catalogId(ACCOUNT)
                .databaseName("sales")
                .tableName(table)
                .type(type)
                .tableOptimizerConfiguration(
                    c -> c.roleArn("arn:aws:iam::" + ACCOUNT + ":role/Optimizer").enabled(true)));
  }
}
