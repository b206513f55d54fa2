package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.command.access.Access;
import io.twinlake.model.Events;
import io.twinlake.model.Outcome;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Restores that are cut off right after a write: what they leave is no wider than the source, and
 * the next run makes up for it.
 */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(NameInFailure.class)
class KilledRestoreTest {
  private static final int NEVER = Integer.MAX_VALUE;

  /** 1 kills from scratch after every write; else after every so many. */
  private static final int STRIDE = Integer.getInteger("twinlake.kills.stride", 20);

  static LongStream seeds() {
    return Seeds.chosenOr(40, 42);
  }

  static LongStream fewerSeeds() {
    return Seeds.chosenOr(50, 50);
  }

  static LongStream seedsOfDrift() {
    return Seeds.chosenOr(60, 61);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void convergesThoughRunAfterRunIsKilled(long seed) {
    try (RandomTwins twins = twins(seed)) {
      Watch watch = watch(twins, twins.source());
      killAgainAndAgain(twins, watch);
      assertSettled(twins, watch);
      assertSame(twins);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seedsOfDrift")
  void convergesOverSomebodyElsesObjectsThoughRunAfterRunIsKilled(long seed) {
    try (RandomTwins twins = twins(seed)) {
      twins.fill(TwoRegions.TARGET, seed).drift(TwoRegions.TARGET, seed);
      Access source = twins.source();
      Access before = Watch.in(twins.target());
      Watch watch = watch(twins, source.plus(before.ownGrantsOn(source, source)));
      killAgainAndAgain(twins, watch);
      assertSettled(twins, watch);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("fewerSeeds")
  void theNextRunMakesUpForOneThatWasKilledAnywhere(long seed) {
    int writes;
    try (RandomTwins twins = twins(seed)) {
      writes = run(twins, watch(twins, twins.source()), NEVER);
    }
    for (int nth = 1 + (int) (seed % STRIDE); nth < writes; nth += STRIDE) {
      try (RandomTwins twins = twins(seed)) {
        Watch watch = watch(twins, twins.source());
        run(twins, watch, nth);
        assertSettled(twins, watch);
        assertSame(twins);
      } catch (AssertionError e) {
        throw new AssertionError("killed after write " + nth + ": " + e.getMessage(), e);
      }
    }
  }

  /** After one write, then two more, then three more, until there is nothing left to kill. */
  private static void killAgainAndAgain(RandomTwins twins, Watch watch) {
    int nth = 1;
    while (run(twins, watch, nth) >= nth) {
      assertThat(watch.wider()).isEmpty();
      nth++;
    }
  }

  private static RandomTwins twins(long seed) {
    RandomTwins twins = new RandomTwins().fill(TwoRegions.SOURCE, seed);
    LakeSettings.open(twins.target(), true);
    twins.job(Events.NONE).backup();
    return twins;
  }

  private static Watch watch(RandomTwins twins, Access source) {
    return new Watch(twins.target(), Watch.in(twins.target()), source, true);
  }

  /**
   * @return how many writes in the catalog and its permissions were made
   */
  private static int run(RandomTwins twins, Watch watch, int killedAfter) {
    Kill kill = new Kill(twins.regions().aws(), killedAfter);
    twins.regions().aws().listeners().onEachWrite(watch);
    twins.regions().aws().listeners().onEachWrite(kill);
    try {
      twins.job(Events.NONE).restore(Selection.LATEST);
    } catch (RuntimeException killed) {
      assertThat(kill.writes()).as(killed.getMessage()).isEqualTo(killedAfter);
    }
    watch.runEnded();
    twins.regions().aws().listeners().clear();
    twins.regions().aws().faults().clear();
    return kill.writes();
  }

  /** What one run left, the next one does, and then there is nothing left to do. */
  private static void assertSettled(RandomTwins twins, Watch watch) {
    run(twins, watch, NEVER);
    Heard heard = new Heard();
    twins.job(heard).restore(Selection.LATEST);
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.differences()).isEmpty();
    assertThat(watch.wider()).isEmpty();
  }

  private static void assertSame(RandomTwins twins) {
    Access source = twins.source();
    Access target = Watch.in(twins.target());
    assertThat(target.minus(source)).as("wider").noneMatch(RandomTwins::isOnObject);
    assertThat(source.minus(target)).as("narrower").noneMatch(RandomTwins::isOnObject);
  }
}
