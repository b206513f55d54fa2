package io.twinlake.command;

import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps what a run said, and does something when a phase begins. */
final class HeardEvents implements Events {
  private final Map<String, Runnable> onBegin = new HashMap<>();
  private final List<String> phases = new ArrayList<>();
  private final Map<String, Long> backedUp = new TreeMap<>();
  private final List<ObjectResult> results = Collections.synchronizedList(new ArrayList<>());
  private final List<Note> notes = Collections.synchronizedList(new ArrayList<>());

  void onBegin(String phase, Runnable step) {
    onBegin.put(phase, step);
  }

  @Override
  public void began(String phase, long expected) {
    phases.add(phase);
    onBegin.getOrDefault(phase, () -> {}).run();
  }

  @Override
  public synchronized void results(Kind kind, Outcome outcome, long count) {
    backedUp.merge(kind + " " + outcome.word(), count, Long::sum);
  }

  @Override
  public void result(ObjectResult result) {
    results.add(result);
  }

  @Override
  public void note(Note note) {
    notes.add(note);
  }

  List<String> phases() {
    return phases;
  }

  /** E.g. {@code table saved → 12}. */
  Map<String, Long> backedUp() {
    return backedUp;
  }

  List<ObjectResult> results() {
    return results;
  }

  List<String> sentences(Note.Level level) {
    return notes.stream().filter(note -> note.level() == level).map(Note::sentence).toList();
  }

  @Override
  public String toString() {
    return phases + "\n" + backedUp + "\n" + results + "\n" + notes;
  }
}
