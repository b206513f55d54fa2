package io.twinlake.config;

import io.twinlake.model.UserError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything that is wrong with one file, told at once and in the file's order. */
final class Problems {
  /** Sorts behind every line of the file. */
  static final int AT_THE_END = Integer.MAX_VALUE;

  private static final int SHOWN = 60;

  private record Problem(int line, String sentence) {}

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void at(int line, String sentence) {
    String place = line == AT_THE_END ? file : file + ":" + line;
    problems.add(new Problem(line, place + ": " + oneLine(sentence) + "."));
  }

  /** What is wrong with an entry's value, going on from "[section] key = value". */
  void at(IniEntry entry, String complaint) {
    at(entry.line(), entry.place() + " = " + shown(entry.value()) + " " + complaint);
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw UserError.usage(
          problems.stream()
              .sorted(Comparator.comparingInt(Problem::line))
              .map(Problem::sentence)
              .toList());
    }
  }

  /** A piece of the file, fit to stand in a sentence. */
  static String shown(String text) {
    String line = oneLine(text);
    if (line.isEmpty()) {
      return "(nothing)";
    }
    boolean fits = line.codePointCount(0, line.length()) <= SHOWN;
    return fits ? line : line.substring(0, line.offsetByCodePoints(0, SHOWN)) + "…";
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\s\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
  }
}
