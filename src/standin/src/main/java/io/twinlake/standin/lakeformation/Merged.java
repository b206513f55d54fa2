package io.twinlake.standin.lakeformation;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** Two sequences of entries in the order of their keys as one; equal keys become one entry. */
final class Merged<T> implements Iterator<Map.Entry<String, T>> {
  private final Iterator<Map.Entry<String, T>> left;
  private final Iterator<Map.Entry<String, T>> right;
  private final BinaryOperator<T> sum;
  private Optional<Map.Entry<String, T>> nextLeft;
  private Optional<Map.Entry<String, T>> nextRight;

  Merged(
      Iterator<Map.Entry<String, T>> left,
      Iterator<Map.Entry<String, T>> right,
      BinaryOperator<T> sum) {
    this.left = left;
    this.right = right;
    this.sum = sum;
    this.nextLeft = after(left);
    this.nextRight = after(right);
  }

  @Override
  public boolean hasNext() {
    return nextLeft.isPresent() || nextRight.isPresent();
  }

  @Override
  public Map.Entry<String, T> next() {
    int order = order();
    if (order < 0) {
      return takeLeft();
    }
    if (order > 0) {
      return takeRight();
    }
    Map.Entry<String, T> first = takeLeft();
    return Map.entry(first.getKey(), sum.apply(first.getValue(), takeRight().getValue()));
  }

  private int order() {
    if (nextLeft.isEmpty() || nextRight.isEmpty()) {
      return nextLeft.isEmpty() ? 1 : -1;
    }
    return nextLeft.get().getKey().compareTo(nextRight.get().getKey());
  }

  private Map.Entry<String, T> takeLeft() {
    Map.Entry<String, T> taken = nextLeft.orElseThrow();
    nextLeft = after(left);
    return taken;
  }

  private Map.Entry<String, T> takeRight() {
    Map.Entry<String, T> taken = nextRight.orElseThrow();
    nextRight = after(right);
    return taken;
  }

  private static <T> Optional<Map.Entry<String, T>> after(Iterator<Map.Entry<String, T>> rest) {
    return rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
  }
}
