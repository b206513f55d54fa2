package io.twinlake.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the demo and ends with 0 when everything was as it tells. */
public final class Main {
  private Main() {}

  /**
   * @param args the project's folder, then {@code --colour} for a terminal
   */
  public static void main(String[] args) throws IOException {
    boolean colour = args.length > 1 && args[1].equals("--colour");
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path project = Path.of(args[0]).normalize();
    System.exit(run(project, project.resolve("demo-output"), out, colour));
  }

  /**
   * @param project the folder with {@code glue_config.conf}
   * @param output the folder for what the demo leaves behind; whatever is in it goes
   * @return the exit code
   */
  static int run(Path project, Path output, PrintStream out, boolean colour) throws IOException {
    Files.createDirectories(output);
    try (PrintStream file =
            new PrintStream(
                Files.newOutputStream(output.resolve("demo.txt")), true, StandardCharsets.UTF_8);
        Cloud cloud = new Cloud()) {
      Screen screen = new Screen(out, file, colour);
      Commands commands = new Commands(project, output, screen, cloud);
      return new Story(cloud, screen, commands, output).tell() ? 0 : 1;
    }
  }
}
