package io.twinlake.aws;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * How long to wait before something is tried again: twice as long each time, less a random part, so
 * that many who failed together do not return together.
 *
 * @param first at most, after the first attempt
 * @param longest at most, after any attempt
 */
public record Pauses(Duration first, Duration longest) {
  /** The SDK's own defaults. */
  public static final Pauses STANDARD = new Pauses(Duration.ofMillis(100), Duration.ofSeconds(20));

  /** After AWS said that it is asked too often. */
  Pauses afterThrottling() {
    return new Pauses(first.multipliedBy(10), longest);
  }

  /**
   * Waits.
   *
   * @param attempts how many have failed, from 1
   */
  public void after(int attempts) {
    long most = Math.min(first.toNanos() << Math.min(attempts - 1, 20), longest.toNanos());
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
  }
}
