package io.twinlake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.docs.Page;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentedCommandsTest {
  private static final String SECTION = "Commands and exit codes";
  private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z]+) {2,}\\S");
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");
  private static final Pattern EXIT_CODE = Pattern.compile("(?m)^  (\\d) +(.*)$");

  @Test
  void theReadmeHasEveryCommandAndNoOther() {
    assertThat(rowsAfter("command")).hasSize(commands().size());
    assertThat(firstCells(rowsAfter("command"))).isEqualTo(commands());
  }

  @Test
  void theReadmeHasEveryOptionAndNoOther() {
    Set<String> options = found(OPTION, 0, help());
    commands().forEach(command -> options.addAll(found(OPTION, 0, help(command))));
    Set<String> documented = new TreeSet<>();
    rowsAfter("option").forEach(row -> documented.addAll(found(OPTION, 0, row.get(0))));
    assertThat(documented).isEqualTo(options);
  }

  @Test
  void theReadmeSaysOfExitCodesWhatTheHelpSays() {
    List<List<String>> codes =
        EXIT_CODE
            .matcher(help())
            .results()
            .map(code -> List.of(code.group(1), code.group(2).strip()))
            .toList();
    assertThat(codes).isNotEmpty();
    assertThat(rowsAfter("exit code"))
        .map(row -> List.of(row.get(0), row.get(1).replace("`", "")))
        .isEqualTo(codes);
  }

  /** The rows of the table that begins with this title. */
  private static List<List<String>> rowsAfter(String title) {
    List<List<String>> rows = Page.readme().rows(SECTION);
    List<String> titles = List.of("command", "option", "exit code");
    return rows.stream()
        .dropWhile(row -> !row.get(0).equals(title))
        .skip(1)
        .takeWhile(row -> !titles.contains(row.get(0)))
        .toList();
  }

  private static Set<String> firstCells(List<List<String>> rows) {
    Set<String> cells = new TreeSet<>();
    rows.forEach(row -> cells.add(row.get(0).replace("`", "")));
    return cells;
  }

  private static Set<String> commands() {
    String help = help();
    Set<String> commands =
        found(COMMAND, 1, help.substring(help.indexOf("Commands:"), help.indexOf("Exit codes:")));
    assertThat(commands).isNotEmpty();
    return commands;
  }

  private static Set<String> found(Pattern pattern, int group, String text) {
    Set<String> found = new TreeSet<>();
    pattern.matcher(text).results().forEach(match -> found.add(match.group(group)));
    return found;
  }

  private static String help(String... command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.add("--help");
    assertThat(Cli.run(stream, stream, arguments.toArray(String[]::new))).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
