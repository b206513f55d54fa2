package io.twinlake.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.model.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ViewOrderTest {
  @Test
  void aViewComesAfterTheViewsThatItReads() {
    ViewOrder order =
        ViewOrder.of(
            Map.of(
                view("a"), List.of(view("b"), view("orders")),
                view("b"), List.of(view("c")),
                view("c"), List.of(view("orders")),
                view("d"), List.of()));
    assertThat(order.waves())
        .containsExactly(List.of(view("c"), view("d")), List.of(view("b")), List.of(view("a")));
    assertThat(order.cyclic()).isEmpty();
  }

  @Test
  void viewsThatReadEachOtherAreNamedWithTheCycle() {
    ViewOrder order =
        ViewOrder.of(
            Map.of(
                view("a"), List.of(view("b")),
                view("b"), List.of(view("orders"), view("c")),
                view("c"), List.of(view("b")),
                view("self"), List.of(view("self")),
                view("well"), List.of(view("orders"))));
    assertThat(order.waves()).containsExactly(List.of(view("well")));
    assertThat(new TreeMap<>(order.cyclic()))
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    view("a"), "d.b -> d.c -> d.b",
                    view("b"), "d.b -> d.c -> d.b",
                    view("c"), "d.c -> d.b -> d.c",
                    view("self"), "d.self -> d.self")));
  }

  private static ObjectKey view(String name) {
    return ObjectKey.table("d", name);
  }
}
