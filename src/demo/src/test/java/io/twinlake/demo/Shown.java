package io.twinlake.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the README shows of the demo: its quick start, and the pictures that {@code images/make}
 * draws. Both must be what the demo prints now, but for times, names of snapshots and how often AWS
 * was called.
 */
final class Shown {
  private static final Pattern TEXT =
      Pattern.compile("<text (class=\"title\")?[^>]* y=\"(\\d+)\"[^>]*>([^<]*)</text>");
  private static final int LINE = 18;

  private Shown() {}

  static void assertIs(String told, Path project) throws IOException {
    List<List<String>> paragraphs = paragraphs(told.lines().toList());
    for (Path picture : pictures(project.resolve("images"))) {
      assertThat(paragraphs(lines(Files.readString(picture))))
          .as("%s is out of date: run ./demo, then images/make", picture.getFileName())
          .isNotEmpty()
          .filteredOn(paragraph -> !paragraphs.contains(paragraph))
          .isEmpty();
    }
    assertThat(told.lines().map(Shown::timeless))
        .as("the quick start of the README is out of date")
        .containsSubsequence(quickStart(Files.readString(project.resolve("README.md"))));
  }

  private static List<Path> pictures(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> pictures =
          files
              .filter(file -> file.toString().endsWith(".svg"))
              .filter(file -> !file.endsWith("architecture.svg"))
              .toList();
      assertThat(pictures).hasSize(5);
      return pictures;
    }
  }

  /** The picture's lines; where it leaves one out there is an empty one. */
  private static List<String> lines(String svg) {
    TreeMap<Integer, String> cells = new TreeMap<>();
    Matcher text = TEXT.matcher(svg);
    while (text.find()) {
      if (text.group(1) == null) {
        cells.merge(
            Integer.parseInt(text.group(2)), text.group(3), (left, right) -> left + " " + right);
      }
    }
    List<String> lines = new ArrayList<>();
    int above = cells.firstKey() - LINE;
    for (Map.Entry<Integer, String> line : cells.entrySet()) {
      if (line.getKey() > above + LINE) {
        lines.add("");
      }
      above = line.getKey();
      lines.add(unescaped(line.getValue()));
    }
    return lines;
  }

  private static String unescaped(String xml) {
    return xml.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  /** Lines that stand together, without the chapters' headings. */
  private static List<List<String>> paragraphs(List<String> lines) {
    List<List<String>> paragraphs = new ArrayList<>(List.of(new ArrayList<>()));
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("== ")) {
        paragraphs.add(new ArrayList<>());
      } else {
        paragraphs.get(paragraphs.size() - 1).add(timeless(line));
      }
    }
    paragraphs.removeIf(List::isEmpty);
    return paragraphs;
  }

  private static String timeless(String line) {
    return line.strip()
        .replaceAll(" +", " ")
        .replaceAll("\\d{8}T\\d{6}Z-([a-z0-9-]+)-[0-9a-f]{4}\\b", "<$1>")
        .replaceAll("(twinlake-[a-z]+)-\\d{8}T\\d{6}Z", "$1-<time>")
        .replaceAll("[\\d.]+ s, [\\d,]+ calls", "<time and calls>");
  }

  private static List<String> quickStart(String readme) {
    int start = readme.indexOf("\n```\n== ") + "\n```\n".length();
    List<String> shown =
        readme
            .substring(start, readme.indexOf("\n```\n", start))
            .lines()
            .filter(line -> !line.isBlank() && !line.equals("…"))
            .map(Shown::timeless)
            .toList();
    assertThat(shown).hasSizeGreaterThan(10);
    return shown;
  }
}
