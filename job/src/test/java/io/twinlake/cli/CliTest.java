package io.twinlake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void helpNamesTheCommandsTheExitCodesAndAnExample() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("backup", "restore", "sync", "plan", "verify", "snapshots")
        .contains("0   done", "1   failed", "2   wrong", "3   finished", "4   differences")
        .contains("sync --config glue_config.conf");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"backup", "restore", "sync", "plan", "verify", "snapshots"})
  void everyCommandHasHelpWithExitCodes(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("twinlake " + command)
        .contains("--config")
        .contains("--endpoint-url")
        .contains("--profile")
        .contains("3   finished");
  }

  @Test
  void printsItsVersion() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("twinlake ");
  }

  @Test
  void aWrongCommandLineIsOneSentenceAndExitCodeTwo() {
    assertUsageError("config", "backup");
    assertUsageError("'--bogus'", "backup", "--config", "x", "--bogus");
    assertUsageError("--config", "restore");
    assertUsageError("mutually exclusive", "restore", "--config", "x", "--from", "s3://b/f");
    assertUsageError("subcommand");
    assertUsageError("write it as db.table", "plan", "--config", "x", "--table", "orders");
    assertUsageError("--from", "plan", "--config", "x", "--target-region", "ap-south-1");
  }

  @Test
  void aMissingConfigurationIsNamed() {
    String missing = folder.resolve("nope.conf").toString();
    assertUsageError(missing, "backup", "--config", missing);
    assertUsageError(missing, "snapshots", "--config", missing);
    assertUsageError(
        "s3://bucket/folder", "restore", "--from", "nowhere", "--target-region", "eu-west-1");
  }

  @Test
  void aProblemFileThatCannotBeWrittenOrReadIsRefusedBeforeAnythingIsDone() throws IOException {
    assertUsageError("--problems", "sync", "--config", "x", "--problems", folder.toString());
    Path garbage = Files.writeString(folder.resolve("p.jsonl"), "{\"kind\":\"table\"}\n\nhello\n");
    assertUsageError("line 3", "restore", "--config", "x", "--only", garbage.toString());
  }

  private void assertUsageError(String expected, String... args) {
    err.reset();
    assertThat(run(args)).as("%s", err).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .containsIgnoringCase(expected)
        .hasLineCount(1)
        .doesNotContain("\tat ", "Exception");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  private int run(String... args) {
    return Cli.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        args);
  }
}
