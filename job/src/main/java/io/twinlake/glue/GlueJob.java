package io.twinlake.glue;

import io.twinlake.command.Connection;
import io.twinlake.command.Invocation;
import io.twinlake.command.Run;
import io.twinlake.command.Selection;
import io.twinlake.model.UserError;
import io.twinlake.report.Command;
import io.twinlake.report.Exit;
import io.twinlake.report.JsonView;
import io.twinlake.report.LineProgress;
import io.twinlake.report.Paint;
import io.twinlake.report.Problems;
import io.twinlake.report.Progress;
import io.twinlake.report.Summary;
import io.twinlake.report.Tally;
import io.twinlake.report.TextView;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the job's script calls. Everything is said on stdout, which Glue keeps apart from Spark's
 * log; the last line is the summary as JSON.
 */
public final class GlueJob {
  private final PrintStream out;
  private final AtomicReference<@Nullable Throwable> cause = new AtomicReference<>();

  GlueJob(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the job and returns when it ended with exit code 0.
   *
   * @throws RunFailedException otherwise; an exit instead would lose the message
   */
  public static void main(String[] args) {
    new GlueJob(System.out).run(args);
  }

  void run(String... args) {
    Summary summary = summary(args);
    summary.errors().forEach(out::println);
    out.print(TextView.render(summary, Paint.NONE));
    out.println(JsonView.render(summary));
    out.flush();
    if (summary.exit() != Exit.DONE) {
      throw new RunFailedException(TextView.renderFromTheEnd(summary), cause.get());
    }
  }

  private Summary summary(String... args) {
    Problems log = Problems.printed(out, "the job's output log, a line of JSON each");
    try {
      JobArguments arguments = JobArguments.parse(args);
      Invocation invocation = invocation(arguments, arguments.mode());
      Tally tally =
          new Tally(invocation.command(), log, new LineProgress(out, GlueJob::milliseconds));
      return Run.of(invocation, tally, cause::set);
    } catch (UserError e) {
      return new Tally(Command.SYNC, log, Progress.NONE).stopped(e);
    }
  }

  private static Invocation invocation(JobArguments arguments, Command mode) {
    return new Invocation(
        mode,
        arguments.place(),
        Selection.of(arguments.snapshot()).acceptingIncomplete(arguments.acceptsIncomplete()),
        new Connection(arguments.endpoint().orElse(null), null),
        mode == Command.VERIFY);
  }

  private static long milliseconds() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
