package io.twinlake.standin.lakeformation;

import static io.twinlake.standin.lakeformation.LakeUnderTest.grantBody;
import static io.twinlake.standin.lakeformation.LakeUnderTest.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
  private final LakeUnderTest lake = LakeUnderTest.governed();
  private final ExecutorService threads = Executors.newFixedThreadPool(8);

  @BeforeEach
  void fill() {
    lake.catalog.with("sales", "orders", "id");
    IntStream.range(0, 64).forEach(i -> lake.catalog.with("sales", "t" + i, "id"));
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void refusesTheSecondOfTwoWritesOnOneTable() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    InFlight inFlight = new InFlight();
    Place orders = Place.table("sales", "orders");
    Future<Boolean> first =
        threads.submit(
            () ->
                inFlight.alone(
                    orders,
                    () -> {
                      inside.countDown();
                      awaitQuietly(leave);
                      return true;
                    }));
    inside.await();
    assertThat(catchThrowable(() -> inFlight.alone(orders, () -> true)))
        .hasMessageContaining("retry in a short while");
    assertThat(inFlight.alone(Place.table("sales", "t1"), () -> true)).isTrue();
    leave.countDown();
    assertThat(first.get()).isTrue();
    assertThat(inFlight.alone(orders, () -> true)).isTrue();
  }

  @Test
  void keepsEveryGrantOfManyThreads() throws Exception {
    List<Future<String>> results =
        IntStream.range(0, 64)
            .mapToObj(i -> grantBody("ana", table("sales", "t" + i), "DESCRIBE", ""))
            .map(body -> threads.submit(() -> lake.refusal("admin", "GrantPermissions", body)))
            .toList();
    for (Future<String> result : results) {
      assertThat(result.get()).isEqualTo("none");
    }
    assertThat(lake.rows("admin", "{\"ResourceType\":\"TABLE\"}")).hasSize(64);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
