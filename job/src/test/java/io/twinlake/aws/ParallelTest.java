package io.twinlake.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.Lists;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelTest {
  private static Iterator<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().iterator();
  }

  @Test
  void keepsTheOrderOfTheItems() {
    assertThat(Lists.newArrayList(new Parallel(4).map(numbers(100), n -> n * 2)))
        .isEqualTo(IntStream.range(0, 100).map(n -> n * 2).boxed().toList());
    assertThat(
            Lists.newArrayList(
                new Parallel(4)
                    .<Integer, Integer>flatMap(
                        numbers(20),
                        (n, sink) -> IntStream.range(0, n).forEach(i -> sink.accept(n)))))
        .isEqualTo(
            IntStream.range(0, 20)
                .boxed()
                .flatMap(n -> IntStream.range(0, n).mapToObj(i -> n))
                .toList());
  }

  @Test
  void givesEveryElementOfEveryItemInTurn() {
    assertThat(
            Lists.newArrayList(
                new Parallel(3)
                    .<Integer, Integer>interleave(
                        numbers(7),
                        (n, sink) -> IntStream.range(0, 1000).forEach(i -> sink.accept(n)))))
        .hasSize(7000);
  }

  @Test
  void neverRunsMoreAtOnceThanItIsWide() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    new Parallel(3)
        .forEach(
            numbers(200),
            n -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              running.decrementAndGet();
            });
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void passesTheFirstFailureOn() {
    assertThatThrownBy(
            () ->
                new Parallel(2)
                    .forEach(
                        List.of(1, 2, 3).iterator(),
                        n -> {
                          throw new IllegalStateException("item " + n);
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("item 1");
  }
}
