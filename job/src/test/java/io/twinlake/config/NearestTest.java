package io.twinlake.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  @ParameterizedTest
  @CsvSource({
    "region, region, 0",
    "region, Region, 0",
    "region, regions, 1",
    "region, legion, 1",
    "region, rgion, 1",
    "'', region, 6",
    "kitten, sitting, 3"
  })
  void countsLettersToChange(String a, String b, int distance) {
    assertThat(Nearest.distance(a, b)).isEqualTo(distance);
    assertThat(Nearest.distance(b, a)).isEqualTo(distance);
  }

  @Test
  void takesTheNearestAndOfTwoTheFirstInTheAlphabet() {
    assertThat(Nearest.to("sorce", List.of("target", "source"))).isEqualTo("source");
    assertThat(Nearest.to("bat", List.of("cat", "bar"))).isEqualTo("bar");
  }
}
