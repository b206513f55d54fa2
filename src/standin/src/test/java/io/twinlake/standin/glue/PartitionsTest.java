package io.twinlake.standin.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionFailureEntry;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionResponse;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;

class PartitionsTest extends CatalogTest {
  @BeforeEach
  void makeTable() {
    database("sales");
    partitioned("sales", "orders", "country", "day");
  }

  @Test
  void valuesKeepTheirCaseAndServerMembersAreFilledIn() {
    create(partition("DE", "1"), partition("de", "1"));
    assertThat(list()).containsExactly(List.of("DE", "1"), List.of("de", "1"));
    Partition read = get("DE", "1");
    assertThat(read.databaseName()).isEqualTo("sales");
    assertThat(read.tableName()).isEqualTo("orders");
    assertThat(read.catalogId()).isEqualTo(ACCOUNT);
    assertThat(read.creationTime()).isNotNull();
    assertThat(read.storageDescriptor().compressed()).isFalse();
    assertThat(read.hasParameters()).isFalse();
  }

  @Test
  void oneThatExistsDoesNotFailTheOthersOfItsBatch() {
    create(partition("de", "1"));
    List<PartitionError> errors = create(partition("de", "1"), partition("de", "2"));
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).partitionValues()).containsExactly("de", "1");
    assertThat(errors.get(0).errorDetail().errorCode()).isEqualTo("AlreadyExistsException");
    assertThat(errors.get(0).errorDetail().errorMessage()).isEqualTo("Partition already exists.");
    assertThat(list()).hasSize(2);
  }

  @Test
  void aWrongNumberOfValuesRefusesTheWholeBatch() {
    assertRefused("InvalidInputException", () -> create(partition("de", "1"), partition("de")))
        .isEqualTo("The number of partition keys do not match the number of partition values");
    assertThat(list()).isEmpty();
    table("sales", "plain");
    assertRefused(
        "InvalidInputException",
        () ->
            glue.createPartition(
                r ->
                    r.databaseName("sales")
                        .tableName("plain")
                        .partitionInput(PartitionInput.builder().values(List.of()).build())));
  }

  @Test
  void batchesHaveLimits() {
    PartitionInput[] many =
        IntStream.range(0, 101)
            .mapToObj(i -> partition("de", "" + i))
            .toArray(PartitionInput[]::new);
    assertRefused("ValidationException", () -> create(many))
        .contains("'partitionInputList'", "less than or equal to 100");
    assertRefused(
            "ValidationException",
            () ->
                glue.batchDeletePartition(
                    r -> r.databaseName("sales").tableName("orders").partitionsToDelete(keys(26))))
        .contains("less than or equal to 25");
    assertRefused("ValidationException", () -> update(List.of()))
        .contains("greater than or equal to 1");
    assertRefused("ValidationException", () -> getAll(keys(1001)))
        .contains("less than or equal to 1000");
    assertRefused("ValidationException", () -> create(partition("", "1")))
        .contains("'partitionInputList.1.member.values.1.member'");
  }

  @Test
  void missingPartitionsAreSilentlyLeftOutOfABatchGet() {
    create(partition("de", "1"));
    BatchGetPartitionResponse answer = getAll(List.of(key("de", "1"), key("de", "2")));
    assertThat(answer.partitions())
        .extracting(Partition::values)
        .containsExactly(List.of("de", "1"));
    assertThat(answer.unprocessedKeys()).isEmpty();
    assertRefused("EntityNotFoundException", () -> get("de", "2"));
  }

  @Test
  void aBatchGetCanLeaveKeysForLater() {
    create(partition("de", "1"), partition("de", "2"));
    service.batchGetLimit(1);
    BatchGetPartitionResponse answer = getAll(List.of(key("de", "2"), key("de", "1")));
    assertThat(answer.partitions())
        .extracting(Partition::values)
        .containsExactly(List.of("de", "2"));
    assertThat(answer.unprocessedKeys()).containsExactly(key("de", "1"));
  }

  @Test
  void aNewPartitionCanBeMissedAtFirst() {
    service.missNewPartitions(2);
    create(partition("de", "1"));
    assertRefused("EntityNotFoundException", () -> get("de", "1"));
    assertThat(getAll(List.of(key("de", "1"))).partitions()).isEmpty();
    assertThat(getAll(List.of(key("de", "1"))).partitions()).hasSize(1);
    assertThat(create(partition("de", "1"))).hasSize(1);
  }

  @Test
  void updatesReplaceAndReportEachFailure() {
    create(partition("de", "1"));
    List<BatchUpdatePartitionRequestEntry> entries =
        List.of(
            entry(PartitionInput.builder().values("de", "1").build(), "de", "1"),
            entry(PartitionInput.builder().values("de", "9").build(), "de", "9"),
            entry(PartitionInput.builder().values("de", "2").build(), "de", "1"));
    List<BatchUpdatePartitionFailureEntry> errors = update(entries).errors();
    assertThat(errors)
        .extracting(error -> error.errorDetail().errorCode())
        .containsExactly("EntityNotFoundException", "InvalidInputException");
    assertThat(errors.get(0).partitionValueList()).containsExactly("de", "9");
    assertThat(get("de", "1").storageDescriptor()).isNull();
    assertThat(get("de", "1").creationTime()).isNotNull();
    assertRefused(
        "InvalidInputException",
        () ->
            glue.updatePartition(
                r ->
                    r.databaseName("sales")
                        .tableName("orders")
                        .partitionValueList("de", "1")
                        .partitionInput(partition("de", "2"))));
  }

  @Test
  void deletesReportEachFailure() {
    create(partition("de", "1"), partition("de", "2"));
    List<PartitionError> errors =
        glue.batchDeletePartition(
                r ->
                    r.databaseName("sales")
                        .tableName("orders")
                        .partitionsToDelete(key("de", "1"), key("de", "9")))
            .errors();
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).errorDetail().errorCode()).isEqualTo("EntityNotFoundException");
    assertThat(list()).containsExactly(List.of("de", "2"));
    glue.deletePartition(
        r -> r.databaseName("sales").tableName("orders").partitionValues("de", "2"));
    assertThat(list()).isEmpty();
  }

  @Test
  void segmentsSplitATableWithoutOverlap() {
    for (int i = 0; i < 100; i++) {
      create(partition("de", "" + i));
    }
    List<List<String>> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int segment = i;
      glue.getPartitionsPaginator(
              r ->
                  r.databaseName("sales")
                      .tableName("orders")
                      .maxResults(3)
                      .segment(s -> s.segmentNumber(segment).totalSegments(10)))
          .forEach(page -> page.partitions().forEach(found -> all.add(found.values())));
    }
    assertThat(all).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void segmentsAreNumberedFromZeroAndAtMostTen() {
    assertRefused("InvalidInputException", () -> segment(2, 2));
    assertRefused("ValidationException", () -> segment(0, 11));
    assertRefused("ValidationException", () -> segment(-1, 5));
  }

  @Test
  void columnsCanBeLeftOut() {
    create(partition("de", "1"));
    Partition bare =
        glue.getPartitions(
                r -> r.databaseName("sales").tableName("orders").excludeColumnSchema(true))
            .partitions()
            .get(0);
    assertThat(bare.storageDescriptor().hasColumns()).isFalse();
    assertThat(bare.storageDescriptor().location()).isEqualTo("s3://b/o/de/1");
    assertThat(get("de", "1").storageDescriptor().columns()).hasSize(2);
  }

  @Test
  void expressionsAreRefused() {
    assertRefused(
        "InvalidInputException",
        () ->
            glue.getPartitions(
                r -> r.databaseName("sales").tableName("orders").expression("day = '1'")));
  }

  @Test
  void deletingTheTableDeletesItsPartitions() {
    create(partition("de", "1"));
    glue.deleteTable(r -> r.databaseName("sales").name("orders"));
    partitioned("sales", "orders", "country", "day");
    assertThat(list()).isEmpty();
  }

  private void segment(int number, int total) {
    glue.getPartitions(
        r ->
            r.databaseName("sales")
                .tableName("orders")
                .segment(s -> s.segmentNumber(number).totalSegments(total)));
  }

  private List<PartitionError> create(PartitionInput... inputs) {
    return glue.batchCreatePartition(
            r -> r.databaseName("sales").tableName("orders").partitionInputList(inputs))
        .errors();
  }

  private BatchUpdatePartitionResponse update(List<BatchUpdatePartitionRequestEntry> entries) {
    return glue.batchUpdatePartition(
        r -> r.databaseName("sales").tableName("orders").entries(entries));
  }

  private BatchGetPartitionResponse getAll(List<PartitionValueList> keys) {
    return glue.batchGetPartition(
        r -> r.databaseName("sales").tableName("orders").partitionsToGet(keys));
  }

  private Partition get(String... values) {
    return glue.getPartition(
            r -> r.databaseName("sales").tableName("orders").partitionValues(values))
        .partition();
  }

  private List<List<String>> list() {
    return glue.getPartitionsPaginator(r -> r.databaseName("sales").tableName("orders")).stream()
        .flatMap(page -> page.partitions().stream())
        .map(Partition::values)
        .toList();
  }

  private static BatchUpdatePartitionRequestEntry entry(PartitionInput input, String... values) {
    return BatchUpdatePartitionRequestEntry.builder()
        .partitionValueList(values)
        .partitionInput(input)
        .build();
  }

  private static List<PartitionValueList> keys(int count) {
    return IntStream.range(0, count).mapToObj(i -> key("de", "" + i)).toList();
  }
}
