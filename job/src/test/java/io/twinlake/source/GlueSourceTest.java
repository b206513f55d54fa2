package io.twinlake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.twinlake.aws.AwsRegion;
import io.twinlake.aws.Documents;
import io.twinlake.model.CatalogObject;
import io.twinlake.standin.glue.Paging;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.glue.model.AccessDeniedException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;

class GlueSourceTest {
  private final TestLake lake = new TestLake();
  private final GlueSource source = new GlueSource(lake.root());

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void readsDatabasesAcrossShortAndEmptyPages() {
    List<String> names = IntStream.range(0, 230).mapToObj("db%03d"::formatted).toList();
    names.forEach(lake::database);

    assertThat(source.databases())
        .toIterable()
        .extracting(database -> database.key().database())
        .containsExactlyElementsOf(names);
    assertThat(calls("glue:GetDatabases")).isGreaterThan(3);
  }

  @Test
  void readsTablesAcrossShortAndEmptyPages() {
    lake.database("sales");
    List<String> names = IntStream.range(0, 150).mapToObj("t%03d"::formatted).toList();
    names.forEach(name -> lake.table("sales", name));

    assertThat(source.tables("sales"))
        .toIterable()
        .extracting(table -> table.key().name())
        .containsExactlyElementsOf(names);
  }

  @Test
  void asksForNoPageBeforeItIsNeeded() {
    lake.database("sales");
    Iterator<CatalogObject> tables = source.tables("sales");
    assertThat(calls("glue:GetTables")).isZero();
    assertThat(tables.hasNext()).isFalse();
    assertThat(calls("glue:GetTables")).isEqualTo(1);
  }

  @Test
  void keepsEveryMemberThatAwsReturns() {
    lake.database("sales");
    lake.table("sales", "orders", "day");

    CatalogObject orders = source.table("sales", "orders").orElseThrow();
    assertThat(orders.definition())
        .isEqualTo(
            Documents.toDocument(
                lake.root().glue().getTable(r -> r.databaseName("sales").name("orders")).table()));
    assertThat(orders.definition().fieldNames())
        .toIterable()
        .contains("Name", "DatabaseName", "CreateTime", "VersionId", "PartitionKeys", "CatalogId");
    assertThat(source.tables("sales")).toIterable().containsExactly(orders);
  }

  @Test
  void keepsOfALinkOnlyWhatIsItsOwn() {
    lake.database("sales");
    lake.table("sales", "orders", "day");
    lake.database("desk");
    lake.databaseLink("sales_link", "sales");
    lake.tableLink("desk", "orders_link", "sales", "orders");

    assertThat(source.database("sales_link").orElseThrow().definition())
        .hasToString(
            """
            {"Name":"sales_link","TargetDatabase":{"CatalogId":"111122223333","DatabaseName":"sales"}}""");
    assertThat(source.tables("desk"))
        .toIterable()
        .singleElement()
        .isEqualTo(source.table("desk", "orders_link").orElseThrow())
        .extracting(CatalogObject::definition)
        .hasToString(
            """
            {"Name":"orders_link","DatabaseName":"desk","TargetTable":{"CatalogId":"111122223333","DatabaseName":"sales","Name":"orders"}}""");
    assertThat(source.databases())
        .toIterable()
        .extracting(database -> database.key().database())
        .containsExactly("desk", "sales", "sales_link");
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "1000,1", "1001,2", "2000,2", "2001,12", "9999,12", "25000,32"})
  void readsPartitionsWithTheFewestCalls(int count, int calls) {
    partitionedTable(count);
    lake.aws().catalog(TestLake.ACCOUNT, TestLake.SOURCE).paging(Paging.FULL);

    assertThat(valuesRead()).hasSize(count).containsExactlyInAnyOrderElementsOf(values(count));
    assertThat(calls("glue:GetPartitions")).isEqualTo(calls);
  }

  @Test
  void readsEachPartitionOnceAcrossShortAndEmptyPages() {
    partitionedTable(12_345);
    assertThat(valuesRead()).hasSize(12_345).containsExactlyInAnyOrderElementsOf(values(12_345));
  }

  @Test
  void readsTheSameOrderEveryTime() {
    partitionedTable(12_345);
    assertThat(valuesRead()).isEqualTo(valuesRead());
  }

  @Test
  void keepsPartitionsWhole() {
    partitionedTable(2);
    lake.aws().catalog(TestLake.ACCOUNT, TestLake.SOURCE).paging(Paging.FULL);
    List<CatalogObject> partitions = ImmutableList.copyOf(source.partitions("sales", "orders"));
    assertThat(partitions)
        .extracting(CatalogObject::definition)
        .isEqualTo(
            lake
                .root()
                .glue()
                .getPartitions(r -> r.databaseName("sales").tableName("orders"))
                .partitions()
                .stream()
                .map(Documents::toDocument)
                .toList());
    assertThat(partitions.get(1).definition().at("/StorageDescriptor/Columns/1/Name").asText())
        .isEqualTo("amount");
  }

  @Test
  void asksAgainForPartitionsLeftUnprocessed() {
    partitionedTable(1500);
    lake.aws().catalog(TestLake.ACCOUNT, TestLake.SOURCE).batchGetLimit(400);
    List<List<String>> wanted = new ArrayList<>(values(1500));
    wanted.add(List.of("nowhere"));

    assertThat(source.partitions("sales", "orders", wanted))
        .extracting(partition -> partition.key().values())
        .containsExactlyInAnyOrderElementsOf(values(1500));
    assertThat(calls("glue:BatchGetPartition")).isEqualTo(3 + 2);
  }

  @Test
  void whatIsNotThereIsEmpty() {
    lake.database("sales");
    assertThat(source.database("nowhere")).isEmpty();
    assertThat(source.table("sales", "nowhere")).isEmpty();
    assertThat(source.table("nowhere", "orders")).isEmpty();
    assertThatThrownBy(() -> source.partitions("sales", "nowhere").hasNext())
        .isInstanceOf(EntityNotFoundException.class);
  }

  @Test
  void whatIsDeniedIsNeverAbsent() {
    try (AwsRegion outsider = lake.asRole("Outsider", "sts:GetCallerIdentity")) {
      GlueSource denied = new GlueSource(outsider);
      assertThatThrownBy(() -> denied.database("nowhere"))
          .isInstanceOf(AccessDeniedException.class);
      assertThatThrownBy(() -> denied.table("sales", "nowhere"))
          .isInstanceOf(AccessDeniedException.class);
    }
  }

  private void partitionedTable(int partitions) {
    lake.database("sales");
    lake.table("sales", "orders", "day");
    lake.partitions("sales", "orders", partitions);
  }

  private List<List<String>> valuesRead() {
    return ImmutableList.copyOf(source.partitions("sales", "orders")).stream()
        .map(partition -> partition.key().values())
        .toList();
  }

  private static List<List<String>> values(int count) {
    return TestLake.values(count);
  }

  private long calls(String operation) {
    return lake.aws().calls().counts(TestLake.SOURCE).getOrDefault(operation, 0L);
  }
}
