package io.twinlake.standin;

import io.twinlake.standin.wire.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who watches calls. While anybody does, calls take effect one at a time and each listener returns
 * before the answer leaves, so that it sees the state after exactly that call. Listeners ask with
 * {@link Account#observer()}: any other call would wait for itself.
 */
public final class Listeners {
  private final List<Consumer<CallLog.Entry>> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  public void onEachCall(Consumer<CallLog.Entry> listener) {
    listeners.add(listener);
  }

  public void onEachWrite(Consumer<CallLog.Entry> listener) {
    onEachCall(
        entry -> {
          if (entry.call().isWrite()) {
            listener.accept(entry);
          }
        });
  }

  /**
   * @param n from 1, counted from now
   */
  public void afterCall(int n, Runnable action) {
    AtomicLong seen = new AtomicLong();
    onEachCall(
        entry -> {
          if (seen.incrementAndGet() == n) {
            action.run();
          }
        });
  }

  public void clear() {
    listeners.clear();
  }

  Optional<HttpResponse> watch(Supplier<Optional<HttpResponse>> call) {
    if (listeners.isEmpty()) {
      return call.get();
    }
    oneAtATime.lock();
    try {
      return call.get();
    } finally {
      oneAtATime.unlock();
    }
  }

  void tell(CallLog.Entry entry) {
    for (Consumer<CallLog.Entry> listener : listeners) {
      try {
        listener.accept(entry);
      } catch (RuntimeException | AssertionError e) {
        failure.compareAndSet(null, e);
      }
    }
  }

  /** Throws what a listener threw first. */
  void throwFailure() {
    Throwable first = failure.getAndSet(null);
    if (first instanceof AssertionError error) {
      throw error;
    }
    if (first instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
