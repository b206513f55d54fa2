package io.twinlake.report;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/** Sparse lines for a log: one when a phase begins, then one every ten seconds. */
public final class LineProgress extends PacedProgress {
  private static final long INTERVAL = 10_000;

  private final PrintStream err;

  /**
   * @param milliseconds a clock that never goes back
   */
  public LineProgress(PrintStream err, LongSupplier milliseconds) {
    super(milliseconds, INTERVAL);
    this.err = err;
  }

  @Override
  void show(Phase phase) {
    err.println(phase);
  }

  @Override
  public void ended() {
    err.flush();
  }
}
