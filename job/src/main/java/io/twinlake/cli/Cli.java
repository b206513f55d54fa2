package io.twinlake.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** The {@code twinlake} command. */
@Command(
    name = "twinlake",
    description = "Keeps a twin of a data lake's catalog and permissions in a second AWS region.",
    scope = CommandLine.ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    usageHelpAutoWidth = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; no differences",
      "1:failed, or stopped before the end",
      "2:wrong command line or configuration; nothing was done",
      "3:finished, and some objects failed or were left undone",
      "4:differences found (verify; plan with --detailed-exitcode)"
    },
    footer = {"", "Example:", "  java -jar twinlake-0.1.0-glue.jar sync --config glue_config.conf"})
public final class Cli {
  private Cli() {}

  public static void main(String[] args) {
    System.exit(run(Console.ofProcess(System.getenv()), args));
  }

  /**
   * Runs one command and returns its exit code.
   *
   * @param out takes results
   * @param err takes progress and errors
   */
  public static int run(PrintStream out, PrintStream err, String... args) {
    return run(Console.plain(out, err), args);
  }

  private static int run(Console console, String... args) {
    CommandLine line = new CommandLine(new Cli());
    add(line, "backup", new BackupCommand(console));
    add(line, "restore", new RestoreCommand(console));
    add(line, "sync", new SyncCommand(console));
    add(line, "plan", new PlanCommand(console));
    add(line, "verify", new VerifyCommand(console));
    add(line, "snapshots", new SnapshotsCommand(console));
    line.setOut(new PrintWriter(console.out(), true, UTF_8));
    line.setErr(new PrintWriter(console.err(), true, UTF_8));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(console.colour() ? Ansi.ON : Ansi.OFF));
    line.setParameterExceptionHandler(Cli::explain);
    return line.execute(args);
  }

  private static void add(CommandLine line, String name, Callable<Integer> command) {
    line.addSubcommand(name, command);
  }

  private static int explain(ParameterException error, String[] args) {
    CommandLine line = error.getCommandLine();
    String sentence = String.valueOf(error.getMessage()).strip();
    line.getErr()
        .printf(
            "%s; see %s --help%n",
            sentence.replaceFirst("\\.$", ""), line.getCommandSpec().qualifiedName());
    return CommandLine.ExitCode.USAGE;
  }
}
