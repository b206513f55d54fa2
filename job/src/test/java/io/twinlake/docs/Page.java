package io.twinlake.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the project's documentation. */
public record Page(Path file, String text) {
  /** Tests run in the module's folder. */
  public static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");

  public static Page readme() {
    return of(ROOT.resolve("README.md"));
  }

  static Page of(Path file) {
    try {
      return new Page(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pages at the top and in {@code src/docs}. */
  static List<Page> all() {
    return Stream.of(ROOT, ROOT.resolve("src/docs")).flatMap(Page::in).toList();
  }

  private static Stream<Page> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(Page::of)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What stands under a heading of the second level. */
  public String section(String heading) {
    String from = "\n## " + heading + "\n";
    int start = text.indexOf(from);
    if (start < 0) {
      throw new AssertionError(file + " has no section " + heading);
    }
    int end = text.indexOf("\n## ", start + from.length());
    return text.substring(start + from.length(), end < 0 ? text.length() : end);
  }

  /** The cells of the section's tables, a row each, lines between head and body left out. */
  public List<List<String>> rows(String heading) {
    return section(heading)
        .lines()
        .filter(line -> line.startsWith("|") && !line.startsWith("|---"))
        .map(line -> line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
        .map(cells -> Stream.of(cells).map(String::strip).toList())
        .toList();
  }

  /** The text without the examples, in which a bracket is no link. */
  String prose() {
    return FENCED.matcher(text).replaceAll("");
  }

  /** The anchors that headings get: lower case, spaces to hyphens, other signs dropped. */
  List<String> anchors() {
    return HEADING
        .matcher(prose())
        .results()
        .map(found -> found.group(1).toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }
}
