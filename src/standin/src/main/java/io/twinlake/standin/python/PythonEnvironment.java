package io.twinlake.standin.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** For tests: a virtual environment below target/ with the module's pinned Python packages. */
public record PythonEnvironment(Path home) {
  private static final Path REQUIREMENTS = Path.of("src/test/python/requirements.txt");
  private static final long MINUTES = 10;

  /** What a program printed, and how it ended. */
  public record Finished(int exitCode, String output, String errors) {}

  /**
   * Installs what src/test/python/requirements.txt lists, and nothing else: the list is whole.
   *
   * <p>Skips the test, saying why, where there is no Python or no package index; fails instead
   * where the environment variable CI is true.
   */
  public static PythonEnvironment make() throws IOException, InterruptedException {
    PythonEnvironment made = new PythonEnvironment(Path.of("target/python").toAbsolutePath());
    Path installed = made.home.resolve("installed.txt");
    String wanted = Files.readString(REQUIREMENTS);
    if (!Files.exists(installed) || !Files.readString(installed).equals(wanted)) {
      made.require("python3", "-m", "venv", "--clear", made.home.toString());
      made.require(
          made.program("pip"),
          "install",
          "--quiet",
          "--disable-pip-version-check",
          "--no-deps",
          "--requirement",
          REQUIREMENTS.toString());
      Files.writeString(installed, wanted);
    }
    return made;
  }

  public String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  private void require(String... command) throws IOException, InterruptedException {
    String problem;
    try {
      Finished finished = run(Map.of(), command);
      problem = finished.exitCode() == 0 ? "" : finished.errors();
    } catch (IOException e) {
      problem = String.valueOf(e.getMessage());
    }
    if (!problem.isEmpty()) {
      String reason = String.join(" ", command) + " failed: " + problem.strip();
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(reason);
      }
      // Maven shows no reasons of skipped tests by itself.
      System.err.println("Skipped the tests that need Python, for " + reason);
      Assumptions.abort(reason);
    }
  }

  public Finished run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("out", ".txt");
    Path errors = Files.createTempFile("err", ".txt");
    List<String> arguments = new ArrayList<>(List.of(command));
    ProcessBuilder builder =
        new ProcessBuilder(arguments)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError(String.join(" ", command) + " did not end.");
      }
      return new Finished(process.exitValue(), Files.readString(output), Files.readString(errors));
    } finally {
      process.destroyForcibly();
      Files.delete(output);
      Files.delete(errors);
    }
  }
}
