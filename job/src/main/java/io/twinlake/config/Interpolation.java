package io.twinlake.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts in the values of other keys as Python's {@code BasicInterpolation} does. */
final class Interpolation {
  private static final Pattern PERCENT = Pattern.compile("%%|%\\(([^)]{1,200})\\)s");

  /** Python's MAX_INTERPOLATION_DEPTH. */
  private static final int MAX_DEPTH = 10;

  /** No configuration needs more; ten levels of many references each would never end. */
  private static final int MAX_REFERENCES = 1_000;

  private final IniFile file;
  private final String section;
  private final StringBuilder out = new StringBuilder();
  private int references;

  private Interpolation(IniFile file, String section) {
    this.file = file;
    this.section = section;
  }

  /**
   * The value of an entry as seen from a section, which may have inherited it.
   *
   * @throws BadValue when a reference leads nowhere or too deep
   */
  static String expand(IniFile file, String section, String value) {
    Interpolation interpolation = new Interpolation(file, section);
    interpolation.expand(value, 1);
    return interpolation.out.toString();
  }

  /** The keys that a value refers to, in lower case. */
  static List<String> references(String value) {
    return PERCENT
        .matcher(value)
        .results()
        .filter(found -> found.group(1) != null)
        .map(found -> IniFile.fold(found.group(1)))
        .toList();
  }

  private void expand(String value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new BadValue("refers to other keys more than ten deep; does it refer to itself");
    }
    Matcher percent = PERCENT.matcher(value);
    int at = 0;
    for (int next = value.indexOf('%'); next >= 0; next = value.indexOf('%', at)) {
      out.append(value, at, next);
      if (!percent.region(next, value.length()).lookingAt()) {
        throw new BadValue("has a % that stands alone; write %% for one, or %(key)s for a value");
      }
      put(percent.group(1), depth);
      at = percent.end();
    }
    out.append(value, at, value.length());
  }

  private void put(@Nullable String key, int depth) {
    if (key == null) {
      out.append('%');
      return;
    }
    IniEntry entry =
        file.find(section, key)
            .orElseThrow(
                () ->
                    new BadValue(
                        "refers to %%(%s)s, which neither [%s] nor [DEFAULT] has; add that key or write the value out"
                            .formatted(key, section)));
    if (++references > MAX_REFERENCES) {
      throw new BadValue("refers to other keys more than 1,000 times; write the values out");
    }
    expand(entry.value(), depth + 1);
  }
}
