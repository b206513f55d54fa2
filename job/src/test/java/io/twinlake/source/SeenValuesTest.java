package io.twinlake.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeenValuesTest {
  private final SeenValues seen = new SeenValues();

  @Test
  void tellsFirstFromRepeatedAmongManyThousands() {
    assertThat(IntStream.range(0, 100_000).allMatch(n -> seen.add(values(n)))).isTrue();
    assertThat(IntStream.range(0, 100_000).noneMatch(n -> seen.add(values(n)))).isTrue();
    assertThat(IntStream.range(0, 100_000).allMatch(n -> seen.contains(values(n)))).isTrue();
    assertThat(IntStream.range(100_000, 200_000).noneMatch(n -> seen.contains(values(n)))).isTrue();
  }

  @Test
  void tellsApartWhatIsSplitElsewhere() {
    assertThat(seen.add(List.of("a", "bc"))).isTrue();
    assertThat(seen.add(List.of("ab", "c"))).isTrue();
    assertThat(seen.add(List.of("abc"))).isTrue();
    assertThat(seen.add(List.of("ABC"))).isTrue();
  }

  private static List<String> values(int number) {
    return List.of("2026", Integer.toString(number));
  }
}
