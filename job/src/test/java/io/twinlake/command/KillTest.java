package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.cli.Cli;
import io.twinlake.model.Events.Note;
import io.twinlake.report.Exit;
import io.twinlake.report.Summary;
import io.twinlake.snapshot.TargetState;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** A process of its own that is killed while it works. */
class KillTest {
  /** How many kills: each costs the start of a JVM. */
  private static final int KILLS = Integer.getInteger("twinlake.kills", 6);

  private static final int KILLED = 128 + 9;

  private final Twin twin = new Twin();
  @TempDir Path folder;

  @AfterEach
  void close() {
    twin.close();
  }

  @Test
  void theNextRunMakesUpForAKilledOne() throws Exception {
    Files.writeString(folder.resolve("glue_config.conf"), TwoRegions.configText(Twin.OPERATION));
    twin.change();
    twin.regions().aws().calls().clear();
    assertThat(killedAfter(Integer.MAX_VALUE)).isZero();
    int calls = twin.regions().aws().calls().all().size();
    for (int kill = 1; kill <= KILLS; kill++) {
      twin.change();
      assertThat(killedAfter(calls * kill / (KILLS + 1))).isEqualTo(KILLED);
      twin.assertNotWider();
      twin.assertHeldUntilLeaseEnds();
      twin.converge();
    }
  }

  /** The exit code of a sync that is killed before it hears the answer of its nth call. */
  private int killedAfter(int n) throws IOException, InterruptedException {
    CompletableFuture<Process> process = new CompletableFuture<>();
    twin.regions().aws().listeners().afterCall(n, () -> process.join().destroyForcibly());
    process.complete(sync().start());
    int exit = process.join().waitFor();
    twin.regions().aws().listeners().clear();
    return exit;
  }

  private ProcessBuilder sync() {
    AwsSessionCredentials job = (AwsSessionCredentials) twin.regions().jobCredentials();
    ProcessBuilder sync =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Cli.class.getName(),
                "sync",
                "--config",
                "glue_config.conf",
                "--endpoint-url",
                twin.regions().aws().endpoint().toString()));
    sync.environment().put("AWS_ACCESS_KEY_ID", job.accessKeyId());
    sync.environment().put("AWS_SECRET_ACCESS_KEY", job.secretAccessKey());
    sync.environment().put("AWS_SESSION_TOKEN", job.sessionToken());
    sync.environment().put("AWS_REGION", TwoRegions.TARGET);
    return sync.directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile());
  }

  @Test
  void aBackupThatWasKilledIsPassedOverByName() {
    twin.change();
    twin.regions()
        .aws()
        .faults()
        .inject(Fault.KILLED, CallPattern.of("s3", "PutObject").nth(4).always());
    Summary backup = twin.backup();
    assertThat(backup.exit()).isEqualTo(Exit.FAILED);
    twin.regions().aws().faults().clear();

    Summary restore = twin.restore();
    assertThat(restore.exit()).isEqualTo(Exit.DONE);
    assertThat(restore.notes())
        .filteredOn(note -> note.level() == Note.Level.WARNING)
        .singleElement()
        .extracting(Note::sentence)
        .asString()
        .matches(
            "Snapshot 2\\S+-us-east-1-\\S+ was passed over: s3://\\S+/manifest.json is missing: the backup did not finish; use another snapshot.");
  }

  @Test
  void aDeadRunsLeaseIsTakenOverWhenItHasRunOut() {
    twin.change();
    twin.backup();
    TargetState.Held seen = twin.state().read();
    twin.state().acquire(seen, "20261122T180724Z-us-east-1-7f3a");
    twin.assertHeldUntilLeaseEnds();
    twin.converge();
  }
}
