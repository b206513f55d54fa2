package io.twinlake.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkAndPictureLeadsSomewhere(Page page) {
    assertThat(links(page)).allSatisfy(link -> assertThat(problem(page, link)).isEmpty());
  }

  @Test
  void theReadmeLinksToEveryPageAndShowsEveryPicture() throws Exception {
    List<String> linked = links(Page.readme()).stream().map(link -> link.group(1)).toList();
    assertThat(linked).contains("glue_config.conf", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE");
    assertThat(names("src/docs", ".md")).isNotEmpty().isSubsetOf(linked);
    assertThat(names("images", ".svg")).isNotEmpty().isSubsetOf(linked);
  }

  private static List<Page> pages() {
    return Page.all();
  }

  private static List<MatchResult> links(Page page) {
    return LINK.matcher(page.prose())
        .results()
        .filter(link -> !link.group(1).contains("://"))
        .toList();
  }

  private static Optional<String> problem(Page page, MatchResult link) {
    Path folder = page.file().getParent();
    Path target = link.group(1).isEmpty() ? page.file() : folder.resolve(link.group(1)).normalize();
    if (!Files.exists(target)) {
      return Optional.of(target + " does not exist");
    }
    return link.group(2) == null || Page.of(target).anchors().contains(link.group(2))
        ? Optional.empty()
        : Optional.of(target + " has no heading " + link.group(2));
  }

  private static List<String> names(String folder, String suffix) throws Exception {
    try (Stream<Path> files = Files.list(Page.ROOT.resolve(folder))) {
      return files
          .map(file -> folder + "/" + file.getFileName())
          .filter(name -> name.endsWith(suffix))
          .toList();
    }
  }
}
