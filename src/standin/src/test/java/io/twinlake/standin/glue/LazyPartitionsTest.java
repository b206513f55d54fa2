package io.twinlake.standin.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.GetPartitionsRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionsResponse;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;

class LazyPartitionsTest extends CatalogTest {
  private static final int MILLIONS = 10_000_000;

  @BeforeEach
  void makeTable() {
    service.paging(Paging.FULL);
    database("sales");
    partitioned("sales", "orders", "n");
  }

  @Test
  void tenMillionPartitionsAreFoundWithoutBeingStored() {
    generate(MILLIONS);
    assertThat(get(9_999_999).storageDescriptor().location()).isEqualTo("s3://b/o/09999999");
    assertThat(get(1234567).databaseName()).isEqualTo("sales");
    assertRefused("EntityNotFoundException", () -> get(MILLIONS));
    GetPartitionsResponse page = list(r -> r.maxResults(2));
    assertThat(page.partitions())
        .extracting(Partition::values)
        .containsExactly(List.of("00000000"), List.of("00000001"));
  }

  @Test
  void segmentsTouchTheirOwnPartitionsOnly() {
    generate(1000);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      int segment = i;
      all.addAll(
          values(r -> r.maxResults(50).segment(s -> s.segmentNumber(segment).totalSegments(7))));
    }
    assertThat(all).hasSize(1000).doesNotHaveDuplicates();
  }

  @Test
  void writesGoOnTop() {
    generate(10);
    glue.batchDeletePartition(
        r ->
            r.databaseName("sales")
                .tableName("orders")
                .partitionsToDelete(key(name(3)), key(name(9))));
    glue.createPartition(
        r -> r.databaseName("sales").tableName("orders").partitionInput(partition("00000004x")));
    glue.updatePartition(
        r ->
            r.databaseName("sales")
                .tableName("orders")
                .partitionValueList(name(5))
                .partitionInput(PartitionInput.builder().values(name(5)).build()));
    assertThat(values(r -> r.maxResults(3)))
        .containsExactly(
            name(0), name(1), name(2), name(4), "00000004x", name(5), name(6), name(7), name(8));
    assertThat(get(5).storageDescriptor()).isNull();
    assertRefused("EntityNotFoundException", () -> get(3));
    assertThat(segmented()).hasSize(9).doesNotHaveDuplicates();
  }

  @Test
  void aDeletedOneCanBeCreatedAgain() {
    generate(3);
    glue.deletePartition(r -> r.databaseName("sales").tableName("orders").partitionValues(name(1)));
    glue.createPartition(
        r -> r.databaseName("sales").tableName("orders").partitionInput(partition(name(1))));
    assertThat(values(r -> {})).containsExactly(name(0), name(1), name(2));
  }

  private void generate(int count) {
    service.lazyPartitions("sales", "orders", count, n -> partition(name(n)));
  }

  private Partition get(int n) {
    return glue.getPartition(
            r -> r.databaseName("sales").tableName("orders").partitionValues(name(n)))
        .partition();
  }

  private List<String> segmented() {
    List<String> all = new ArrayList<>();
    all.addAll(values(r -> r.segment(s -> s.segmentNumber(0).totalSegments(2))));
    all.addAll(values(r -> r.segment(s -> s.segmentNumber(1).totalSegments(2))));
    return all;
  }

  private GetPartitionsResponse list(Consumer<GetPartitionsRequest.Builder> more) {
    return glue.getPartitions(r -> more.accept(r.databaseName("sales").tableName("orders")));
  }

  private List<String> values(Consumer<GetPartitionsRequest.Builder> more) {
    return glue
        .getPartitionsPaginator(r -> more.accept(r.databaseName("sales").tableName("orders")))
        .stream()
        .flatMap(page -> page.partitions().stream())
        .map(partition -> partition.values().get(0))
        .toList();
  }

  private static String name(int n) {
    return String.format("%08d", n);
  }
}
