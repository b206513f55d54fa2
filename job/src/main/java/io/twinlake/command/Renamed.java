package io.twinlake.command;

import io.twinlake.model.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Who stands for which principal of a snapshot. Two in one would have the permissions of both,
 * which neither has in the source.
 */
final class Renamed implements BiConsumer<String, String> {
  private final Predicate<String> leftOut;
  private final Map<String, String> sources = new ConcurrentHashMap<>();
  private final List<String> shared = new ArrayList<>();

  /**
   * @param leftOut whether a principal is given nothing, so that it keeps its name
   */
  Renamed(Predicate<String> leftOut) {
    this.leftOut = leftOut;
  }

  @Override
  public void accept(String source, String target) {
    if (leftOut.test(source)) {
      return;
    }
    String other = sources.putIfAbsent(target, source);
    if (other != null && !other.equals(source)) {
      add(other, source, target);
    }
  }

  private synchronized void add(String one, String another, String target) {
    String sentence =
        "%s and %s would both be %s, and have the permissions of both; give each its own in principal_mapping, or leave one out with ''."
            .formatted(one, another, target);
    if (!shared.contains(sentence)) {
      shared.add(sentence);
    }
  }

  /**
   * @throws UserError when two principals have become one
   */
  synchronized void requireOneToOne() {
    if (!shared.isEmpty()) {
      throw UserError.failed(shared);
    }
  }
}
