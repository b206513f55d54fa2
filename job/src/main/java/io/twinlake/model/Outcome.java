package io.twinlake.model;

import java.util.Locale;

/** How one object ended in a run, or would end if a plan were applied. */
public enum Outcome {
  /** Written to a snapshot; the others speak of the target. */
  SAVED,
  CREATED,
  UPDATED,
  UNCHANGED,
  DELETED,
  SKIPPED,
  FAILED;

  /** As written to JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
