package io.twinlake.command;

import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.UserError;
import io.twinlake.report.Summary;
import io.twinlake.report.Tally;
import java.util.function.Consumer;

/** From what was asked to a summary, whatever happens on the way. */
public final class Run {
  private Run() {}

  /**
   * @param trace takes what stopped the run, for whoever wants its stack trace
   */
  public static Summary of(Invocation invocation, Tally tally, Consumer<Throwable> trace) {
    try {
      start(invocation, tally);
      return tally.finished(invocation.differencesMatter());
    } catch (RuntimeException e) {
      trace.accept(e);
      return tally.stopped(Failure.explain(e));
    }
  }

  private static void start(Invocation invocation, Tally tally) {
    Selection selection = invocation.selection();
    TwinlakeConfig config =
        new ConfigLoader(invocation.connection()).load(invocation.config(), selection.snapshot());
    Twinlake twinlake =
        new Twinlake(invocation.connection().access(config.callsPerSecond()), config, tally);
    switch (invocation.command()) {
      case BACKUP -> twinlake.backup();
      case RESTORE -> twinlake.restore(selection);
      case SYNC -> twinlake.sync(selection.acceptsIncomplete());
      case PLAN -> twinlake.plan(selection);
      case VERIFY -> twinlake.verify(selection);
    }
  }

  /** As {@link Failure#explain}, for commands without a summary. */
  public static UserError explain(RuntimeException error) {
    return Failure.explain(error);
  }
}
