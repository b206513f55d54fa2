package io.twinlake.plan;

/** The order in which the LF-tags of a database and of what is in it are changed. */
public enum TagPass {
  /** Keys are taken away, where that is the way. */
  TAKE_FROM_DATABASE(true),
  TAKE_FROM_TABLES(false),
  /** Added and replaced: columns, then their table. */
  ADD_TO_TABLES(false),
  /** Added and replaced, then removed. */
  CHANGE_DATABASE(true),
  /** Removed: from tables, then from their columns. */
  REMOVE_FROM_TABLES(false);

  private final boolean ofDatabase;

  TagPass(boolean ofDatabase) {
    this.ofDatabase = ofDatabase;
  }

  /** Whether it is about the database's own tags. */
  public boolean isOfDatabase() {
    return ofDatabase;
  }

  /** Whether keys are taken away, once and for all stages. */
  public boolean takes() {
    return this == TAKE_FROM_DATABASE || this == TAKE_FROM_TABLES;
  }
}
