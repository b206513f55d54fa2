package io.twinlake.standin.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.Table;

class CatalogRightsTest extends CatalogTest {
  @BeforeEach
  void makeTable() {
    service.paging(Paging.FULL);
    database("sales");
    partitioned("sales", "orders", "day");
    table("sales", "secret");
  }

  @Test
  void listsLeaveOutWhatTheCallerMayNotDescribe() {
    database("hidden");
    rights.forbidden.addAll(Set.of("DESCRIBE hidden", "DESCRIBE sales.secret"));
    assertThat(glue.getDatabases(r -> {}).databaseList())
        .extracting(Database::name)
        .containsExactly("sales");
    assertThat(glue.getTables(r -> r.databaseName("sales")).tableList())
        .extracting(Table::name)
        .containsExactly("orders");
  }

  @Test
  void whoMayNotLookIsToldTheSameWhetherItExistsOrNot() {
    rights.forbidden.addAll(
        Set.of(
            "DESCRIBE sales.secret",
            "DESCRIBE sales.none",
            "CREATE_TABLE sales",
            "DESCRIBE none",
            "CREATE_DATABASE catalog"));
    assertDenied(() -> read("sales", "secret"));
    assertDenied(() -> read("sales", "none"));
    assertDenied(() -> glue.getDatabase(r -> r.name("none")));
    assertDenied(() -> glue.deleteTable(r -> r.databaseName("sales").name("none")));
    rights.forbidden.removeAll(Set.of("CREATE_TABLE sales", "CREATE_DATABASE catalog"));
    assertRefused("EntityNotFoundException", () -> read("sales", "none"));
    assertRefused("EntityNotFoundException", () -> glue.getDatabase(r -> r.name("none")));
  }

  @Test
  void columnsTheCallerMayNotSelectAreMissingWithoutAWord() {
    table(
        "sales",
        "spark",
        t ->
            t.storageDescriptor(s -> s.columns(column("id"), column("note")))
                .parameters(
                    Map.of(
                        "spark.sql.sources.schema",
                        "{}",
                        "spark.sql.sources.schema.part.0",
                        "{",
                        "classification",
                        "csv")));
    rights.visible.put("sales.spark", Set.of("id"));
    rights.visible.put("sales.orders", Set.of("id", "day"));
    Table read = read("sales", "spark");
    assertThat(names(read.storageDescriptor().columns())).containsExactly("id");
    assertThat(read.parameters()).containsOnlyKeys("classification");
    Table listed =
        glue.getTables(r -> r.databaseName("sales").expression("spark")).tableList().get(0);
    assertThat(listed).isEqualTo(read);
    glue.createPartition(
        r -> r.databaseName("sales").tableName("orders").partitionInput(partition("1")));
    List<Partition> partitions =
        glue.getPartitions(r -> r.databaseName("sales").tableName("orders")).partitions();
    assertThat(names(partitions.get(0).storageDescriptor().columns())).containsExactly("id");
    assertThat(names(read("sales", "orders").partitionKeys())).containsExactly("day");
  }

  @Test
  void writesNeedTheirRights() {
    glue.createPartition(
        r -> r.databaseName("sales").tableName("orders").partitionInput(partition("1")));
    rights.forbidden.addAll(
        Set.of(
            "CREATE_DATABASE catalog",
            "CREATE_TABLE sales",
            "ALTER sales",
            "DROP sales",
            "ALTER sales.orders",
            "DROP sales.orders"));
    assertDenied(() -> database("other"));
    assertDenied(() -> table("sales", "other"));
    assertDenied(
        () -> glue.updateDatabase(r -> r.name("sales").databaseInput(d -> d.name("sales"))));
    assertDenied(() -> glue.deleteDatabase(r -> r.name("sales")));
    assertDenied(
        () -> glue.updateTable(r -> r.databaseName("sales").tableInput(t -> t.name("orders"))));
    assertDenied(() -> glue.deleteTable(r -> r.databaseName("sales").name("orders")));
    assertDenied(
        () ->
            glue.createPartition(
                r -> r.databaseName("sales").tableName("orders").partitionInput(partition("2"))));
    assertDenied(
        () ->
            glue.batchCreatePartition(
                r ->
                    r.databaseName("sales")
                        .tableName("orders")
                        .partitionInputList(partition("2"))));
    assertDenied(
        () ->
            glue.batchDeletePartition(
                r -> r.databaseName("sales").tableName("orders").partitionsToDelete(key("1"))));
    assertDenied(
        () ->
            glue.createPartitionIndex(
                r ->
                    r.databaseName("sales")
                        .tableName("orders")
                        .partitionIndex(i -> i.indexName("i").keys("day"))));
    assertThat(glue.getPartitions(r -> r.databaseName("sales").tableName("orders")).partitions())
        .hasSize(1);
  }

  @Test
  void pointingAtARegisteredLocationNeedsDataLocationAccess() {
    rights.forbidden.addAll(
        Set.of("DATA_LOCATION_ACCESS s3://b/secret", "DATA_LOCATION_ACCESS s3://b/o/1"));
    assertDenied(() -> database("d", d -> d.locationUri("s3://b/secret")));
    assertDenied(
        () -> table("sales", "t", t -> t.storageDescriptor(s -> s.location("s3://b/secret"))));
    assertDenied(
        () ->
            glue.updateTable(
                r ->
                    r.databaseName("sales")
                        .tableInput(
                            t ->
                                t.name("orders")
                                    .storageDescriptor(s -> s.location("s3://b/secret")))));
    assertDenied(
        () ->
            glue.batchCreatePartition(
                r ->
                    r.databaseName("sales")
                        .tableName("orders")
                        .partitionInputList(partition("0"), partition("1"))));
    assertThat(service.hasDatabase("d")).isFalse();
    assertThat(service.hasTable("sales", "t")).isFalse();
    assertThat(glue.getPartitions(r -> r.databaseName("sales").tableName("orders")).partitions())
        .isEmpty();
  }

  private static void assertDenied(ThrowingCallable call) {
    assertRefused("AccessDeniedException", call)
        .startsWith("Insufficient Lake Formation permission(s): Required ");
  }
}
