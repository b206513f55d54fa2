package io.twinlake.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.model.Kind;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeleteGuardTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, false",
    "10, 10, false",
    "11, 55, false",
    "11, 54, true",
    "20, 100, false",
    "21, 100, true",
    "11, 0, true"
  })
  void allowsTenAndAFifth(long planned, long base, boolean refused) {
    assertThat(
            new DeleteGuard(20)
                .objection(Map.of(Kind.TABLE, planned), Map.of(Kind.TABLE, base))
                .isPresent())
        .isEqualTo(refused);
  }
}
