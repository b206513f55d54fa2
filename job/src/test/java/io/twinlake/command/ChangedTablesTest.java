package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.aws.Documents;
import io.twinlake.model.Outcome;
import io.twinlake.plan.Definitions;
import io.twinlake.source.GlueSource;
import io.twinlake.standin.glue.Paging;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionIndex;
import software.amazon.awssdk.services.glue.model.TableInput;

/** Tables that change in the source after a restore, with what they have beside partitions. */
class ChangedTablesTest {
  private final TwoRegions regions = new TwoRegions();
  private final DetailedLake source = new DetailedLake(regions.source());
  private final DetailedLake target = new DetailedLake(regions.target());

  @BeforeEach
  void restoreOnce() {
    regions.buckets();
    LakeSettings.open(regions.source(), false);
    LakeSettings.open(regions.target(), false);
    regions.aws().account(TwoRegions.ACCOUNT).principal("role/Optimizer");
    for (String region : List.of(TwoRegions.SOURCE, TwoRegions.TARGET)) {
      regions.aws().catalog(TwoRegions.ACCOUNT, region).paging(Paging.FULL);
    }
    new Lake(regions.source()).database("sales");
    source
        .table("orders", "day", "day hour")
        .partition("orders", "lake-us-east-1", "1", "2", "3")
        .statistics("orders", "id", 10)
        .statistics("orders", "price", 20)
        .iceberg("ice")
        .retention("ice", 5);
    restored();
  }

  @AfterEach
  void close() {
    regions.close();
  }

  /** AWS drops the statistics of such a column (aws-facts 9). */
  @Test
  void statisticsFollowAColumnWhoseTypeChanges() {
    source.changeType("orders", "string");
    restored();
    assertThat(target.statistics("orders")).containsExactly("price 20");
    source.changeType("orders", "bigint").statistics("orders", "id", 30);
    restored();
    assertThat(target.statistics("orders")).containsExactly("id 30", "price 20");
  }

  @Test
  void columnsMayComeGoMoveAndBeRenamedAndTheirStatisticsFollow() {
    change(
        t ->
            t.toBuilder()
                .storageDescriptor(
                    s -> s.columns(column("amount"), column("name"), column("id"), column("more")))
                .build());
    source.statistics("orders", "amount", 7);
    restored();
    assertThat(target.statistics("orders")).containsExactly("id 10");
    assertThat(of("orders").at("/StorageDescriptor/Columns").findValuesAsText("Name"))
        .containsExactly("amount", "name", "id", "more");
  }

  @Test
  void aTableMadeAnewWithOtherKeysHasTheirIndexesAndPartitions() {
    regions.source().glue().deleteTable(r -> r.databaseName("sales").name("orders"));
    regions
        .source()
        .glue()
        .createTable(
            r ->
                r.databaseName("sales")
                    .tableInput(
                        t ->
                            t.name("orders")
                                .partitionKeys(column("month"), column("zone"))
                                .storageDescriptor(s -> s.columns(column("id"))))
                    .partitionIndexes(
                        PartitionIndex.builder().indexName("by month").keys("month").build()));
    source.partition("orders", "lake-us-east-1", "1", "2");
    restored();
    assertThat(target.indexes("orders")).containsExactly("by month[month]ACTIVE");
    assertThat(target.statistics("orders")).isEmpty();
    assertThat(new GlueSource(regions.target()).partitions("sales", "orders"))
        .toIterable()
        .extracting(partition -> partition.key().values())
        .containsExactly(List.of("1", "2"));
  }

  @Test
  void anIcebergTableThatBecomesAnotherLosesItsOptimizersAndTheOtherWayRound() {
    regions
        .source()
        .glue()
        .deleteTableOptimizer(
            r ->
                r.catalogId(TwoRegions.ACCOUNT)
                    .databaseName("sales")
                    .tableName("ice")
                    .type("retention"));
    rewrite("ice", t -> t.toBuilder().parameters(Map.of("classification", "parquet")).build());
    restored();
    assertThat(of("ice").at("/Parameters/table_type").isMissingNode()).isTrue();
    rewrite("ice", t -> t.toBuilder().parameters(Map.of("table_type", "ICEBERG")).build());
    source.retention("ice", 9);
    restored();
    assertThat(target.optimizers("ice")).containsExactly("retention 9 false");
  }

  private void restored() {
    Heard heard = new Heard();
    regions
        .job(
            TwoRegions.config("delete_target_catalog_objects = True", "delete_limit_percent = 100"),
            heard)
        .sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    Heard verified = new Heard();
    regions.job(TwoRegions.config(), verified).verify(Selection.LATEST);
    assertThat(verified.differences()).isEmpty();
  }

  private com.fasterxml.jackson.databind.node.ObjectNode of(String table) {
    return new GlueSource(regions.target()).table("sales", table).orElseThrow().definition();
  }

  private void change(UnaryOperator<TableInput> how) {
    rewrite("orders", how);
  }

  private void rewrite(String table, UnaryOperator<TableInput> how) {
    TableInput before =
        Documents.fromDocument(
            Definitions.writable(
                new GlueSource(regions.source()).table("sales", table).orElseThrow()),
            TableInput::builder);
    TableInput after = how.apply(before);
    regions.source().glue().updateTable(r -> r.databaseName("sales").tableInput(after));
  }

  private static Column column(String name) {
    return Column.builder().name(name).type("bigint").build();
  }
}
