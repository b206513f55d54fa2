package io.twinlake.report;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Shows a phase when it begins and then at most once an interval. */
abstract class PacedProgress implements Progress {
  private final LongSupplier milliseconds;
  private final long interval;
  private final AtomicLong next = new AtomicLong();
  private volatile Phase phase = Phase.of("", -1);

  /**
   * @param milliseconds a clock that never goes back
   */
  PacedProgress(LongSupplier milliseconds, long interval) {
    this.milliseconds = milliseconds;
    this.interval = interval;
  }

  abstract void show(Phase current);

  @Override
  public final void began(String name, long expected) {
    phase = Phase.of(name, expected);
    next.set(milliseconds.getAsLong() + interval);
    show(phase);
  }

  @Override
  public final void advanced(long count) {
    Phase current = phase;
    current.done().add(count);
    long now = milliseconds.getAsLong();
    long due = next.get();
    if (now >= due && next.compareAndSet(due, now + interval)) {
      show(current);
    }
  }
}
