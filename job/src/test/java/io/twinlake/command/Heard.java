package io.twinlake.command;

import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Events, kept to be looked at. */
public final class Heard implements Events {
  private final Map<String, Long> counts = Collections.synchronizedMap(new TreeMap<>());
  private final List<ObjectResult> results = Collections.synchronizedList(new ArrayList<>());
  private final List<Note> notes = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void began(String phase, long expected) {}

  @Override
  public void results(Kind kind, Outcome outcome, long count) {
    if (count > 0) {
      counts.merge(kind + " " + outcome.word(), count, Long::sum);
    }
  }

  @Override
  public void result(ObjectResult result) {
    results.add(result);
    results(result.key().kind(), result.outcome(), 1);
  }

  @Override
  public void note(Note note) {
    notes.add(note);
  }

  /** E.g. {@code table created → 3}. */
  public Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  /** Results that were told one by one. */
  public List<ObjectResult> results() {
    return List.copyOf(results);
  }

  /** Results of an outcome. */
  public List<ObjectResult> of(Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).toList();
  }

  public List<String> notes(Note.Level level) {
    return notes.stream().filter(note -> note.level() == level).map(Note::sentence).toList();
  }

  /** Results that say that something had to be written. */
  public List<ObjectResult> differences() {
    return results.stream()
        .filter(r -> r.outcome() != Outcome.UNCHANGED && r.outcome() != Outcome.SKIPPED)
        .toList();
  }
}
