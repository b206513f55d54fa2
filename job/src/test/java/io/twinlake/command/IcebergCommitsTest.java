package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.aws.AwsRegion;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.ViewRepresentationInput;

/** What engines commit in the target is never lost, whenever they do. */
class IcebergCommitsTest {
  private static final Schema SCHEMA =
      new Schema(Types.NestedField.required(1, "id", Types.LongType.get()));

  private static final String DELETE = "delete_target_catalog_objects = True";

  private final IcebergRegions lake = IcebergRegions.open();

  @AfterEach
  void close() throws IOException {
    lake.regions().aws().listeners().clear();
    lake.close();
  }

  @Test
  void aCommitBetweenTheDecisionAndTheWriteStaysAndIsNamed() throws IOException {
    restored("visits");
    append(lake.source(), "visits", 2);
    lake.backUpAndReplicate();
    whenTheTablesAreRead(() -> append(lake.target(), "visits", 9));
    lake.regions().aws().calls().clear();
    Heard heard = lake.restore();
    assertThat(heard.of(Outcome.FAILED))
        .singleElement()
        .extracting(ObjectResult::reason)
        .asString()
        .contains("ConcurrentModificationException", "the change is kept; restore again");
    assertThat(calls("glue:UpdateTable")).isOne();
    assertThat(rows("visits")).containsExactly("Record(1)", "Record(9)");

    assertOwnCommitsAreNamed(lake.verify());
    assertOwnCommitsAreNamed(lake.restore());
    assertThat(rows("visits")).containsExactly("Record(1)", "Record(9)");
  }

  @Test
  void anErrorOfConcurrencyOverTheSameVersionIsTriedAgain() throws IOException {
    restored("visits");
    append(lake.source(), "visits", 2);
    lake.backUpAndReplicate();
    lake.regions()
        .aws()
        .faults()
        .inject(Fault.CONCURRENT_MODIFICATION, CallPattern.of("glue", "UpdateTable"));
    lake.regions().aws().calls().clear();
    assertThat(lake.restore().of(Outcome.UPDATED)).hasSize(1);
    assertThat(calls("glue:UpdateTable")).isEqualTo(2);
    assertThat(rows("visits")).containsExactly("Record(1)", "Record(2)");
  }

  @Test
  void anUpdateWhoseAnswerIsLostIsFoundInEffect() throws IOException {
    restored("visits");
    append(lake.source(), "visits", 2);
    lake.backUpAndReplicate();
    lake.regions().aws().faults().inject(Fault.LOST_ANSWER, CallPattern.of("glue", "UpdateTable"));
    assertThat(lake.restore().of(Outcome.UPDATED)).hasSize(1);
    assertThat(rows("visits")).containsExactly("Record(1)", "Record(2)");
  }

  @Test
  void aTableThatAnEngineMakesMeanwhileStays() throws IOException {
    restored("visits");
    create(lake.source(), "orders");
    append(lake.source(), "orders", 1);
    lake.backUpAndReplicate();
    whenTheTablesAreRead(
        () -> {
          create(lake.target(), "orders");
          append(lake.target(), "orders", 9);
        });
    assertThat(lake.restore().of(Outcome.FAILED))
        .singleElement()
        .extracting(ObjectResult::reason)
        .asString()
        .contains("it appeared in the target while this run went on, and is kept");
    assertThat(rows("orders")).containsExactly("Record(9)");
  }

  @Test
  void aTableThatIsGoneFromTheSourceStaysWhenTheTargetHasCommittedToIt() throws IOException {
    restored("visits", "orders");
    append(lake.target(), "visits", 9);
    drop("visits");
    drop("orders");
    lake.backUpAndReplicate();
    assertOwnCommitsAreNamed(lake.verify(DELETE));
    Heard heard = lake.restore(DELETE);
    assertOwnCommitsAreNamed(heard);
    assertThat(heard.counts()).containsEntry("table deleted", 1L);
    assertThat(lake.target().catalog().tableExists(IcebergLake.named("orders"))).isFalse();
    assertThat(rows("visits")).containsExactly("Record(1)", "Record(9)");
    assertOwnCommitsAreNamed(lake.restore(DELETE));

    TwoRegions regions = lake.regions();
    try (AwsRegion there = regions.as(regions.jobCredentials(), TwoRegions.TARGET)) {
      there.glue().deleteTable(r -> r.databaseName(IcebergLake.DATABASE).name("visits"));
    }
    assertThat(lake.restore(DELETE).differences()).isEmpty();
  }

  @Test
  void aDatabaseThatIsGoneFromTheSourceStaysWithATableThatTheTargetHasCommittedTo()
      throws IOException {
    restored("visits", "orders");
    append(lake.target(), "visits", 9);
    drop("visits");
    drop("orders");
    lake.source().catalog().dropNamespace(Namespace.of(IcebergLake.DATABASE));
    lake.backUpAndReplicate();
    Heard heard = lake.restore(DELETE);
    assertOwnCommitsAreNamed(heard);
    assertThat(heard.counts())
        .containsEntry("table deleted", 1L)
        .doesNotContainKey("database deleted");
    assertThat(heard.of(Outcome.SKIPPED))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.key()).hasToString("database ice");
              assertThat(result.reason()).contains("table ice.visits");
            });
    assertThat(rows("visits")).containsExactly("Record(1)", "Record(9)");
  }

  @Test
  void withoutRewritingATableThatIsGoneIsDeletedUnlessTheTargetHasCommittedToIt() {
    create(lake.source(), "visits");
    create(lake.source(), "orders");
    lake.backUpAndReplicate();
    lake.plainRestore();
    lake.target().catalog().dropTable(IcebergLake.named("visits"), false);
    create(lake.target(), "visits");
    drop("visits");
    drop("orders");
    lake.backUpAndReplicate();
    Heard heard = lake.plainRestore(DELETE);
    assertOwnCommitsAreNamed(heard);
    assertThat(heard.counts()).containsEntry("table deleted", 1L);
    assertThat(lake.target().catalog().tableExists(IcebergLake.named("orders"))).isFalse();
  }

  @Test
  void aTableThatBecameAnotherSortInTheSourceDoesNotTakeTheTargetsCommitsAway() throws IOException {
    restored("visits", "orders", "plain");
    for (String table : List.of("visits", "orders")) {
      append(lake.target(), table, 9);
    }
    drop("visits");
    drop("orders");
    drop("plain");
    make(t -> t.name("visits").tableType("EXTERNAL_TABLE"));
    make(t -> t.name("plain").tableType("EXTERNAL_TABLE"));
    make(
        t ->
            t.name("orders")
                .tableType("VIRTUAL_VIEW")
                .viewDefinition(
                    v ->
                        v.isProtected(true)
                            .representations(
                                ViewRepresentationInput.builder()
                                    .dialect("ATHENA")
                                    .dialectVersion("3")
                                    .viewOriginalText("SELECT 1 AS id")
                                    .viewExpandedText("SELECT 1 AS id")
                                    .build())));
    lake.backUpAndReplicate();
    Heard heard = lake.restore();
    assertThat(heard.of(Outcome.FAILED))
        .extracting(result -> result.key().name())
        .containsExactlyInAnyOrder("visits", "orders");
    assertThat(heard.of(Outcome.FAILED))
        .allSatisfy(result -> assertThat(result.reason()).contains("commits of its own"));
    assertThat(heard.of(Outcome.UPDATED))
        .extracting(result -> result.key().name())
        .containsExactly("plain");
    assertThat(rows("visits")).containsExactly("Record(1)", "Record(9)");
    assertThat(rows("orders")).containsExactly("Record(1)", "Record(9)");
  }

  /** The base's tables are looked into once a database. */
  @Test
  void readsAnEarlierSnapshotOnceHoweverManyTablesHaveCommitsOfTheirOwn() throws IOException {
    List<Long> reads = new ArrayList<>();
    for (int tables = 1; tables <= 5; tables += 4) {
      String[] names =
          IntStream.range(0, tables).mapToObj(n -> "t" + reads.size() + n).toArray(String[]::new);
      restored(names);
      for (String table : names) {
        append(lake.source(), table, 2);
        append(lake.target(), table, 9);
      }
      lake.backUpAndReplicate();
      lake.regions().aws().calls().clear();
      assertThat(lake.verify().of(Outcome.FAILED)).hasSize(tables);
      reads.add(
          lake.regions()
              .aws()
              .calls()
              .counts(entry -> entry.subject().startsWith(TwoRegions.BACKUPS))
              .get("s3:GetObject"));
      for (String table : names) {
        lake.target().catalog().dropTable(IcebergLake.named(table), false);
        drop(table);
      }
    }
    assertThat(reads.get(1)).isEqualTo(reads.get(0));
  }

  /** Made, backed up, replicated and restored with a row. */
  private void restored(String... tables) {
    for (String table : tables) {
      create(lake.source(), table);
      append(lake.source(), table, 1);
    }
    lake.backUpAndReplicate();
    assertThat(lake.restore().of(Outcome.FAILED)).isEmpty();
  }

  /** A table in the source; views are made by roles alone. */
  private void make(Consumer<TableInput.Builder> table) {
    TwoRegions regions = lake.regions();
    try (AwsRegion source = regions.as(regions.jobCredentials(), TwoRegions.SOURCE)) {
      source.glue().createTable(r -> r.databaseName(IcebergLake.DATABASE).tableInput(table));
    }
  }

  private void drop(String table) {
    lake.source().catalog().dropTable(IcebergLake.named(table), false);
  }

  private static void create(IcebergLake where, String table) {
    where.create(table, SCHEMA, PartitionSpec.unpartitioned(), Map.of());
  }

  private static void append(IcebergLake where, String name, long id) {
    try {
      Table table = where.table(name);
      IcebergLake.append(table, IcebergLake.row(table, id));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Does something when the run has read what the target has, before it writes. */
  private void whenTheTablesAreRead(Runnable action) {
    int[] left = {1};
    lake.regions()
        .aws()
        .listeners()
        .onEachCall(
            entry -> {
              if (entry.name().equals("glue:GetTables")
                  && entry.call().region().equals(TwoRegions.TARGET)
                  && left[0]-- == 1) {
                action.run();
              }
            });
  }

  private long calls(String name) {
    return lake.regions().aws().calls().counts(entry -> true).getOrDefault(name, 0L);
  }

  private List<String> rows(String table) throws IOException {
    return IcebergLake.rows(lake.target().table(table));
  }

  private static void assertOwnCommitsAreNamed(Heard heard) {
    assertThat(heard.of(Outcome.FAILED))
        .singleElement()
        .extracting(ObjectResult::reason)
        .asString()
        .contains("the target has commits of its own");
  }
}
