package io.twinlake.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The name that was probably meant. */
final class Nearest {
  /** No name is longer, so more characters tell nothing more. */
  private static final int COMPARED = 60;

  private Nearest() {}

  static String to(String name, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.<String>comparingInt(other -> distance(name, other))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  /** Levenshtein distance of the two in lower case: letters to insert, remove or replace. */
  static int distance(String left, String right) {
    String a = cut(left);
    String b = cut(right);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static String cut(String name) {
    return name.substring(0, Math.min(name.length(), COMPARED)).toLowerCase(Locale.ROOT);
  }
}
