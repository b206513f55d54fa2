package io.twinlake.standin;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;

/** What goes wrong on demand. Calls of {@link Account#observer()} never meet a fault. */
public final class Faults {
  private final List<Rule> rules = new CopyOnWriteArrayList<>();

  private record Rule(
      Predicate<Call> fits, CallPattern pattern, Function<Call, Effect> effect, AtomicLong seen) {
    boolean hits(Call call) {
      return fits.test(call) && pattern.isHit(seen.incrementAndGet());
    }
  }

  /** One thing that happens to a call. */
  sealed interface Effect {
    Effect KILL = new Close(false);
    Effect LOSE = new Close(true);

    static Effect error(AwsError error) {
      return new Refuse(error);
    }

    static Effect delay(long millis) {
      return new Delay(millis);
    }
  }

  record Close(boolean afterwards) implements Effect {}

  record Refuse(AwsError error) implements Effect {}

  record Delay(long millis) implements Effect {}

  /** Counts only the calls that the fault can happen to. */
  public void inject(Fault fault, CallPattern pattern) {
    add(call -> pattern.fits(call) && fault.appliesTo(call), pattern, fault::effect);
  }

  /** Any error code. */
  public void inject(AwsError error, CallPattern pattern) {
    add(pattern::fits, pattern, call -> Effect.error(error));
  }

  public void delay(Duration duration, CallPattern pattern) {
    add(pattern::fits, pattern, call -> Effect.delay(duration.toMillis()));
  }

  private void add(Predicate<Call> fits, CallPattern pattern, Function<Call, Effect> effect) {
    rules.add(new Rule(fits, pattern, effect, new AtomicLong()));
  }

  /** Nothing goes wrong any more. */
  public void clear() {
    rules.clear();
  }

  List<Effect> next(Call call) {
    return rules.stream()
        .filter(rule -> rule.hits(call))
        .map(rule -> rule.effect().apply(call))
        .toList();
  }
}
