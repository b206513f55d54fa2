package io.twinlake.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunbookTest {
  /** Between the parts of a text that is put together: two literals, or a value among them. */
  private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*(?:[\\w.()]+\\s*\\+\\s*)?\"");

  @Test
  void explainsOnlyMessagesThatThereAre() throws IOException {
    String sources = JOINT.matcher(sources()).replaceAll("");
    assertThat(messages()).hasSizeGreaterThan(15);
    assertThat(messages())
        .flatMap(message -> List.of(message.split("…", -1)))
        .map(String::strip)
        .filteredOn(part -> part.length() > 3)
        .allSatisfy(part -> assertThat(sources.contains(part)).as(part).isTrue());
  }

  private static List<String> messages() {
    Page page = Page.of(Page.ROOT.resolve("src/docs/operations.md"));
    return page.rows("What a run says").stream()
        .dropWhile(row -> !row.get(0).equals("message"))
        .skip(1)
        .map(row -> row.get(0))
        .toList();
  }

  private static String sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(Page::of)
          .map(Page::text)
          .collect(Collectors.joining());
    }
  }
}
