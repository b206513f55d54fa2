package io.twinlake.report;

import io.twinlake.model.Outcome;
import java.util.Locale;

/** The commands whose outcome is a summary. */
public enum Command {
  BACKUP,
  RESTORE,
  SYNC,
  PLAN,
  VERIFY;

  /** Whether it compares and writes nothing to the target. */
  boolean compares() {
    return this == PLAN || this == VERIFY;
  }

  /** Whether each object with this outcome is named, on the screen and in the problem file. */
  boolean lists(Outcome outcome) {
    return switch (outcome) {
      case SKIPPED, FAILED -> true;
      case CREATED, UPDATED, DELETED -> compares();
      case SAVED, UNCHANGED -> false;
    };
  }

  /** As typed on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
