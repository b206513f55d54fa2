package io.twinlake.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlake.command.ConfigPlace;
import io.twinlake.model.UserError;
import io.twinlake.report.Command;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobArgumentsTest {
  private static final String[] MINIMUM = {"--CONFIG_BUCKET", "b", "--CONFIG_FILE_KEY", "k.conf"};
  private static final ConfigPlace.File FILE = new ConfigPlace.File("s3://b/k.conf");

  @Test
  void theMinimumIsASyncOfTheLatestSnapshot() {
    JobArguments arguments = parse();
    assertThat(arguments.place()).isEqualTo(FILE);
    assertThat(arguments.mode()).isEqualTo(Command.SYNC);
    assertThat(arguments.snapshot()).isEqualTo("latest");
    assertThat(arguments.endpoint()).isEmpty();
  }

  @Test
  void takesEqualsSignsAndTheLastOfAName() {
    JobArguments arguments =
        parse("--MODE=restore", "--MODE", "Plan", "--ENDPOINT_URL=http://localhost:1/?a=b");
    assertThat(arguments.mode()).isEqualTo(Command.PLAN);
    assertThat(arguments.endpoint()).contains(URI.create("http://localhost:1/?a=b"));
  }

  @Test
  void ignoresWhatGlueAddsFlagsIncluded() {
    JobArguments arguments =
        parse("--JOB_NAME", "x", "--enable-metrics", "--TempDir", "s3://t/", "stray", "--flag");
    assertThat(arguments.place()).isEqualTo(FILE);
  }

  @Test
  void dropsTheKeysLeadingSlash() {
    assertThat(parse("--CONFIG_FILE_KEY", "/conf/glue_config.conf").place())
        .isEqualTo(new ConfigPlace.File("s3://b/conf/glue_config.conf"));
  }

  @Test
  void anEmptyModeIsTheDefault() {
    assertThat(parse("--MODE", "--SNAPSHOT=").mode()).isEqualTo(Command.SYNC);
    assertThat(parse("--MODE", "--SNAPSHOT=").snapshot()).isEqualTo("latest");
  }

  @Test
  void acceptsAnIncompleteBackupOnlyWhenTold() {
    assertThat(parse().acceptsIncomplete()).isFalse();
    assertThat(parse("--ACCEPT_INCOMPLETE", "False").acceptsIncomplete()).isFalse();
    assertThat(parse("--ACCEPT_INCOMPLETE", "True").acceptsIncomplete()).isTrue();
    assertThat(parse("--ACCEPT_INCOMPLETE").acceptsIncomplete()).isTrue();
  }

  @Test
  void namesEveryMissingArgumentAndAWrongMode() {
    assertThatThrownBy(() -> JobArguments.parse("--JOB_NAME", "x"))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("--CONFIG_BUCKET", "--CONFIG_FILE_KEY");
    assertThatThrownBy(() -> parse("--MODE", "undo").mode())
        .hasMessage("--MODE undo is none; use backup, restore, sync, plan, verify.");
  }

  @Test
  void aBackupNeedsNoConfigurationFileBesideItAndTakesOne() {
    ConfigPlace.Backup backup = new ConfigPlace.Backup("s3://d/f", "us-east-1", null);
    String[] from = {"--MODE", "plan", "--FROM", "s3://d/f", "--SOURCE_REGION", "us-east-1"};
    assertThat(JobArguments.parse(from).place()).isEqualTo(backup);
    assertThat(parse(from).place()).isEqualTo(new ConfigPlace.FileWithBackup(FILE, backup));
  }

  @Test
  void refusesABackupBesideHalfAConfigurationOrAModeThatMakesOne() {
    assertThatThrownBy(
            () -> JobArguments.parse("--FROM", "s3://d/f", "--CONFIG_FILE_KEY", "k.conf"))
        .hasMessage("The job argument --CONFIG_BUCKET is missing; set it on the job.");
    assertThatThrownBy(() -> JobArguments.parse("--FROM", "s3://d/f").place())
        .hasMessage(
            "--FROM names a backup to read, and --MODE sync makes one; use restore, plan or verify.");
    assertThatThrownBy(() -> JobArguments.parse("--MODE", "plan", "--FROM", "d/f").place())
        .hasMessageContaining("s3://bucket/folder");
  }

  private static JobArguments parse(String... more) {
    return JobArguments.parse(
        Stream.concat(Stream.of(MINIMUM), Stream.of(more)).toArray(String[]::new));
  }
}
