package io.twinlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DocumentationTest {
  @Test
  void explainsEveryContext() throws IOException {
    String page = Files.readString(Synth.ROOT.resolve("src/docs/deployment.md"));
    assertThat(Arrays.stream(ContextKey.values()).map(ContextKey::key))
        .allSatisfy(key -> assertThat(page).contains("| `" + key + "` |"));
  }
}
