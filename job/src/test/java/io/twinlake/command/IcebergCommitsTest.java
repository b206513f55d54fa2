package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What engines commit in the target is never lost, whenever they do. */
class IcebergCommitsTest {
  private static final Schema SCHEMA =
      new Schema(Types.NestedField.required(1, "id", Types.LongType.get()));

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

  /** Made, backed up, replicated and restored with a row. */
  private void restored(String... tables) {
    for (String table : tables) {
      create(lake.source(), table);
      append(lake.source(), table, 1);
    }
    lake.backUpAndReplicate();
    assertThat(lake.restore().of(Outcome.FAILED)).isEmpty();
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

  private Iterable<String> rows(String table) throws IOException {
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
