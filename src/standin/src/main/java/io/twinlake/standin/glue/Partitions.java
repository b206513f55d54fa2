package io.twinlake.standin.glue;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.Partition;

/**
 * The partitions of one table, ordered by their values: generated ones that need no storage, under
 * what was written since.
 */
final class Partitions {
  /** Value by value, as strings; a shorter list sorts first. */
  static final Comparator<List<String>> ORDER = Partitions::compare;

  private final int count;
  private final IntFunction<Partition> generator;
  private final TreeMap<List<String>, Optional<Partition>> written = new TreeMap<>(ORDER);

  /**
   * @param generator partition 0 to {@code count - 1}, their values strictly ascending in {@link
   *     #ORDER}
   */
  Partitions(int count, IntFunction<Partition> generator) {
    this.count = count;
    this.generator = generator;
  }

  static Partitions none() {
    return new Partitions(
        0,
        index -> {
          throw new IndexOutOfBoundsException(index);
        });
  }

  Optional<Partition> find(List<String> values) {
    Optional<Partition> change = written.get(values);
    if (change != null) {
      return change;
    }
    int index = indexOf(values);
    return index < 0 ? Optional.empty() : Optional.of(generator.apply(index));
  }

  void put(Partition partition) {
    written.put(List.copyOf(partition.values()), Optional.of(partition));
  }

  void remove(List<String> values) {
    if (indexOf(values) < 0) {
      written.remove(values);
    } else {
      written.put(List.copyOf(values), Optional.empty());
    }
  }

  /**
   * @param after values of the last partition seen, or empty for the start
   * @param segment of {@code segments}, from 0
   */
  Iterator<Partition> after(List<String> after, int segment, int segments) {
    return new Merge(
        generated(after, segment, segments),
        written.tailMap(after, false).entrySet().stream()
            .filter(change -> segmentOf(change.getKey(), segments) == segment)
            .flatMap(change -> change.getValue().stream())
            .iterator());
  }

  private Iterator<Partition> generated(List<String> after, int segment, int segments) {
    int from = indexOf(after);
    int start = from < 0 ? -from - 1 : from + 1;
    int first = start + Math.floorMod(segment - start, segments);
    return IntStream.iterate(first, index -> index < count, index -> index + segments)
        .mapToObj(generator)
        .filter(partition -> !written.containsKey(partition.values()))
        .iterator();
  }

  private int segmentOf(List<String> values, int segments) {
    int index = indexOf(values);
    return Math.floorMod(index < 0 ? values.hashCode() : index, segments);
  }

  /** The generated partition's number, or {@code -(where it would be) - 1}. */
  private int indexOf(List<String> values) {
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = ORDER.compare(generator.apply(middle).values(), values);
      if (order == 0) {
        return middle;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return -low - 1;
  }

  private static int compare(List<String> left, List<String> right) {
    int common = Math.min(left.size(), right.size());
    for (int i = 0; i < common; i++) {
      int order = left.get(i).compareTo(right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  /** Two ascending runs without common values as one. */
  private static final class Merge implements Iterator<Partition> {
    private final Iterator<Partition> left;
    private final Iterator<Partition> right;
    private @Nullable Partition fromLeft;
    private @Nullable Partition fromRight;

    Merge(Iterator<Partition> left, Iterator<Partition> right) {
      this.left = left;
      this.right = right;
      this.fromLeft = next(left);
      this.fromRight = next(right);
    }

    @Override
    public boolean hasNext() {
      return fromLeft != null || fromRight != null;
    }

    @Override
    public Partition next() {
      Partition first = fromLeft;
      Partition second = fromRight;
      if (first != null && (second == null || ORDER.compare(first.values(), second.values()) < 0)) {
        fromLeft = next(left);
        return first;
      }
      if (second == null) {
        throw new NoSuchElementException();
      }
      fromRight = next(right);
      return second;
    }

    private static @Nullable Partition next(Iterator<Partition> run) {
      return run.hasNext() ? run.next() : null;
    }
  }
}
