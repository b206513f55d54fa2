package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.report.Exit;
import io.twinlake.report.Summary;
import io.twinlake.standin.CallLog;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that can go wrong with a call, at every call of a sync that changes everything. */
@Execution(ExecutionMode.CONCURRENT)
class FaultsTest {
  /** As many as the job makes of a call. */
  private static final int ATTEMPTS = 10;

  /** 1 takes every fault at every call, which takes minutes; else each fault takes other calls. */
  private static final int STRIDE = Integer.getInteger("twinlake.faults.stride", 48);

  private final Twin twin = new Twin();

  @AfterEach
  void close() {
    twin.close();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACCESS_DENIED")
  void whatPassesDoesNotMatter(Fault fault) {
    for (int first = 1; first <= 7; first++) {
      twin.change();
      for (int n = first; n < 150; n += 7) {
        twin.regions().aws().faults().inject(fault, CallPattern.any().nth(n));
      }
      Summary run = twin.sync();
      twin.regions().aws().faults().clear();
      assertThat(run.exit()).as("%s from %d: %s", fault, first, run).isEqualTo(Exit.DONE);
      twin.assertNotWider();
      twin.assertSame();
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"LATENCY", "ACCESS_DENIED"})
  void aCallThatNeverWorksIsSaidAndMadeUpForByTheNextRun(Fault fault) {
    List<Place> places = places();
    int n = List.of(Fault.values()).indexOf(fault);
    for (Place place : places) {
      if (place.meets(fault) && n++ % STRIDE == 0) {
        assertRecovery(fault, place.pattern().times(ATTEMPTS), place);
      }
    }
  }

  @Test
  void aCallThatIsDeniedIsSaidAndMadeUpForByTheNextRun() {
    int n = 0;
    for (Place place : places()) {
      if (n++ % STRIDE == 0) {
        assertRecovery(Fault.ACCESS_DENIED, place.pattern(), place);
      }
    }
  }

  @Test
  void aPermissionThatIsMissingIsSaidAndMadeUpForByTheNextRun() {
    for (Place place : places()) {
      if (place.nth() == 1) {
        assertRecovery(Fault.ACCESS_DENIED, place.pattern().always(), place);
      }
    }
  }

  /** The state of the world after a kill: whatever comes next never happens. */
  @Test
  void aRunThatIsCutOffAfterAnyCallIsMadeUpForByTheNext() {
    int calls = places().size();
    for (int n = 1; n <= calls; n += STRIDE) {
      assertRecovery(Fault.KILLED, CallPattern.any().nth(n).always(), "everything from " + n);
    }
  }

  private void assertRecovery(Fault fault, CallPattern pattern, Object place) {
    try {
      twin.change();
      twin.regions().aws().faults().inject(fault, pattern);
      Summary run = twin.sync();
      twin.regions().aws().faults().clear();
      twin.assertNotWider();
      twin.assertTruthful(run);
      twin.converge();
    } catch (AssertionError e) {
      throw new AssertionError(fault + " at " + place + ": " + e.getMessage(), e);
    }
  }

  /** The calls of two syncs, from either state of the lake to the other. */
  private List<Place> places() {
    CallLog log = twin.regions().aws().calls();
    log.clear();
    twin.change();
    assertThat(twin.sync().exit()).isEqualTo(Exit.DONE);
    Map<String, Integer> counts = new HashMap<>();
    List<Place> places = new ArrayList<>();
    for (CallLog.Entry entry : log.all()) {
      String key = entry.name() + entry.call().region();
      places.add(new Place(entry, counts.merge(key, 1, Integer::sum)));
    }
    return places;
  }

  private record Place(CallLog.Entry entry, int nth) {
    boolean meets(Fault fault) {
      // To the job a lost answer to a question is a connection that was closed before.
      return fault.appliesTo(entry.call())
          && (fault != Fault.LOST_ANSWER || entry.call().isWrite());
    }

    CallPattern pattern() {
      return CallPattern.of(entry.call().service(), entry.call().operation())
          .in(entry.call().region())
          .nth(nth);
    }

    @Override
    public String toString() {
      return entry.name() + " " + nth + " in " + entry.call().region();
    }
  }
}
