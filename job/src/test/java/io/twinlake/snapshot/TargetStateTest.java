package io.twinlake.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.UserError;
import io.twinlake.snapshot.TargetState.Held;
import io.twinlake.snapshot.TargetState.Lease;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TargetStateTest {
  private static final String KEY = "lake/state/111122223333-ap-south-1.json";
  private static final String SNAPSHOT = "20261122T180724Z-us-east-1-7f3a";
  private static final ObjectNode RIGHT =
      JsonNodeFactory.instance.objectNode().put("Principal", "me");
  private static final ObjectNode OTHER =
      JsonNodeFactory.instance.objectNode().put("Principal", "you");

  private final MovableClock clock = new MovableClock();
  private final Store store = new Store(clock);

  @AfterEach
  void close() {
    store.close();
  }

  private TargetState run(String holder) {
    return new TargetState(
        store.s3(), Store.BUCKET, "lake", Samples.ACCOUNT, "ap-south-1", holder, clock);
  }

  private LeaseHandle acquire(String holder) {
    TargetState state = run(holder);
    return state.acquire(state.read(), SNAPSHOT);
  }

  @Test
  void nobodyHoldsANewTarget() {
    assertThat(run("one").read()).isEqualTo(new Held(List.of(), null, List.of(), null));
  }

  @Test
  void showsWhoHoldsTheTarget() {
    try (LeaseHandle lease = acquire("one")) {
      lease.ensureHeld();
      clock.move(Duration.ofMinutes(3));

      assertThat(run("two").read().lease())
          .isEqualTo(
              new Lease(
                  "one",
                  Instant.parse("2026-11-22T18:00:00Z"),
                  Instant.parse("2026-11-22T18:10:00Z"),
                  true));
    }
  }

  @Test
  void tellsASecondRunWhoIsWriting() {
    try (LeaseHandle lease = acquire("one")) {
      lease.ensureHeld();

      assertThatThrownBy(() -> acquire("two"))
          .isInstanceOf(UserError.class)
          .hasMessage(
              "Run one has been writing ap-south-1 of account 111122223333 since 2026-11-22T18:00:00Z; wait for it to end, or until 2026-11-22T18:10:00Z if it is dead.");
    }
  }

  @Test
  void letsOneOfTwoRunsThatBeginAtOnceIn() {
    Held seen = run("one").read();
    try (LeaseHandle lease = run("one").acquire(seen, SNAPSHOT)) {
      lease.ensureHeld();

      assertThatThrownBy(() -> run("two").acquire(seen, SNAPSHOT))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("Run one has been writing ap-south-1");
    }
  }

  @Test
  void refusesAStateThatChangedSinceItWasSeen() {
    acquire("one").close();
    Held seen = run("two").read();
    acquire("one").close();

    assertThatThrownBy(() -> run("two").acquire(seen, SNAPSHOT))
        .isInstanceOf(UserError.class)
        .hasMessage("Another run has just written ap-south-1 of account 111122223333; run again.");
  }

  @Test
  void remembersEverySnapshotOfWhichSomethingMayBeLeft() {
    TargetState state = run("one");
    state.acquire(state.read(), "20261120T000000Z-us-east-1-0001").close();
    state.acquire(state.read(), "20261121T000000Z-us-east-1-0002").close();
    state.acquire(state.read(), "20261120T000000Z-us-east-1-0001").close();

    assertThat(run("two").read().bases())
        .containsExactly("20261121T000000Z-us-east-1-0002", "20261120T000000Z-us-east-1-0001");
    try (LeaseHandle lease = acquire("two")) {
      lease.settle(SNAPSHOT);
    }
    assertThat(run("three").read().bases()).containsExactly(SNAPSHOT);
  }

  @Test
  void releasesTheTarget() {
    acquire("one").close();

    assertThat(run("two").read().lease()).isNull();
    try (LeaseHandle lease = acquire("two")) {
      lease.ensureHeld();
    }
  }

  @Test
  void takesADeadRunsTargetOverAndKeepsWhatItBorrowed() {
    LeaseHandle dead = acquire("dead");
    dead.borrow(List.of(RIGHT));
    clock.move(Duration.ofMinutes(10));

    Held seen = run("heir").read();
    assertThat(seen.lease()).extracting(Lease::live).isEqualTo(false);
    assertThat(seen.borrowed()).containsExactly(RIGHT);
    try (LeaseHandle heir = run("heir").acquire(seen, SNAPSHOT)) {
      heir.borrow(List.of(OTHER));
      assertThat(run("x").read().borrowed()).containsExactly(RIGHT, OTHER);
      heir.returned();
      assertThat(run("x").read().borrowed()).isEmpty();
      assertThat(run("x").read().lease()).extracting(Lease::holder).isEqualTo("heir");
    }
    dead.close();
  }

  @Test
  void aRunThatWasTakenForDeadStopsWriting() {
    LeaseHandle dead = acquire("dead");
    clock.move(Duration.ofMinutes(10));
    try (LeaseHandle heir = acquire("heir")) {
      assertThatThrownBy(dead::ensureHeld)
          .isInstanceOf(UserError.class)
          .hasMessage(
              "Another run has taken over ap-south-1 of account 111122223333 while this one was out of touch; nothing more is written, run again when that one has ended.");
      assertThatThrownBy(() -> dead.settle(SNAPSHOT)).isInstanceOf(UserError.class);
      dead.close();
      heir.ensureHeld();
      heir.settle(SNAPSHOT);
    }
    assertThat(run("x").read().bases()).containsExactly(SNAPSHOT);
  }

  @Test
  void aRunThatSleptAndWasNotReplacedGoesOn() {
    try (LeaseHandle lease = acquire("one")) {
      clock.move(Duration.ofMinutes(30));
      lease.ensureHeld();

      assertThat(run("two").read().lease())
          .extracting(Lease::until)
          .isEqualTo(Instant.parse("2026-11-22T18:40:00Z"));
    }
  }

  @Test
  void renewsItsLeaseSoThatAnHeirWhoLookedBeforeIsTooLate() {
    try (LeaseHandle lease = acquire("one")) {
      clock.move(Duration.ofMinutes(11));
      Held seen = run("heir").read();
      lease.renew();

      assertThatThrownBy(() -> run("heir").acquire(seen, SNAPSHOT))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("Run one has been writing ap-south-1");
      lease.ensureHeld();
    }
  }

  @Test
  void aDeletedStateEndsTheLease() {
    try (LeaseHandle lease = acquire("one")) {
      store.delete(KEY);
      assertThatThrownBy(lease::renew).isInstanceOf(UserError.class);
      assertThatThrownBy(lease::ensureHeld).isInstanceOf(UserError.class);
    }
    assertThat(store.keys(Store.BUCKET)).isEmpty();
  }

  @Test
  void refusesADamagedState() {
    store.put(KEY, "{\"borrowed\": [1]}");

    assertThatThrownBy(() -> run("one").read())
        .isInstanceOf(UserError.class)
        .hasMessage(
            "s3://twinlake-backup/lake/state/111122223333-ap-south-1.json is damaged; restore its earlier version, or delete it when no run is writing that target, and the next run will delete nothing there.");
  }

  @Test
  void refusesAStateOfANewerFormat() {
    store.put(KEY, "{\"format_version\": 2}");

    assertThatThrownBy(() -> run("one").read())
        .isInstanceOf(UserError.class)
        .hasMessage(
            "s3://twinlake-backup/lake/state/111122223333-ap-south-1.json was written by a newer version of Twinlake; use that version.");
  }

  @ParameterizedTest
  @EnumSource(names = {"KILLED", "LOST_ANSWER", "SERVER_ERROR", "CONDITIONAL_CONFLICT"})
  void knowsItsOwnWriteWhateverGoesWrongWithAnyOneCall(Fault fault) {
    for (int nth = 1; nth <= 7; nth++) {
      store.aws().faults().inject(fault, CallPattern.of("s3", "PutObject").nth(nth));
      try (LeaseHandle lease = acquire("one")) {
        lease.borrow(List.of(RIGHT));
        lease.renew();
        lease.ensureHeld();
        lease.returned();
        lease.settle(SNAPSHOT);
      }
      store.aws().faults().clear();

      Held held = run("two").read();
      assertThat(held.bases()).containsExactly(SNAPSHOT);
      assertThat(held.lease()).isNull();
      assertThat(held.borrowed()).isEmpty();
    }
  }

  @Test
  void isReadableByPeople() {
    try (LeaseHandle lease = acquire("one")) {
      lease.settle(SNAPSHOT);
      lease.borrow(List.of(RIGHT));

      assertThat(store.text(Store.BUCKET, KEY))
          .matches(
              """
              \\{
                "format_version" : 1,
                "bases" : \\[
                  "20261122T180724Z-us-east-1-7f3a"
                \\],
                "lease" : \\{
                  "holder" : "one",
                  "since" : "2026-11-22T18:00:00Z"
                \\},
                "borrowed" : \\[
                  \\{
                    "Principal" : "me"
                  \\}
                \\],
                "write" : "[-0-9a-f]{36}"
              \\}
              """);
    }
  }
}
