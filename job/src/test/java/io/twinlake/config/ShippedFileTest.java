package io.twinlake.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShippedFileTest {
  private static final String GONE = "arn:aws:iam::111122223333:role/Gone";
  private static final String TEXT = SampleFiles.shipped();

  @ParameterizedTest
  @EnumSource(Key.class)
  void explainsEveryKeyInItsSection(Key key) {
    List<String> blocks = List.of(section(key.sections().get(0)).split("\n\n"));
    assertThat(blocks)
        .filteredOn(
            block -> Pattern.compile("(?m)^#?" + key.names().get(0) + " = ").matcher(block).find())
        .singleElement()
        .asString()
        .startsWith("# ")
        .containsAnyOf("default", "Default", "defaults", "Required", "required");
  }

  @ParameterizedTest
  @EnumSource(Key.class)
  void namesEveryOtherNameOfAKey(Key key) {
    assertThat(TEXT).contains(key.names());
  }

  @Test
  void setsNoKeyThatIsUnknown() {
    List<String> set =
        Pattern.compile("(?m)^#?([a-z0-9_]+) = ")
            .matcher(TEXT)
            .results()
            .map(found -> found.group(1).toLowerCase(Locale.ROOT))
            .toList();
    assertThat(set).hasSize(Key.values().length);
    assertThat(set)
        .allMatch(name -> List.of(Key.values()).stream().anyMatch(key -> key.isCalled(name)));
  }

  @Test
  void setsEveryKeyThatHasADefaultToOneThatIsAccepted() {
    String uncommented = TEXT.replaceAll("(?m)^#(?=[a-z_]+ = |    )", "");
    TwinlakeConfig config =
        ConfigReader.parse(uncommented, "glue_config.conf", place -> "{\"" + GONE + "\":\"\"}");
    assertThat(config.scope()).isEqualTo(Scope.ALL);
    assertThat(config.principals().accounts()).hasSize(1);
    assertThat(config.principals().entries()).hasSize(4).containsEntry(GONE, "");
  }

  private static String section(String name) {
    MatchResult found =
        Pattern.compile("(?ms)^\\[" + name + "]\n(.*?)(?=^\\[|\\z)")
            .matcher(TEXT)
            .results()
            .findFirst()
            .orElseThrow();
    return found.group(1);
  }
}
