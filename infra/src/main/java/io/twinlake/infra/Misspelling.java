package io.twinlake.infra;

import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the context that a misspelt one was meant to be; other people's contexts stay untouched.
 */
final class Misspelling {
  private static final int NEAR = 3;

  private Misspelling() {}

  static Optional<ContextKey> meantBy(String typed) {
    return Arrays.stream(ContextKey.values())
        .filter(known -> !known.key().equals(typed))
        .filter(known -> isNear(typed, known.key()))
        .findFirst();
  }

  private static boolean isNear(String typed, String known) {
    return (typed.length() > NEAR && known.startsWith(typed)) || distance(typed, known) <= NEAR;
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    Arrays.setAll(previous, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substituted, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
