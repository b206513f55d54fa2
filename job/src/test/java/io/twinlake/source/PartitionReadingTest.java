package io.twinlake.source;

import static io.twinlake.source.ScriptedGlue.partitions;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionReadingTest {
  private final List<String> moves = new ArrayList<>();

  @Test
  void readsAgainWhenAPartitionComesTwice() throws IOException {
    try (ScriptedGlue glue =
        new ScriptedGlue(
            partitions(true, "a", "b"),
            partitions(false, "b", "d"),
            partitions(false, "a", "b", "c", "d"))) {
      assertThat(read(glue)).containsExactly("a", "b", "d", "c");
      assertThat(moves).containsExactly("moved");
      assertThat(glue.unasked()).isEmpty();
    }
  }

  @Test
  void readsOnceWhenNothingMoves() throws IOException {
    try (ScriptedGlue glue = new ScriptedGlue(partitions(true, "a", "b"), partitions(false, "c"))) {
      assertThat(read(glue)).containsExactly("a", "b", "c");
      assertThat(moves).isEmpty();
    }
  }

  private List<String> read(ScriptedGlue glue) {
    return ImmutableList.copyOf(
            new GlueSource(glue.region()).partitions("sales", "orders", () -> moves.add("moved")))
        .stream()
        .map(partition -> partition.key().values().get(0))
        .toList();
  }
}
