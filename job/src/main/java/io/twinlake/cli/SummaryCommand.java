package io.twinlake.cli;

import io.twinlake.command.Invocation;
import io.twinlake.command.Run;
import io.twinlake.model.UserError;
import io.twinlake.report.JsonView;
import io.twinlake.report.Problems;
import io.twinlake.report.Summary;
import io.twinlake.report.Tally;
import io.twinlake.report.TextView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that ends with a summary. */
abstract class SummaryCommand implements Callable<Integer> {
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();
  @Mixin private final OutputOptions output = new OutputOptions();
  private final Console console;

  SummaryCommand(Console console) {
    this.console = console;
  }

  /**
   * @throws UserError when the options make no sense together
   */
  abstract Invocation invocation(ConnectionOptions options);

  @Override
  public final Integer call() {
    try {
      Invocation invocation = invocation(connection);
      try (Problems problems = output.problems(invocation.command())) {
        return show(run(invocation, problems));
      }
    } catch (UserError e) {
      e.problems().forEach(console.err()::println);
      return e.exit().code();
    }
  }

  private Summary run(Invocation invocation, Problems problems) {
    Tally tally = new Tally(invocation.command(), problems, console.progress());
    Interruption interruption = new Interruption(tally, console);
    try {
      return Run.of(invocation, tally, this::trace);
    } finally {
      interruption.forget();
    }
  }

  private void trace(Throwable error) {
    if (output.debug()) {
      error.printStackTrace(console.err());
    }
  }

  private int show(Summary summary) {
    summary.errors().forEach(console.err()::println);
    if (output.json()) {
      console.out().println(JsonView.render(summary));
    } else if (summary.errors().isEmpty() || !summary.counts().isEmpty()) {
      console.out().print(TextView.render(summary, console.paint()));
    }
    console.out().flush();
    return summary.exit().code();
  }
}
