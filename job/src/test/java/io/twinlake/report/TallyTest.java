package io.twinlake.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.model.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallyTest {
  @TempDir Path folder;

  @Test
  void countsWhatManyThreadsSay() {
    Tally tally = tally(Command.RESTORE);
    IntStream.range(0, 10_000)
        .parallel()
        .forEach(
            i -> {
              tally.results(Kind.PARTITION, Outcome.CREATED, 100);
              tally.result(failed("t" + i));
            });
    Summary summary = tally.finished(false);
    assertThat(summary.counts().of(Kind.PARTITION, Outcome.CREATED)).isEqualTo(1_000_000);
    assertThat(summary.counts().of(Outcome.FAILED)).isEqualTo(10_000);
    assertThat(summary.exit()).isEqualTo(Exit.FINISHED_WITH_FAILURES);
  }

  @Test
  void writesEveryObjectThatWasNotFineAndHoldsAFew() throws IOException {
    Tally tally = tally(Command.RESTORE);
    IntStream.range(0, 500).parallel().forEach(i -> tally.result(failed("t" + i)));
    tally.result(new ObjectResult(ObjectKey.table("sales", "v"), Outcome.SKIPPED, "No such kind."));
    tally.result(new ObjectResult(ObjectKey.table("sales", "ok"), Outcome.CREATED, ""));
    assertThat(tally.finished(false).listed()).hasSize(Tally.LISTED_PER_OUTCOME + 1);
    assertThat(Files.readAllLines(file())).hasSize(501);
  }

  @Test
  void aProblemsLineIsTheObjectsKeyAndWhatBecameOfIt() throws IOException {
    ObjectKey partition = ObjectKey.partition("sales", "orders", List.of("2026", "EU\n1"));
    tally(Command.SYNC).result(new ObjectResult(partition, Outcome.FAILED, "Too \"many\" keys."));
    List<String> lines = Files.readAllLines(file());
    assertThat(lines).hasSize(1);
    ObjectNode line = (ObjectNode) new ObjectMapper().readTree(lines.get(0));
    assertThat(ObjectKey.fromJson(line)).isEqualTo(partition);
    assertThat(line.path("outcome").asText()).isEqualTo("failed");
    assertThat(line.path("reason").asText()).isEqualTo("Too \"many\" keys.");
  }

  @Test
  void whatAPlanWouldDoIsListedAndWhatARestoreDidIsNot() {
    ObjectResult created = new ObjectResult(ObjectKey.database("sales"), Outcome.CREATED, "");
    Tally restore = tally(Command.RESTORE);
    restore.result(created);
    assertThat(restore.finished(false).listed()).isEmpty();
    assertThat(file()).doesNotExist();
    Tally plan = tally(Command.PLAN);
    plan.result(created);
    Summary summary = plan.finished(true);
    assertThat(summary.listed()).containsExactly(created);
    assertThat(summary.problems()).isEqualTo(file().toString());
  }

  @Test
  void saysANoteOnce() {
    Tally tally = tally(Command.BACKUP);
    tally.warn("The backup bucket lies in the source region.");
    tally.warn("The backup bucket lies in the source region.");
    tally.info("Snapshot x.");
    assertThat(tally.finished(false).notes()).hasSize(2);
  }

  @Test
  void aStoppedRunKeepsWhatItCounted() {
    Tally tally = tally(Command.RESTORE);
    tally.results(Kind.TABLE, Outcome.CREATED, 5);
    Summary summary = tally.stopped(UserError.failed("The lease was lost; run again."));
    assertThat(summary.exit()).isEqualTo(Exit.FAILED);
    assertThat(summary.errors()).containsExactly("The lease was lost; run again.");
    assertThat(summary.counts().of(Outcome.CREATED)).isEqualTo(5);
    assertThat(tally.stopped(UserError.usage("No such key.")).exit()).isEqualTo(Exit.USAGE);
  }

  private Tally tally(Command command) {
    return new Tally(command, new ProblemFile(file()), Progress.NONE);
  }

  private Path file() {
    return folder.resolve("problems.jsonl");
  }

  private static ObjectResult failed(String table) {
    return new ObjectResult(ObjectKey.table("sales", table), Outcome.FAILED, "Access denied.");
  }
}
