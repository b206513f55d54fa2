package io.twinlake.snapshot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.common.util.concurrent.UncheckedExecutionException;
import io.twinlake.model.UserError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A target held for this run. The lease is renewed in the background for as long as the handle is
 * open. Every write happens on one thread of its own, so that they follow each other.
 */
public final class LeaseHandle implements AutoCloseable {
  private static final Duration RENEWAL = Duration.ofMinutes(2);

  /** Older than this, a lease is renewed before it is relied on. */
  private static final Duration FRESH = RENEWAL.multipliedBy(2);

  private final StateObject object;
  private final String target;
  private final Clock clock;
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          new ThreadFactoryBuilder().setDaemon(true).setNameFormat("twinlake-lease").build());
  private final Future<?> renewals;
  private volatile State state;
  private volatile String etag;
  private volatile Instant renewed;
  private volatile boolean lost;

  LeaseHandle(StateObject object, String target, Clock clock, State state, String etag) {
    this.object = object;
    this.target = target;
    this.clock = clock;
    this.state = state;
    this.etag = etag;
    this.renewed = clock.instant();
    this.renewals =
        writer.scheduleAtFixedRate(
            this::renewIfReachable, RENEWAL.toSeconds(), RENEWAL.toSeconds(), TimeUnit.SECONDS);
  }

  /**
   * Returns only while this run holds the target; asked before every batch of writes.
   *
   * @throws UserError when another run has taken the target over, or that cannot be ruled out
   */
  public void ensureHeld() {
    if (lost) {
      throw overtaken();
    }
    if (clock.instant().isAfter(renewed.plus(FRESH))) {
      renew();
    }
  }

  /** Puts rights on record that this run is about to grant itself. */
  public void borrow(List<ObjectNode> rights) {
    write(
        before -> {
          List<ObjectNode> all = new ArrayList<>(before.borrowed());
          all.addAll(rights);
          return before.withBorrowed(all);
        });
  }

  /** Strikes all borrowed rights off: they have been returned. */
  public void returned() {
    write(before -> before.withBorrowed(List.of()));
  }

  /**
   * Records that the target holds this snapshot and that nothing of earlier ones is left to undo.
   */
  public void settle(String snapshotId) {
    write(before -> before.withBases(List.of(snapshotId)));
  }

  /** Releases the target, whatever else failed: at worst the lease runs out by itself. */
  @Override
  public void close() {
    try {
      if (!lost) {
        write(State::released);
      }
    } catch (UserError e) {
      lost = true;
    } finally {
      renewals.cancel(false);
      writer.shutdown();
    }
  }

  void renew() {
    write(UnaryOperator.identity());
  }

  private void renewIfReachable() {
    try {
      writeNow(UnaryOperator.identity());
    } catch (RuntimeException e) {
      // The next renewal, or ensureHeld, finds out whether it matters.
    }
  }

  private void write(UnaryOperator<State> change) {
    try {
      writer.submit(() -> writeNow(change)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while writing the state of " + target + ".");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new UncheckedExecutionException(e.getCause());
    }
  }

  private void writeNow(UnaryOperator<State> change) {
    if (lost) {
      throw overtaken();
    }
    Instant before = clock.instant();
    State next = change.apply(state);
    etag =
        object
            .write(next, etag)
            .orElseThrow(
                () -> {
                  lost = true;
                  return overtaken();
                });
    state = next;
    renewed = before;
  }

  private UserError overtaken() {
    return UserError.failed(
        "Another run has taken over %s while this one was out of touch; nothing more is written, run again when that one has ended."
            .formatted(target));
  }
}
