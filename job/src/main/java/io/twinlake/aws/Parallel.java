package io.twinlake.aws;

import com.google.common.collect.AbstractIterator;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.common.util.concurrent.UncheckedExecutionException;
import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one way work is done side by side: at most {@code width} tasks at once, results in the order
 * of the items, few of them ahead of the consumer. The first failure stops the rest and reaches the
 * caller when no task is at work any more, so that nothing is written behind its back. Threads are
 * daemons, so that a finished main never hangs.
 */
public record Parallel(int width) {
  private static final Duration LONGEST_END = Duration.ofMinutes(1);

  /** Elements one reader may be ahead of its consumer. */
  private static final int ELEMENTS_AHEAD = 512;

  public Parallel {
    if (width < 1) {
      throw new IllegalArgumentException("Parallel needs a width of 1 or more, not " + width + ".");
    }
  }

  /** The same, or less wide. */
  public Parallel atMost(int tasks) {
    return new Parallel(Math.min(width, tasks));
  }

  /** Reads one item's elements into a sink, which blocks while the consumer is behind. */
  @FunctionalInterface
  public interface Reader<T, R> {
    void read(T item, Consumer<R> sink);
  }

  /** Runs the task on every item; items are taken from the iterator as places become free. */
  public <T> void forEach(Iterator<T> items, Consumer<? super T> task) {
    Iterator<T> done =
        map(
            items,
            item -> {
              task.accept(item);
              return item;
            });
    while (done.hasNext()) {
      done.next();
    }
  }

  /** The results in the order of the items, at most {@code 2 × width} of them computed ahead. */
  public <T, R> Iterator<R> map(Iterator<T> items, Function<? super T, ? extends R> task) {
    ExecutorService pool = pool();
    Queue<Future<R>> ahead = new ArrayDeque<>();
    return new AbstractIterator<R>() {
      @Override
      protected @Nullable R computeNext() {
        return stoppingOnFailure(
            pool,
            () -> {
              while (ahead.size() < 2 * width && items.hasNext()) {
                T item = items.next();
                ahead.add(pool.submit(() -> task.apply(item)));
              }
              shutdownAfter(items, pool);
              return ahead.isEmpty() ? endOfData() : join(ahead.remove());
            });
      }
    };
  }

  /**
   * The elements of all items, in the order of the items, while later items are already being read.
   * Readers start in order, so the one being consumed always runs: none can starve it.
   */
  public <T, R> Iterator<R> flatMap(Iterator<T> items, Reader<? super T, R> reader) {
    ExecutorService pool = pool();
    Queue<Channel<R>> ahead = new ArrayDeque<>();
    return new AbstractIterator<R>() {
      @Override
      protected @Nullable R computeNext() {
        return stoppingOnFailure(pool, this::nextElement);
      }

      private @Nullable R nextElement() throws InterruptedException {
        while (true) {
          while (ahead.size() < width && items.hasNext()) {
            ahead.add(Channel.open(pool, items.next(), reader));
          }
          shutdownAfter(items, pool);
          Channel<R> first = ahead.peek();
          if (first == null) {
            return endOfData();
          }
          Element<R> element = first.queue.take();
          if (element.value != null) {
            return element.value;
          }
          join(ahead.remove().reading);
        }
      }
    };
  }

  /**
   * One element of each item in turn, at most {@code width} items at once. Every reader at work has
   * a thread of its own, so none can starve another.
   */
  public <T, R> Iterator<R> interleave(Iterator<T> items, Reader<? super T, R> reader) {
    ExecutorService pool = pool();
    Queue<Channel<R>> ring = new ArrayDeque<>();
    return new AbstractIterator<R>() {
      @Override
      protected @Nullable R computeNext() {
        return stoppingOnFailure(pool, this::nextElement);
      }

      private @Nullable R nextElement() throws InterruptedException {
        while (true) {
          while (ring.size() < width && items.hasNext()) {
            ring.add(Channel.open(pool, items.next(), reader));
          }
          Channel<R> next = ring.poll();
          if (next == null) {
            pool.shutdown();
            return endOfData();
          }
          Element<R> element = next.queue.take();
          if (element.value != null) {
            ring.add(next);
            return element.value;
          }
          join(next.reading);
        }
      }
    };
  }

  /** What was submitted still runs to its end. */
  private static void shutdownAfter(Iterator<?> items, ExecutorService pool) {
    if (!items.hasNext()) {
      pool.shutdown();
    }
  }

  private ExecutorService pool() {
    return Executors.newFixedThreadPool(
        width, new ThreadFactoryBuilder().setDaemon(true).setNameFormat("twinlake-%d").build());
  }

  private static <R> @Nullable R stoppingOnFailure(
      ExecutorService pool, Callable<@Nullable R> step) {
    try {
      return step.call();
    } catch (RuntimeException | Error e) {
      stop(pool);
      throw e;
    } catch (InterruptedException e) {
      stop(pool);
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while waiting for parallel work.");
    } catch (Exception e) {
      stop(pool);
      throw new UncheckedExecutionException(e);
    }
  }

  /** Interrupts the tasks and waits for their ends, which a call under way can put off a little. */
  private static void stop(ExecutorService pool) {
    pool.shutdownNow();
    var unused = Uninterruptibles.awaitTerminationUninterruptibly(pool, LONGEST_END);
  }

  private static <R> R join(Future<R> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new UncheckedExecutionException(e.getCause());
    }
  }

  /** An element, or the end of one item's elements when it has no value. */
  private record Element<R>(@Nullable R value) {}

  private record Channel<R>(BlockingQueue<Element<R>> queue, Future<?> reading) {
    static <T, R> Channel<R> open(ExecutorService pool, T item, Reader<? super T, R> reader) {
      BlockingQueue<Element<R>> queue = new ArrayBlockingQueue<>(ELEMENTS_AHEAD);
      Future<?> reading =
          pool.submit(
              () -> {
                try {
                  reader.read(item, value -> put(queue, new Element<>(value)));
                } finally {
                  put(queue, new Element<>(null));
                }
              });
      return new Channel<>(queue, reading);
    }

    private static <R> void put(BlockingQueue<Element<R>> queue, Element<R> element) {
      try {
        queue.put(element);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("Interrupted while reading ahead.");
      }
    }
  }
}
