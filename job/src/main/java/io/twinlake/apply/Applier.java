package io.twinlake.apply;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.twinlake.aws.AwsRegion;
import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.plan.Action;
import io.twinlake.plan.Op;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Carries actions out in batches, side by side where that is allowed, and says what became of each.
 */
public final class Applier {
  /** Told before anything is written; may refuse by throwing. */
  @FunctionalInterface
  public interface Gate {
    void open();
  }

  private final Gate gate;
  private final AwsRegion region;
  private final Events events;
  private final Map<ObjectKey, String> broken = new ConcurrentHashMap<>();
  private final Set<ObjectKey> created = ConcurrentHashMap.newKeySet();
  private final Set<ObjectKey> updated = ConcurrentHashMap.newKeySet();
  private final Set<ObjectKey> replaced = ConcurrentHashMap.newKeySet();
  private final Set<ObjectKey> suspended = ConcurrentHashMap.newKeySet();
  private final Set<ObjectKey> excused = ConcurrentHashMap.newKeySet();
  private final AtomicLong failures = new AtomicLong();

  public Applier(Gate gate, AwsRegion region, Events events) {
    this.gate = gate;
    this.region = region;
    this.events = events;
  }

  /** Whether the object failed or was skipped in this run. */
  public boolean broken(ObjectKey key) {
    return broken.containsKey(key);
  }

  /** Why nothing may be built on the object, for people; empty when it is as it should be. */
  public Optional<String> objection(ObjectKey key) {
    return Optional.ofNullable(broken.get(key));
  }

  /** Whether this run created the object. */
  public boolean created(ObjectKey key) {
    return created.contains(key);
  }

  /** Whether this run wrote the object, in one step or several. */
  public boolean wrote(ObjectKey key) {
    return created.contains(key) || updated.contains(key);
  }

  /** Whether this run deleted the object and created it anew, so that grants on it are lost. */
  public boolean replaced(ObjectKey key) {
    return replaced.contains(key);
  }

  /** From now on the grant counts as one that this run took back and must give again. */
  public void suspend(ObjectKey grant) {
    suspended.add(grant);
  }

  /** Whether this run took the grant back for as long as it shows too much. */
  public boolean suspended(ObjectKey grant) {
    return suspended.contains(grant);
  }

  /** Whether AWS refused the object for a reason that makes nobody miss it. */
  public boolean excused(ObjectKey key) {
    return excused.contains(key);
  }

  /** How many objects failed so far. */
  public long failures() {
    return failures.get();
  }

  /**
   * From now on the object counts as one that could not be restored.
   *
   * @param key of what something narrower was to be done to, in vain
   */
  public void hold(ObjectKey key) {
    hold(key, notRestored(key));
  }

  /**
   * As {@link #hold(ObjectKey)}.
   *
   * @param reason what could not be done, e.g. "row policy eu could not be attached to it"
   */
  public void hold(ObjectKey key, String reason) {
    broken.putIfAbsent(key, reason);
  }

  private static String notRestored(ObjectKey key) {
    return key + " could not be restored";
  }

  /**
   * Carries out all actions; returns when the last one has its result.
   *
   * @return what failed
   */
  @CanIgnoreReturnValue
  public Set<ObjectKey> apply(Iterator<Action> actions, Writer writer) {
    Set<ObjectKey> failed = ConcurrentHashMap.newKeySet();
    apply(
        actions,
        writer,
        result -> {
          if (result.outcome() == Outcome.FAILED) {
            failed.add(result.key());
          }
          record(result);
        });
    return failed;
  }

  /**
   * As {@link #apply}, for steps of objects that are counted elsewhere: only failures are told.
   *
   * @return what failed, whose later steps are pointless
   */
  public Set<ObjectKey> applyStep(Iterator<Action> actions, Writer writer) {
    Set<ObjectKey> failed = ConcurrentHashMap.newKeySet();
    apply(
        actions,
        writer,
        result -> {
          if (result.outcome() == Outcome.FAILED) {
            failed.add(result.key());
            record(result);
          } else {
            remember(result);
          }
        });
    return failed;
  }

  /** As {@link #apply}, for the last step of objects: what an earlier one created is told so. */
  public void applyLast(Iterator<Action> actions, Writer writer) {
    apply(actions, writer, result -> record(asCreated(result)));
  }

  private ObjectResult asCreated(ObjectResult result) {
    return result.outcome() == Outcome.UPDATED && created(result.key())
        ? new ObjectResult(result.key(), Outcome.CREATED, "")
        : result;
  }

  private void apply(Iterator<Action> actions, Writer writer, Consumer<ObjectResult> results) {
    Iterator<Action> writes = new Writes(actions, this::record);
    region
        .parallel()
        .forEach(
            new Chains(new Batches(writes, writer), writer),
            chain -> chain.forEach(batch -> write(writer, batch).forEach(results)));
  }

  private List<ObjectResult> write(Writer writer, List<Action> batch) {
    gate.open();
    batch.stream()
        .filter(action -> action.op().replaces())
        .forEach(action -> replaced.add(action.key()));
    List<ObjectResult> results = Write.of(writer, batch, region.pauses());
    results.stream()
        .filter(result -> result.outcome() == Outcome.SKIPPED && isDependedOn(result.key()))
        .forEach(result -> excused.add(result.key()));
    return results;
  }

  private void record(Action action) {
    if (action.op() == Op.NONE) {
      events.results(action.key().kind(), Outcome.UNCHANGED, 1);
    } else {
      record(action.result());
    }
  }

  private void record(ObjectResult result) {
    if (result.outcome() == Outcome.FAILED) {
      failures.incrementAndGet();
    }
    remember(result);
    events.result(result);
  }

  /** Partitions and grants are too many to remember, and nothing depends on them. */
  private static boolean isDependedOn(ObjectKey key) {
    return !key.kind().equals(Kind.PARTITION) && !key.kind().equals(Kind.GRANT);
  }

  private void remember(ObjectResult result) {
    if (!isDependedOn(result.key())) {
      return;
    }
    if (result.outcome() == Outcome.FAILED || result.outcome() == Outcome.SKIPPED) {
      hold(result.key());
    } else if (result.outcome() == Outcome.CREATED) {
      created.add(result.key());
    } else if (result.outcome() == Outcome.UPDATED) {
      updated.add(result.key());
    }
  }
}
