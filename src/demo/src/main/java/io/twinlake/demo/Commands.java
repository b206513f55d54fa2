package io.twinlake.demo;

import io.twinlake.cli.Cli;
import io.twinlake.standin.CallLog;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Runs Twinlake's own command line in this process, and shows what a user would type and see. */
final class Commands {
  private static final String OUTPUT = "demo-output/";

  private final Path project;
  private final Path output;
  private final Screen screen;
  private final Cloud cloud;

  /**
   * @param project the folder with {@code glue_config.conf}
   * @param output what stands for {@code demo-output} in it
   */
  Commands(Path project, Path output, Screen screen, Cloud cloud) {
    this.project = project;
    this.output = output;
    this.screen = screen;
    this.cloud = cloud;
    // The SDK's own settings for who calls and where AWS is.
    System.getProperties()
        .putAll(
            Map.of(
                "aws.endpointUrl", cloud.aws().endpoint().toString(),
                "aws.region", Cloud.TARGET,
                "aws.accessKeyId", cloud.job().accessKeyId(),
                "aws.secretAccessKey", cloud.job().secretAccessKey(),
                "aws.sessionToken", sessionToken(cloud)));
  }

  private static String sessionToken(Cloud cloud) {
    return cloud.job() instanceof AwsSessionCredentials session ? session.sessionToken() : "";
  }

  /** The file that the user names so. */
  Path file(String name) {
    return name.startsWith(OUTPUT)
        ? output.resolve(name.substring(OUTPUT.length()))
        : project.resolve(name);
  }

  /**
   * @param words the command line; what is named as a configuration or in {@code demo-output} is a
   *     file
   * @return the exit code
   */
  int run(String... words) {
    screen.command("java -jar twinlake-glue.jar " + String.join(" ", words));
    cloud.aws().calls().clear();
    long start = System.nanoTime();
    List<String> said = new ArrayList<>();
    int exit;
    try (PrintStream out = stream(screen::line);
        PrintStream err = stream(line -> passing(line, said))) {
      exit = Cli.run(out, err, arguments(words));
    }
    if (exit == 1 || exit == 2) {
      said.forEach(screen::line);
    }
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    screen.line(
        String.format(
            Locale.ROOT,
            "  (exit code %d, %.1f s, %,d calls to AWS)",
            exit,
            time.toMillis() / 1000.0,
            cloud.aws().calls().all().size()));
    screen.blank();
    return exit;
  }

  /** How many calls of the last command changed Glue or Lake Formation. */
  long catalogWrites() {
    return cloud.aws().calls().all().stream()
        .map(CallLog.Entry::call)
        .filter(call -> call.isWrite() && !call.service().equals("s3"))
        .count();
  }

  private void passing(String line, List<String> said) {
    screen.passing(line);
    said.add(line);
  }

  private String[] arguments(String... words) {
    List<String> arguments = new ArrayList<>();
    for (String word : words) {
      arguments.add(word.matches(".*\\.(conf|jsonl)") ? file(word).toString() : word);
    }
    return arguments.toArray(String[]::new);
  }

  private static PrintStream stream(Consumer<String> lines) {
    return new PrintStream(new Lines(lines), true, StandardCharsets.UTF_8);
  }

  /** Passes each line on, indented, as soon as it is complete. */
  private static final class Lines extends OutputStream {
    private final Consumer<String> lines;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    Lines(Consumer<String> lines) {
      this.lines = lines;
    }

    @Override
    public void write(int b) {
      if (b == '\n') {
        lines.accept(("  " + begun.toString(StandardCharsets.UTF_8)).stripTrailing());
        begun.reset();
      } else {
        begun.write(b);
      }
    }
  }
}
