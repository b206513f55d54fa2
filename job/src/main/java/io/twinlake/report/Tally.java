package io.twinlake.report;

import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.model.UserError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what a run says of itself. Objects that were not fine go to the problems as they come;
 * only the first few of each outcome stay in memory.
 */
public final class Tally implements Events {
  /** With five lists and a table of ten kinds, a report still fits a screen. */
  static final int LISTED_PER_OUTCOME = 8;

  private final Command command;
  private final Problems problems;
  private final Progress progress;
  private final Map<Kind, Map<Outcome, LongAdder>> counts = new ConcurrentHashMap<>();
  private final Set<Note> said = ConcurrentHashMap.newKeySet();
  private final Collection<Note> notes = new ConcurrentLinkedQueue<>();
  private final Map<Outcome, AtomicLong> seen = new EnumMap<>(Outcome.class);
  private final Collection<ObjectResult> listed = new ConcurrentLinkedQueue<>();

  public Tally(Command command, Problems problems, Progress progress) {
    this.command = command;
    this.problems = problems;
    this.progress = progress;
    for (Outcome outcome : Outcome.values()) {
      seen.put(outcome, new AtomicLong());
    }
  }

  @Override
  public void began(String phase, long expected) {
    progress.began(phase, expected);
  }

  @Override
  public void results(Kind kind, Outcome outcome, long count) {
    counts
        .computeIfAbsent(kind, any -> new ConcurrentHashMap<>())
        .computeIfAbsent(outcome, any -> new LongAdder())
        .add(count);
    progress.advanced(count);
  }

  @Override
  public void result(ObjectResult result) {
    results(result.key().kind(), result.outcome(), 1);
    if (command.lists(result.outcome())) {
      problems.add(result);
      if (seenBefore(result.outcome()) < LISTED_PER_OUTCOME) {
        listed.add(result);
      }
    }
  }

  private long seenBefore(Outcome outcome) {
    return seen.getOrDefault(outcome, new AtomicLong()).getAndIncrement();
  }

  @Override
  public void note(Note note) {
    if (said.add(note)) {
      notes.add(note);
    }
  }

  /**
   * The summary of a run that came to its end.
   *
   * @param differencesMatter whether a difference found is an exit code of its own
   */
  public Summary finished(boolean differencesMatter) {
    return summary(List.of(), Exit.of(counts(), notes, differencesMatter));
  }

  /** The summary of a run that could not be done, or not to its end. */
  public Summary stopped(UserError error) {
    Exit exit = error.exit() == UserError.Exit.USAGE ? Exit.USAGE : Exit.FAILED;
    return summary(error.problems(), exit);
  }

  private Summary summary(List<String> errors, Exit exit) {
    progress.ended();
    List<ObjectResult> examples = new ArrayList<>(listed);
    return new Summary(
        command,
        counts(),
        new ArrayList<>(notes),
        examples,
        errors,
        exit,
        problems.place().orElse(null));
  }

  private Counts counts() {
    Map<Kind, Map<Outcome, Long>> sums = new HashMap<>();
    counts.forEach(
        (kind, outcomes) ->
            outcomes.forEach(
                (outcome, count) ->
                    sums.computeIfAbsent(kind, any -> new HashMap<>()).put(outcome, count.sum())));
    return new Counts(sums);
  }
}
