package io.twinlake.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.docs.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentedKeysTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  @Test
  void theReadmeHasEveryKeyInItsSectionAndNoOther() {
    assertThat(documented()).containsExactlyElementsOf(known());
  }

  @Test
  void theReadmeHasEverySecondSectionOfAKey() {
    String table = Page.readme().section("Configuration");
    for (Key key : Key.values()) {
      key.sections().forEach(section -> assertThat(table).contains("[" + section + "]"));
    }
  }

  private static List<String> known() {
    return Stream.of(Key.values())
        .map(key -> "[" + key.sections().get(0) + "] " + String.join(", ", key.names()))
        .toList();
  }

  /** A row that names no section goes on with the one above. */
  private static List<String> documented() {
    List<String> keys = new ArrayList<>();
    String section = "";
    List<List<String>> rows = Page.readme().rows("Configuration");
    for (List<String> row : rows.subList(1, rows.size())) {
      section = row.get(0).isEmpty() ? section : row.get(0).replace("`", "");
      List<String> names = CODE.matcher(row.get(1)).results().map(found -> found.group(1)).toList();
      keys.add(section + " " + String.join(", ", names));
    }
    return keys;
  }
}
