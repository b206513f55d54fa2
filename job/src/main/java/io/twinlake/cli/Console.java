package io.twinlake.cli;

import io.twinlake.report.BarProgress;
import io.twinlake.report.LineProgress;
import io.twinlake.report.Paint;
import io.twinlake.report.Progress;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where a command's output goes.
 *
 * @param out results
 * @param err progress and what went wrong
 * @param interactive whether a person watches both on a terminal
 * @param colour whether the terminal shows colours and the person wants them
 */
record Console(PrintStream out, PrintStream err, boolean interactive, boolean colour) {
  /** Streams that no terminal shows. */
  static Console plain(PrintStream out, PrintStream err) {
    return new Console(out, err, false, false);
  }

  /** This process's own streams, in UTF-8, as names in catalogs are. */
  static Console ofProcess(Map<String, String> environment) {
    boolean terminal = isTerminal() && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    // https://no-color.org: any value but the empty one.
    boolean colour = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Console(utf8(FileDescriptor.out), utf8(FileDescriptor.err), terminal, colour);
  }

  /** From JDK 22 on there always is a console, and it knows whether it is a terminal. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    java.io.Console console = System.console();
    try {
      return console != null
          && (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  private static PrintStream utf8(FileDescriptor stream) {
    return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
  }

  Progress progress() {
    return interactive
        ? new BarProgress(err, Console::milliseconds)
        : new LineProgress(err, Console::milliseconds);
  }

  private static long milliseconds() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  Paint paint() {
    return colour ? Paint.ANSI : Paint.NONE;
  }
}
