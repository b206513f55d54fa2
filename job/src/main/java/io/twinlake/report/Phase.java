package io.twinlake.report;

import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * A stretch of work under way.
 *
 * @param expected how much there is to do, or -1 when that is not known
 */
record Phase(String name, long expected, LongAdder done) {
  static Phase of(String name, long expected) {
    return new Phase(name, expected, new LongAdder());
  }

  /** Between 0 and 1, or 0 when the end is not known. */
  double share() {
    return expected <= 0 ? 0 : Math.min(1, done.sum() / (double) expected);
  }

  /** E.g. {@code Restoring tables: 1,200 of 5,000 (24 %)}. */
  @Override
  public String toString() {
    if (expected <= 0) {
      return done.sum() == 0 ? name : String.format(Locale.ROOT, "%s: %,d", name, done.sum());
    }
    return String.format(
        Locale.ROOT, "%s: %,d of %,d (%d %%)", name, done.sum(), expected, (int) (share() * 100));
  }
}
