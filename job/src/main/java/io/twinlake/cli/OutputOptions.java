package io.twinlake.cli;

import io.twinlake.model.UserError;
import io.twinlake.report.Command;
import io.twinlake.report.ProblemFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a run leaves behind. */
final class OutputOptions {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Option(
      names = "--problems",
      paramLabel = "<file>",
      description =
          "Where to write each object that was not fine, one JSON line each; the default is a new"
              + " file in this directory, and none when all is fine.")
  private @Nullable Path problems;

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  @Option(names = "--debug", description = "Print stack traces of what stopped the run.")
  private boolean debug;

  boolean json() {
    return json;
  }

  boolean debug() {
    return debug;
  }

  /**
   * @throws UserError when the file cannot be written
   */
  ProblemFile problems(Command command) {
    if (problems == null) {
      Path name =
          Path.of("twinlake-%s-%s.jsonl".formatted(command.word(), TIME.format(Instant.now())));
      Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
      return new ProblemFile(Files.isWritable(Path.of("")) ? name : temporary.resolve(name));
    }
    Path folder = Optional.ofNullable(problems.toAbsolutePath().getParent()).orElse(problems);
    if (!Files.isWritable(Files.exists(problems) ? problems : folder)
        || Files.isDirectory(problems)) {
      throw UserError.usage(
          "Cannot write --problems %s; name a file in a folder that you may write to."
              .formatted(problems));
    }
    return new ProblemFile(problems);
  }
}
