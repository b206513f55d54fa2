package io.twinlake.plan;

import io.twinlake.model.Outcome;

/** What to do with one object; what it leads to when it works. */
public enum Op {
  CREATE(Outcome.CREATED),
  UPDATE(Outcome.UPDATED),
  /** Delete and create: for what AWS cannot change in place, e.g. resource links (aws-facts 10). */
  REPLACE(Outcome.UPDATED),
  /** As REPLACE, where nothing stands but what AWS left of one that it did not make. */
  REMAKE(Outcome.CREATED),
  DELETE(Outcome.DELETED),
  NONE(Outcome.UNCHANGED),
  /** Left as it is on purpose, for the reason given. */
  SKIP(Outcome.SKIPPED),
  /** Cannot be done without harm, for the reason given. */
  REFUSE(Outcome.FAILED);

  private final Outcome outcome;

  Op(Outcome outcome) {
    this.outcome = outcome;
  }

  public Outcome outcome() {
    return outcome;
  }

  /** Whether what has the name now is deleted for it. */
  public boolean replaces() {
    return this == REPLACE || this == REMAKE;
  }

  public boolean writes() {
    return this != NONE && this != SKIP && this != REFUSE;
  }
}
