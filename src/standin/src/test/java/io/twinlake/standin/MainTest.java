package io.twinlake.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void oneRegionOneAccountAndAFreePortAreEnough() {
    assertThat(Main.Options.parse(List.of()))
        .isEqualTo(new Main.Options(0, List.of("us-east-1"), List.of("111122223333"), false));
  }

  @Test
  void regionsAndAccountsMayBeSeveral() {
    List<String> args =
        List.of(
            "--port",
            "4599",
            "--region",
            "us-east-1",
            "--region",
            "ap-south-1",
            "--account",
            "444455556666",
            "--any-credentials");
    assertThat(Main.Options.parse(args))
        .isEqualTo(
            new Main.Options(
                4599, List.of("us-east-1", "ap-south-1"), List.of("444455556666"), true));
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> Main.Options.parse(List.of("--prot", "1")))
        .hasMessageContaining("no option --prot");
    assertThatThrownBy(() -> Main.Options.parse(List.of("--region")))
        .hasMessageContaining("--region wants a value");
    assertThatThrownBy(() -> Main.Options.parse(List.of("--port", "70000")))
        .hasMessageContaining("not a port");
  }
}
