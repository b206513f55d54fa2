package io.twinlake.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(written, true, StandardCharsets.UTF_8);
  private final AtomicLong clock = new AtomicLong();

  @Test
  void aLogGetsALineAPhaseAndOneEveryTenSeconds() {
    Progress progress = new LineProgress(err, clock::get);
    progress.began("Restoring tables", 5_000);
    for (int i = 0; i < 5_000; i++) {
      clock.addAndGet(10);
      progress.advanced(1);
    }
    progress.ended();
    assertThat(text())
        .isEqualTo(
            """
            Restoring tables: 0 of 5,000 (0 %)
            Restoring tables: 1,000 of 5,000 (20 %)
            Restoring tables: 2,000 of 5,000 (40 %)
            Restoring tables: 3,000 of 5,000 (60 %)
            Restoring tables: 4,000 of 5,000 (80 %)
            Restoring tables: 5,000 of 5,000 (100 %)
            """);
  }

  @Test
  void aPhaseWithoutAKnownEndShowsHowFarItIs() {
    Progress progress = new LineProgress(err, clock::get);
    progress.began("Reading us-east-1", -1);
    clock.set(10_000);
    progress.advanced(1_234);
    assertThat(text()).isEqualTo("Reading us-east-1\nReading us-east-1: 1,234\n");
  }

  @Test
  void aTerminalGetsOneLineThatIsErasedAtTheEnd() {
    Progress progress = new BarProgress(err, clock::get);
    progress.began("Restoring", 4);
    progress.advanced(1);
    clock.set(100);
    progress.advanced(1);
    progress.ended();
    progress.ended();
    assertThat(text())
        .isEqualTo(
            "\r\u001b[2K[------------------------] Restoring: 0 of 4 (0 %)"
                + "\r\u001b[2K[############------------] Restoring: 2 of 4 (50 %)"
                + "\r\u001b[2K");
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
