package io.twinlake.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlake.model.UserError;
import io.twinlake.report.Command;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobArgumentsTest {
  private static final String[] MINIMUM = {"--CONFIG_BUCKET", "b", "--CONFIG_FILE_KEY", "k.conf"};

  @Test
  void theMinimumIsASyncOfTheLatestSnapshot() {
    JobArguments arguments = parse();
    assertThat(arguments.config()).isEqualTo("s3://b/k.conf");
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
    assertThat(arguments.config()).isEqualTo("s3://b/k.conf");
  }

  @Test
  void dropsTheKeysLeadingSlash() {
    assertThat(parse("--CONFIG_FILE_KEY", "/conf/glue_config.conf").config())
        .isEqualTo("s3://b/conf/glue_config.conf");
  }

  @Test
  void anEmptyModeIsTheDefault() {
    assertThat(parse("--MODE", "--SNAPSHOT=").mode()).isEqualTo(Command.SYNC);
    assertThat(parse("--MODE", "--SNAPSHOT=").snapshot()).isEqualTo("latest");
  }

  @Test
  void namesEveryMissingArgumentAndAWrongMode() {
    assertThatThrownBy(() -> JobArguments.parse("--JOB_NAME", "x"))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("--CONFIG_BUCKET", "--CONFIG_FILE_KEY");
    assertThatThrownBy(() -> parse("--MODE", "undo").mode())
        .hasMessage("--MODE undo is none; use backup, restore, sync, plan, verify.");
  }

  private static JobArguments parse(String... more) {
    return JobArguments.parse(
        Stream.concat(Stream.of(MINIMUM), Stream.of(more)).toArray(String[]::new));
  }
}
