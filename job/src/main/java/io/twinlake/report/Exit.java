package io.twinlake.report;

import io.twinlake.model.Events.Note;
import io.twinlake.model.Outcome;
import java.util.Collection;
import java.util.Locale;

/** How a command ended; the codes are part of what we promise to scripts. */
public enum Exit {
  DONE(0),
  /** It could not be done, or was stopped. */
  FAILED(1),
  /** A wrong command line or configuration; nothing was done. */
  USAGE(2),
  /** It went to its end, and something in it failed or was left undone. */
  FINISHED_WITH_FAILURES(3),
  /** Snapshot and target differ; said by verify, and by plan when asked to. */
  DIFFERENCES(4);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** As written to JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Picks the exit of a run that came to its end. Failures come before differences: a comparison
   * with failures did not see everything.
   */
  static Exit of(Counts counts, Collection<Note> notes, boolean differencesMatter) {
    boolean problem = notes.stream().anyMatch(note -> note.level() == Note.Level.PROBLEM);
    if (problem || counts.of(Outcome.FAILED) > 0) {
      return FINISHED_WITH_FAILURES;
    }
    return differencesMatter && counts.hasDifferences() ? DIFFERENCES : DONE;
  }
}
