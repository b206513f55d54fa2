package io.twinlake.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  private static final Path PROJECT = Path.of("..", "..");

  @TempDir Path output;

  @Test
  void tellsTheWholeStoryAndFindsEverythingAsItShouldBe() throws IOException {
    ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(terminal, true, StandardCharsets.UTF_8);

    int exit = Main.run(PROJECT, output, out, true);

    String told = Files.readString(output.resolve("demo.txt"));
    assertThat(exit).as(told).isZero();
    assertThat(told)
        .contains(
            "Backup complete: ",
            "ok    us-east-1 does not answer",
            "Plan: 3,1",
            "Restore complete: 3,1",
            "Verify: 0 missing, 0 differs, 0 extra, ",
            "Verify: 7 missing, 4 differs, 1 extra, ",
            "ok    verify found what was broken, 12 objects, and nothing else",
            "ok    the last restore wrote nothing",
            "ok    the same rights for everybody",
            "ok    the same LF-tags, filters and row policies",
            "Everything was as it should be.")
        .doesNotContain("WRONG", "\u001b");
    assertThat(terminal.toString(StandardCharsets.UTF_8)).contains("\u001b[1m");
    assertThatTheSummaryFitsAScreen(told);
    Shown.assertIs(told, PROJECT);
    assertThat(output.resolve("backup/twinlake/glue_catalog.json")).isNotEmptyFile();
    assertThat(output.resolve("differences.jsonl")).content().contains("campaigns");
  }

  private static void assertThatTheSummaryFitsAScreen(String told) {
    List<String> summary = told.substring(told.indexOf("== Summary")).lines().toList();
    assertThat(summary).hasSizeLessThanOrEqualTo(40).allMatch(line -> line.length() <= 80);
  }
}
