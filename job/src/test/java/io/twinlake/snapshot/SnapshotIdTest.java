package io.twinlake.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlake.model.UserError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotIdTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T18:07:24.987Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @ValueSource(strings = {"us-east-1", "us-gov-west-1", "us-iso-east-1", "ap-southeast-10"})
  void readsTheNameItWrote(String region) {
    SnapshotId id = SnapshotId.next(CLOCK, region);

    assertThat(id.toString()).matches("20261122T180724Z-" + region + "-[0-9a-f]{4}");
    assertThat(SnapshotId.parse(id.toString())).isEqualTo(id);
  }

  @Test
  void sortsBackupsOfOneSecondAsTheyWereBegun() {
    Clock later = Clock.offset(CLOCK, Duration.ofMillis(5));
    assertThat(SnapshotId.next(CLOCK, "us-east-1")).isLessThan(SnapshotId.next(later, "us-east-1"));
  }

  @Test
  void sortsByTimeAsItsTextDoes() {
    List<String> sorted =
        List.of(
            "20251231T235959Z-us-east-1-ffff",
            "20260101T000000Z-eu-west-1-0001",
            "20260101T000000Z-us-east-1-0000",
            "20260101T000000Z-us-east-1-0001");

    assertThat(sorted.stream().map(SnapshotId::parse).sorted().map(SnapshotId::toString))
        .isEqualTo(sorted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "latest",
        "20261122T180724Z",
        "20261322T180724Z-us-east-1-7f3a",
        "20261122T250724Z-us-east-1-7f3a",
        "20261122T180724Z-us-east-1-7F3A",
        "20261122T180724Z-us-east-1-7f3a/",
        "20261122T180724Z-../..-1-7f3a"
      })
  void refusesWhatIsNoName(String text) {
    assertThatThrownBy(() -> SnapshotId.parse(text))
        .isInstanceOf(UserError.class)
        .hasMessage(
            text + " is not a snapshot's name; names look like 20261122T180724Z-us-east-1-7f3a.");
  }

  @Test
  void refusesToMakeANameThatItWouldNotRead() {
    assertThatThrownBy(() -> new SnapshotId(CLOCK.instant(), "nowhere", "7f3a"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
