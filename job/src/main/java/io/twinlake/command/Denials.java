package io.twinlake.command;

import io.twinlake.model.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Of which kinds a caller may read nothing. Lake Formation may deny one table and not another, so
 * only when AWS has denied all it was asked for, and often enough, the rest is not asked for.
 */
final class Denials {
  /** Beside those that are asked for at the same time. */
  private static final int ENOUGH = 10;

  private final Map<Kind, Integer> denied = new ConcurrentHashMap<>();
  private final Set<Kind> answered = ConcurrentHashMap.newKeySet();
  private final Set<Kind> told = ConcurrentHashMap.newKeySet();

  void answered(Kind kind) {
    answered.add(kind);
  }

  void denied(Kind kind) {
    denied.merge(kind, 1, Integer::sum);
  }

  /** Whether nothing of the kind can be read. */
  boolean isHopeless(Kind kind) {
    return denied.getOrDefault(kind, 0) >= ENOUGH && !answered.contains(kind);
  }

  /** What to say of a hopeless kind as a whole, once. */
  Optional<String> unsaid(Kind kind) {
    return told.add(kind)
        ? Optional.of(
            "AccessDeniedException for each of the first %d that were asked for, so no more were"
                .formatted(denied.getOrDefault(kind, 0)))
        : Optional.empty();
  }
}
