package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.AwsError;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Writes under way: two on one resource at the same time fail the later one (aws-facts 21). */
final class InFlight {
  private final Set<Place> busy = ConcurrentHashMap.newKeySet();
  private volatile Duration latency = Duration.ZERO;

  /** How long each write keeps its resource. */
  void latency(Duration each) {
    latency = each;
  }

  void run(Place resource, Runnable write) {
    alone(
        resource,
        () -> {
          write.run();
          return true;
        });
  }

  <T> T alone(Place resource, Supplier<T> write) {
    if (!busy.add(resource)) {
      throw AwsError.of(
          "ConcurrentModificationException",
          "Permission update failed for Resource, please retry in a short while.");
    }
    try {
      LockSupport.parkNanos(latency.toNanos());
      return write.get();
    } finally {
      busy.remove(resource);
    }
  }
}
