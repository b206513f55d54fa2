package io.twinlake.plan;

import io.twinlake.model.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Stops deletions that are too many to be meant.
 *
 * @param limitPercent of the base's objects of a kind
 */
public record DeleteGuard(double limitPercent) {
  /** So many deletions of a kind are never too many. */
  private static final long ALWAYS_ALLOWED = 10;

  /**
   * Why the deletions must not happen, or empty when they may.
   *
   * @param planned deletions by kind
   * @param base objects of the base by kind
   */
  public Optional<String> objection(Map<Kind, Long> planned, Map<Kind, Long> base) {
    return new TreeMap<>(planned)
        .entrySet().stream()
            .filter(e -> e.getValue() > ALWAYS_ALLOWED)
            .filter(e -> e.getValue() * 100.0 > limitPercent * base.getOrDefault(e.getKey(), 0L))
            .map(e -> sentence(e.getKey(), e.getValue(), base.getOrDefault(e.getKey(), 0L)))
            .findFirst();
  }

  private String sentence(Kind kind, long planned, long base) {
    return "Nothing was deleted: "
        + planned
        + " of "
        + base
        + " "
        + kind
        + "s are gone from the source, more than delete_limit_percent = "
        + limitPercent
        + " allows; raise it in [Operation] if they are meant to go.";
  }
}
