package io.twinlake.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text in which every {@code *} stands for any run of characters, none included.
 *
 * @param text with or without a {@code *}
 */
public record Wildcard(String text) {
  private static final char ANY = '*';

  public boolean isPattern() {
    return text.indexOf(ANY) >= 0;
  }

  /** How many {@code *} it has. */
  public int stars() {
    return (int) text.chars().filter(c -> c == ANY).count();
  }

  /** How many other characters it has: the more, the closer it describes what it matches. */
  public int literals() {
    return text.length() - stars();
  }

  /** What each {@code *} stands for in the text, each as little as can be; empty if no match. */
  public Optional<List<String>> captures(String whole) {
    if (!isPattern()) {
      return whole.equals(text) ? Optional.of(List.of()) : Optional.empty();
    }
    List<String> pieces = List.of(text.split("\\*", -1));
    List<String> captures = new ArrayList<>();
    String first = pieces.get(0);
    if (!whole.startsWith(first)) {
      return Optional.empty();
    }
    int at = first.length();
    for (String piece : pieces.subList(1, pieces.size() - 1)) {
      int found = whole.indexOf(piece, at);
      if (found < 0) {
        return Optional.empty();
      }
      captures.add(whole.substring(at, found));
      at = found + piece.length();
    }
    String last = pieces.get(pieces.size() - 1);
    int end = whole.length() - last.length();
    if (end < at || !whole.endsWith(last)) {
      return Optional.empty();
    }
    captures.add(whole.substring(at, end));
    return Optional.of(captures);
  }

  public boolean matches(String whole) {
    return captures(whole).isPresent();
  }

  /** The text with its {@code *} replaced, in order. */
  public String filled(List<String> captures) {
    StringBuilder filled = new StringBuilder();
    int next = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      filled.append(c == ANY ? captures.get(next++) : c);
    }
    return filled.toString();
  }

  /** Whether some text matches both. */
  public boolean meets(Wildcard other) {
    if (!isPattern()) {
      return other.matches(text);
    }
    return other.isPattern() ? bothMeet(other) : matches(other.text);
  }

  private boolean bothMeet(Wildcard other) {
    String a = text;
    String b = other.text;
    boolean[] row = new boolean[b.length() + 1];
    for (int i = a.length(); i >= 0; i--) {
      boolean diagonal = false;
      for (int j = b.length(); j >= 0; j--) {
        boolean below = row[j];
        boolean right = j < b.length() && row[j + 1];
        row[j] = meets(at(a, i), at(b, j), below && i < a.length(), right, diagonal);
        diagonal = below;
      }
    }
    return row[0];
  }

  /**
   * Whether the rests of two texts meet, by their first characters.
   *
   * @param below whether the rests meet without the first one's first character
   * @param right likewise without the second one's
   * @param diagonal likewise without both
   */
  private static boolean meets(int a, int b, boolean below, boolean right, boolean diagonal) {
    if (a == ANY || b == ANY) {
      return (a == ANY && (below || (b >= 0 && right)))
          || (b == ANY && (right || (a >= 0 && below)));
    }
    return (a < 0 && b < 0) || (a == b && a >= 0 && diagonal);
  }

  private static int at(String text, int index) {
    return index < text.length() ? text.charAt(index) : -1;
  }
}
