package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.model.Events;
import io.twinlake.model.Outcome;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.lakeformation.model.Permission;

class RoundTripTest {
  private final TwoRegions regions = new TwoRegions();
  private final Heard heard = new Heard();

  @BeforeEach
  void fillTheSource() {
    regions.buckets();
    var glue = regions.source().glue();
    glue.createDatabase(
        r -> r.databaseInput(d -> d.name("sales").locationUri("s3://lake-us-east-1/sales")));
    glue.createTable(
        r ->
            r.databaseName("sales")
                .tableInput(
                    t ->
                        t.name("orders")
                            .tableType("EXTERNAL_TABLE")
                            .partitionKeys(Column.builder().name("day").type("string").build())
                            .parameters(Map.of("classification", "csv"))
                            .storageDescriptor(
                                s ->
                                    s.location("s3://lake-us-east-1/sales/orders")
                                        .columns(
                                            Column.builder().name("id").type("bigint").build(),
                                            Column.builder()
                                                .name("secret")
                                                .type("string")
                                                .build()))));
    for (int batch = 0; batch < 3; batch++) {
      int from = batch * 100;
      List<PartitionInput> inputs =
          IntStream.range(from, Math.min(from + 100, 250))
              .mapToObj(
                  i ->
                      PartitionInput.builder()
                          .values("day" + i)
                          .storageDescriptor(
                              s -> s.location("s3://lake-us-east-1/sales/orders/day" + i))
                          .build())
              .toList();
      glue.batchCreatePartition(
          r -> r.databaseName("sales").tableName("orders").partitionInputList(inputs));
    }
    regions.aws().account(TwoRegions.ACCOUNT).principal("role/Analyst");
    regions
        .source()
        .lakeFormation()
        .revokePermissions(
            r ->
                r.principal(TwoRegions.principal("IAM_ALLOWED_PRINCIPALS"))
                    .permissions(Permission.ALL)
                    .resource(x -> x.table(t -> t.databaseName("sales").name("orders"))));
    regions
        .source()
        .lakeFormation()
        .grantPermissions(
            r ->
                r.principal(TwoRegions.principal("arn:aws:iam::111122223333:role/Analyst"))
                    .permissions(Permission.SELECT)
                    .resource(
                        x ->
                            x.tableWithColumns(
                                t -> t.databaseName("sales").name("orders").columnNames("id"))));
  }

  @AfterEach
  void close() {
    regions.close();
  }

  @Test
  void restoresWhatItBackedUpAndThenFindsNothingToDo() {
    regions.job(TwoRegions.config(), heard).sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.notes(Events.Note.Level.PROBLEM)).isEmpty();

    Heard verified = new Heard();
    regions.job(TwoRegions.config(), verified).verify(Selection.LATEST);
    assertThat(verified.counts())
        .containsOnlyKeys(
            "data_lake_settings skipped",
            "database unchanged",
            "grant unchanged",
            "partition unchanged",
            "table unchanged")
        .containsEntry("partition unchanged", 250L);

    regions.aws().calls().clear();
    regions.job(TwoRegions.config(), new Heard()).restore(Selection.LATEST);
    assertThat(regions.aws().calls().counts(entry -> entry.call().isWrite())).isEmpty();
  }
}
