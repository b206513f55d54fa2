package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.model.ObjectKey;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionInput;

/** What the target does not let the job read concerns no other object. */
class PartialReadTest {
  private final TwoRegions regions = new TwoRegions();
  private final Heard heard = new Heard();

  @BeforeEach
  void restoreAndTakeSomethingAway() {
    regions.buckets();
    for (String database : List.of("here", "there")) {
      regions.source().glue().createDatabase(r -> r.databaseInput(d -> d.name(database)));
      table(database, "kept");
      table(database, "lost");
    }
    regions.job(TwoRegions.config(), new Heard()).sync();
    GlueClient target = regions.target().glue();
    for (String database : List.of("here", "there")) {
      target.deleteTable(r -> r.databaseName(database).name("lost"));
      target.deletePartition(r -> r.databaseName(database).tableName("kept").partitionValues("1"));
    }
  }

  @AfterEach
  void close() {
    regions.close();
  }

  @Test
  void aDatabaseWhoseTablesCannotBeListedFailsAlone() {
    restoreWithoutFirst("GetTables");
    assertThat(heard.of(Outcome.FAILED))
        .hasSize(2)
        .allMatch(result -> result.reason().contains("cannot be read"));
    assertThat(failed()).hasSize(1);
    assertThat(heard.counts()).containsEntry("table created", 1L);
    assertThat(restoredAgain().counts()).containsEntry("table created", 1L);
  }

  @Test
  void aTableWhosePartitionsCannotBeListedFailsAlone() {
    restoreWithoutFirst("GetPartitions");
    assertThat(heard.of(Outcome.FAILED))
        .hasSize(1)
        .allMatch(result -> result.reason().contains("cannot be read"));
    assertThat(heard.counts())
        .containsEntry("table created", 2L)
        .containsEntry("partition created", 3L);
    assertThat(restoredAgain().counts()).containsEntry("partition created", 1L);
  }

  private void restoreWithoutFirst(String operation) {
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("glue", operation).in(TwoRegions.TARGET));
    regions.job(TwoRegions.config(), heard).restore(Selection.LATEST);
  }

  private Heard restoredAgain() {
    Heard again = new Heard();
    regions.job(TwoRegions.config(), again).restore(Selection.LATEST);
    assertThat(again.of(Outcome.FAILED)).isEmpty();
    return again;
  }

  private Set<String> failed() {
    return heard.of(Outcome.FAILED).stream()
        .map(ObjectResult::key)
        .map(ObjectKey::database)
        .collect(Collectors.toSet());
  }

  private void table(String database, String name) {
    GlueClient glue = regions.source().glue();
    Column day = Column.builder().name("day").type("string").build();
    glue.createTable(
        r -> r.databaseName(database).tableInput(t -> t.name(name).partitionKeys(day)));
    glue.createPartition(
        r ->
            r.databaseName(database)
                .tableName(name)
                .partitionInput(PartitionInput.builder().values("1").build()));
  }
}
