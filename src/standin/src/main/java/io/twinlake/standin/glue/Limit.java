package io.twinlake.standin.glue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one member of a request must satisfy.
 *
 * @param min least length, size or value
 * @param max greatest length, size or value
 * @param text what a string must match
 */
record Limit(boolean required, long min, long max, @Nullable Pattern text) {
  private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}]*+(\\t[^\\p{Cntrl}]*+)*+");
  private static final Pattern LINES =
      Pattern.compile("[^\\p{Cntrl}]*+([\\t\\r\\n][^\\p{Cntrl}]*+)*+");

  /** Reads e.g. {@code required 1..255 line}. */
  static Limit parse(String words) {
    boolean required = false;
    long min = Long.MIN_VALUE;
    long max = Long.MAX_VALUE;
    Pattern text = null;
    for (String word : words.split(" ", -1)) {
      int dots = word.indexOf("..");
      if (dots >= 0) {
        min = dots == 0 ? min : Long.parseLong(word.substring(0, dots));
        max = dots + 2 == word.length() ? max : Long.parseLong(word.substring(dots + 2));
      } else if (word.equals("required")) {
        required = true;
      } else {
        text = word.equals("line") ? LINE : LINES;
      }
    }
    return new Limit(required, min, max, text);
  }

  /** What the value fails to be, in AWS's words. */
  Optional<String> violation(@Nullable Object value) {
    if (value == null) {
      return required ? Optional.of("Member must not be null") : Optional.empty();
    }
    if (value instanceof Number number) {
      return bounds(number.longValue(), "value");
    }
    if (value instanceof String string) {
      return text != null && !text.matcher(string).matches()
          ? Optional.of("Member must satisfy regular expression pattern: " + text.pattern())
          : bounds(string.length(), "length");
    }
    return bounds(size(value), "length");
  }

  private static long size(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.size();
    }
    return value instanceof Collection<?> items ? items.size() : List.of(value).size();
  }

  private Optional<String> bounds(long size, String what) {
    if (size < min) {
      return Optional.of("Member must have " + what + " greater than or equal to " + min);
    }
    return size > max
        ? Optional.of("Member must have " + what + " less than or equal to " + max)
        : Optional.empty();
  }
}
