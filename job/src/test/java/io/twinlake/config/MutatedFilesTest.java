package io.twinlake.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.model.UserError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happened to a file, it is a configuration or a list of sentences. */
class MutatedFilesTest {
  private static final String STRANGE = "[]{}()=:%#;,'\"\\ \t\n\r\0%(x)s\uFEFF\u2028é🜁";

  private static final List<BiFunction<String, Random, String>> MUTATIONS =
      List.of(
          MutatedFilesTest::insertCharacter,
          MutatedFilesTest::removePiece,
          MutatedFilesTest::doublePiece,
          MutatedFilesTest::shuffleLines);

  static LongStream seeds() {
    return LongStream.range(0, 400);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isReadOrRefusedInSentences(long seed) {
    Random random = new Random(seed);
    String text = random.nextBoolean() ? SampleFiles.shipped() : SampleFiles.pythonOriginal();
    for (int i = random.nextInt(5); i >= 0; i--) {
      text = MUTATIONS.get(random.nextInt(MUTATIONS.size())).apply(text, random);
    }
    try {
      assertThat(ConfigReader.parse(text, "mutated.conf").text()).isEqualTo(text);
    } catch (UserError e) {
      assertThat(e.exit()).isEqualTo(UserError.Exit.USAGE);
      assertThat(e.problems())
          .isNotEmpty()
          .allMatch(sentence -> sentence.matches("mutated\\.conf(:\\d+)?: [^\\n]+\\."));
    }
  }

  private static String insertCharacter(String text, Random random) {
    int at = random.nextInt(text.length() + 1);
    int strange = random.nextInt(STRANGE.length());
    return text.substring(0, at) + STRANGE.charAt(strange) + text.substring(at);
  }

  private static String removePiece(String text, Random random) {
    int begin = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), begin + random.nextInt(80));
    return text.substring(0, begin) + text.substring(end);
  }

  private static String doublePiece(String text, Random random) {
    int begin = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), begin + random.nextInt(200));
    return text.substring(0, end) + text.substring(begin);
  }

  private static String shuffleLines(String text, Random random) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n")));
    Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
    return String.join("\n", lines);
  }
}
