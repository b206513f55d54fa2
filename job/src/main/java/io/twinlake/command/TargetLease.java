package io.twinlake.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.apply.Applier;
import io.twinlake.snapshot.LeaseHandle;
import io.twinlake.snapshot.TargetState;
import io.twinlake.snapshot.TargetState.Held;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The right to write the target, taken with the first write: a run that finds nothing to do writes
 * nothing, not even that it was there.
 */
final class TargetLease implements Applier.Gate, AutoCloseable {
  private final TargetState state;
  private final Held seen;
  private final String snapshot;
  private final List<ObjectNode> borrowed;
  private @Nullable LeaseHandle handle;
  private boolean closed;

  /**
   * @param snapshot what becomes the target's base, or empty when a part of it is restored
   */
  TargetLease(TargetState state, Held seen, String snapshot) {
    this.state = state;
    this.seen = seen;
    this.snapshot = snapshot;
    this.borrowed = new ArrayList<>(seen.borrowed());
  }

  /** Before every batch of writes. */
  @Override
  public synchronized void open() {
    held().ensureHeld();
  }

  private LeaseHandle held() {
    if (closed) {
      throw new IllegalStateException("The target is written only before its lease is released.");
    }
    if (handle == null) {
      handle = snapshot.isEmpty() ? state.acquire(seen) : state.acquire(seen, snapshot);
    }
    return handle;
  }

  /** Puts rights on record before they are granted. */
  synchronized void borrow(List<ObjectNode> rights) {
    held().borrow(rights);
    borrowed.addAll(rights);
  }

  /** What this run and dead ones before it have granted themselves. */
  synchronized List<ObjectNode> borrowed() {
    return List.copyOf(borrowed);
  }

  synchronized void returned() {
    held().returned();
    borrowed.clear();
  }

  /** Records that the target holds this snapshot and nothing of earlier ones is left to undo. */
  synchronized void settle() {
    if (snapshot.isEmpty()) {
      return;
    }
    if (handle != null || !seen.bases().equals(List.of(snapshot))) {
      held().settle(snapshot);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (handle != null) {
      handle.close();
    }
  }
}
