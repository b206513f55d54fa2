package io.twinlake.infra;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A program run in a directory, with both its streams read as one, and without AWS credentials. */
record Command(int exitCode, String output) {
  private static final int MINUTES = 5;
  private static final String NOWHERE = "/nonexistent";

  static Command run(Path directory, Map<String, String> environment, List<String> words) {
    try {
      Path output = Files.createTempFile(Path.of("target"), "command", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(words)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      withoutAws(builder.environment());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("Still running after %d minutes: %s".formatted(MINUTES, words));
      }
      return new Command(process.exitValue(), Files.readString(output, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Without {@code program} a test is skipped and says so; on CI it fails instead. */
  static void require(String program, String... versionWords) {
    boolean found = answers(program, versionWords);
    if (!found && Boolean.parseBoolean(System.getenv("CI"))) {
      throw new AssertionError(program + " is missing, and CI=true: install it.");
    }
    Assumptions.assumeTrue(found, program + " is missing, so this was not tested.");
  }

  private static boolean answers(String program, String... versionWords) {
    List<String> words = new ArrayList<>(List.of(program));
    words.addAll(List.of(versionWords));
    try {
      return run(Path.of("target"), Map.of(), words).exitCode() == 0;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static void withoutAws(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.startsWith("AWS_"));
    environment.put("AWS_CONFIG_FILE", NOWHERE);
    environment.put("AWS_SHARED_CREDENTIALS_FILE", NOWHERE);
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
  }
}
