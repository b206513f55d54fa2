package io.twinlake.command;

import java.util.stream.LongStream;

/** Seeds of random lakes; {@code -Dtwinlake.seeds=100..105} chooses others. */
final class Seeds {
  private Seeds() {}

  static LongStream chosenOr(long first, long last) {
    String[] range = System.getProperty("twinlake.seeds", first + ".." + last).split("\\.\\.");
    return LongStream.rangeClosed(Long.parseLong(range[0]), Long.parseLong(range[1]));
  }
}
