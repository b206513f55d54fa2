package io.twinlake.standin.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.KeySchemaElement;
import software.amazon.awssdk.services.glue.model.PartitionIndex;
import software.amazon.awssdk.services.glue.model.PartitionIndexDescriptor;

class PartitionIndexesTest extends CatalogTest {
  @BeforeEach
  void makeTable() {
    service.paging(Paging.FULL);
    database("sales");
    partitioned("sales", "orders", "a", "b", "c", "d");
  }

  @Test
  void anIndexBecomesActiveAfterSomeLooks() {
    create("one", "A");
    assertThat(statuses()).containsExactly("one CREATING");
    assertThat(statuses()).containsExactly("one CREATING");
    assertThat(statuses()).containsExactly("one ACTIVE");
    assertThat(list().get(0).keys())
        .containsExactly(KeySchemaElement.builder().name("a").type("string").build());
  }

  @Test
  void anIndexThatCannotBeBuiltStaysAndIsInTheWayUntilItIsDeleted() {
    service.failIndexes(1);
    create("one", "a");
    settle();
    assertThat(statuses()).containsExactly("one FAILED");
    assertThat(list().get(0).backfillErrors()).hasSize(1);
    assertRefused("AlreadyExistsException", () -> create("one", "a"));
    delete("one");
    settle();
    create("one", "a");
    settle();
    assertThat(statuses()).containsExactly("one ACTIVE");
  }

  @Test
  void onlyOneIsMadeOrDeletedAtATime() {
    create("one", "a");
    assertRefused("ResourceNumberLimitExceededException", () -> create("two", "b"))
        .isEqualTo(
            "Index one is in CREATING state. Only 1 index can be created or deleted simultaneously"
                + " per table.");
    assertRefused(
        "ResourceNotReadyException",
        () -> glue.deleteTable(r -> r.databaseName("sales").name("orders")));
    settle();
    delete("one");
    assertRefused("ResourceNumberLimitExceededException", () -> create("two", "b"));
    assertThat(statuses()).containsExactly("one DELETING");
    settle();
    assertThat(statuses()).isEmpty();
    create("one", "a");
  }

  @Test
  void namesKeysAndTheirNumberAreChecked() {
    create("one", "a", "b");
    assertRefused("AlreadyExistsException", () -> create("one", "c")).contains("same name");
    assertRefused("AlreadyExistsException", () -> create("two", "a", "b")).contains("same keys");
    assertRefused("InvalidInputException", () -> create("two", "id"))
        .isEqualTo("IndexKeys not a part of PartitionColumns. Verify the indexKeys : [id]");
    settle();
    create("two", "b", "a");
    settle();
    create("three", "c");
    settle();
    assertRefused("ResourceNumberLimitExceededException", () -> create("four", "d"))
        .isEqualTo("Partition index limit exceeded. Maximum: 3");
    assertRefused("EntityNotFoundException", () -> delete("none"));
  }

  @Test
  void anEmptyTableIsCreatedWithAllOfThemActive() {
    glue.createTable(
        r ->
            r.databaseName("sales")
                .tableInput(t -> t.name("indexed").partitionKeys(column("a"), column("b")))
                .partitionIndexes(index("one", "a"), index("two", "b")));
    assertThat(
            glue.getPartitionIndexes(r -> r.databaseName("sales").tableName("indexed"))
                .partitionIndexDescriptorList())
        .extracting(PartitionIndexDescriptor::indexStatusAsString)
        .containsExactly("ACTIVE", "ACTIVE");
    assertRefused(
        "ResourceNumberLimitExceededException",
        () ->
            glue.createTable(
                r ->
                    r.databaseName("sales")
                        .tableInput(
                            t ->
                                t.name("four")
                                    .partitionKeys(
                                        column("a"), column("b"), column("c"), column("d")))
                        .partitionIndexes(
                            index("1", "a"), index("2", "b"), index("3", "c"), index("4", "d"))));
    assertThat(service.hasTable("sales", "four")).isFalse();
  }

  private void settle() {
    statuses();
    statuses();
  }

  private void create(String name, String... keys) {
    glue.createPartitionIndex(
        r -> r.databaseName("sales").tableName("orders").partitionIndex(index(name, keys)));
  }

  private void delete(String name) {
    glue.deletePartitionIndex(r -> r.databaseName("sales").tableName("orders").indexName(name));
  }

  private List<String> statuses() {
    return list().stream().map(i -> i.indexName() + " " + i.indexStatusAsString()).toList();
  }

  private List<PartitionIndexDescriptor> list() {
    return glue.getPartitionIndexes(r -> r.databaseName("sales").tableName("orders"))
        .partitionIndexDescriptorList();
  }

  private static PartitionIndex index(String name, String... keys) {
    return PartitionIndex.builder().indexName(name).keys(keys).build();
  }
}
