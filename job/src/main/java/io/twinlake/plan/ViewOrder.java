package io.twinlake.plan;

import io.twinlake.model.ObjectKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Views in the order in which they can be made: AWS checks that what a view reads is there. Views
 * of one engine are not checked, and need no order.
 *
 * @param waves each reads nothing but tables, and views of earlier waves
 * @param cyclic views that read each other or one of such, each with the cycle for people
 */
public record ViewOrder(List<List<ObjectKey>> waves, Map<ObjectKey, String> cyclic) {

  /**
   * @param reads what each view reads, tables included
   */
  public static ViewOrder of(Map<ObjectKey, List<ObjectKey>> reads) {
    Map<ObjectKey, List<ObjectKey>> left = new TreeMap<>(reads);
    List<List<ObjectKey>> waves = new ArrayList<>();
    List<ObjectKey> wave;
    do {
      wave =
          left.keySet().stream()
              .filter(view -> Collections.disjoint(left.get(view), left.keySet()))
              .toList();
      if (!wave.isEmpty()) {
        waves.add(wave);
        left.keySet().removeAll(new TreeSet<>(wave));
      }
    } while (!wave.isEmpty());
    Map<ObjectKey, String> cyclic = new LinkedHashMap<>();
    left.keySet().forEach(view -> cyclic.put(view, cycle(view, left)));
    return new ViewOrder(waves, cyclic);
  }

  /** Every view that is left reads another that is left, so that any way comes round. */
  private static String cycle(ObjectKey from, Map<ObjectKey, List<ObjectKey>> left) {
    List<ObjectKey> way = new ArrayList<>();
    ObjectKey at = from;
    while (!way.contains(at)) {
      way.add(at);
      at = left.getOrDefault(at, List.of()).stream().filter(left::containsKey).findFirst().get();
    }
    way.add(at);
    return way.subList(way.indexOf(at), way.size()).stream()
        .map(view -> view.database() + "." + view.name())
        .collect(Collectors.joining(" -> "));
  }
}
