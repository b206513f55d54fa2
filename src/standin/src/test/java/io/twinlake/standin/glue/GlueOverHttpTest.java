package io.twinlake.standin.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlake.standin.StandIn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.Order;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

class GlueOverHttpTest {
  private static final String ACCOUNT = "111122223333";

  private final StandIn aws = StandIn.builder().regions("us-east-1", "ap-south-1").start();
  private final GlueClient glue = client("us-east-1");

  @AfterEach
  void close() {
    glue.close();
    aws.close();
  }

  @Test
  void aTableComesBackAsItWasSent() {
    TableInput input =
        TableInput.builder()
            .name("orders")
            .description("Ümläut \"quoted\"")
            .lastAccessTime(Instant.ofEpochSecond(1700000000))
            .retention(7)
            .partitionKeys(List.of())
            .parameters(Map.of())
            .tableType("EXTERNAL_TABLE")
            .storageDescriptor(
                s ->
                    s.columns(
                            Column.builder()
                                .name("id")
                                .type("struct<a:int,b:string>")
                                .comment("Key")
                                .build())
                        .location("s3://lake/sales/orders")
                        .compressed(true)
                        .numberOfBuckets(-1)
                        .sortColumns(Order.builder().column("id").sortOrder(1).build())
                        .storedAsSubDirectories(true)
                        .skewedInfo(
                            k ->
                                k.skewedColumnNames("id")
                                    .skewedColumnValueLocationMaps(Map.of("1", "s3://lake/1"))))
            .build();
    glue.createDatabase(r -> r.databaseInput(d -> d.name("sales")));
    glue.createTable(r -> r.databaseName("sales").tableInput(input));
    Table read = glue.getTable(r -> r.databaseName("sales").name("orders")).table();
    assertThat(Shapes.copy(read, TableInput.builder()).build()).isEqualTo(input);
    assertThat(read.hasPartitionKeys()).isTrue();
    assertThat(read.hasParameters()).isTrue();
  }

  @Test
  void refusalsAreTheSdksOwnExceptions() {
    glue.createDatabase(r -> r.databaseInput(d -> d.name("sales")));
    glue.createTable(r -> r.databaseName("sales").tableInput(t -> t.name("orders")));
    assertThatThrownBy(() -> glue.createDatabase(r -> r.databaseInput(d -> d.name("SALES"))))
        .isInstanceOf(AlreadyExistsException.class);
    assertThatThrownBy(() -> glue.getTable(r -> r.databaseName("sales").name("none")))
        .isInstanceOf(EntityNotFoundException.class)
        .hasMessageContaining("Table none not found.");
    assertThatThrownBy(
            () ->
                glue.updateTable(
                    r -> r.databaseName("sales").versionId("7").tableInput(t -> t.name("orders"))))
        .isInstanceOf(ConcurrentModificationException.class);
    assertThatThrownBy(
            () ->
                glue.createPartition(
                    r ->
                        r.databaseName("sales")
                            .tableName("orders")
                            .partitionInput(p -> p.values("1"))))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> glue.getDatabases(r -> r.maxResults(101)))
        .isInstanceOfSatisfying(
            GlueException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
  }

  @Test
  void regionsHaveCatalogsOfTheirOwn() {
    glue.createDatabase(r -> r.databaseInput(d -> d.name("sales")));
    try (GlueClient other = client("ap-south-1")) {
      assertThat(other.getDatabases(r -> {}).databaseList()).isEmpty();
    }
  }

  @Test
  void theSdksPaginatorsSeeThroughAwkwardPagesAndCallsCanBeCounted() {
    glue.createDatabase(r -> r.databaseInput(d -> d.name("sales")));
    IntStream.range(0, 250)
        .forEach(
            n -> glue.createTable(r -> r.databaseName("sales").tableInput(t -> t.name("t" + n))));
    assertThat(tables()).isEqualTo(250);
    aws.catalog(ACCOUNT, "us-east-1").paging(Paging.FULL);
    aws.calls().clear();
    assertThat(tables()).isEqualTo(250);
    assertThat(aws.calls().counts("us-east-1")).containsExactly(Map.entry("glue:GetTables", 3L));
  }

  private long tables() {
    return glue.getTablesPaginator(r -> r.databaseName("sales")).stream()
        .mapToLong(page -> page.tableList().size())
        .sum();
  }

  private GlueClient client(String region) {
    return GlueClient.builder()
        .endpointOverride(aws.endpoint())
        .region(Region.of(region))
        .credentialsProvider(StaticCredentialsProvider.create(aws.account(ACCOUNT).root()))
        .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
        .build();
  }
}
