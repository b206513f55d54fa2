package io.twinlake.plan;

import io.twinlake.model.Outcome;

/** What to do with one object; what it leads to when it works. */
public enum Op {
  CREATE(Outcome.CREATED),
  UPDATE(Outcome.UPDATED),
  /** Delete and create: for what AWS cannot change in place, e.g. resource links (aws-facts 10). */
  REPLACE(Outcome.UPDATED),
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

  public boolean writes() {
    return this != NONE && this != SKIP && this != REFUSE;
  }
}
