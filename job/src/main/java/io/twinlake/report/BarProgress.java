package io.twinlake.report;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** A bar for a terminal, drawn again in its own line ten times a second at most. */
public final class BarProgress extends PacedProgress {
  private static final long INTERVAL = 100;
  private static final int CELLS = 24;

  /** A longer line would wrap and could not be erased. */
  private static final int COLUMNS = 79;

  /** ECMA-48: back to the line's first column and erase the line. */
  private static final String FRESH_LINE = "\r\u001b[2K";

  private final PrintStream err;
  private final AtomicBoolean drawn = new AtomicBoolean();

  /**
   * @param milliseconds a clock that never goes back
   */
  public BarProgress(PrintStream err, LongSupplier milliseconds) {
    super(milliseconds, INTERVAL);
    this.err = err;
  }

  @Override
  void show(Phase phase) {
    drawn.set(true);
    String line = bar(phase.share()) + phase;
    err.print(FRESH_LINE + line.substring(0, Math.min(line.length(), COLUMNS)));
    err.flush();
  }

  private static String bar(double share) {
    int full = (int) Math.round(share * CELLS);
    return "[" + "#".repeat(full) + "-".repeat(CELLS - full) + "] ";
  }

  @Override
  public void ended() {
    if (drawn.getAndSet(false)) {
      err.print(FRESH_LINE);
      err.flush();
    }
  }
}
