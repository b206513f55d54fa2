package io.twinlake.command.access;

/** AWS documents the effect of row-level-security attachments in two ways (aws-facts 19). */
public enum Reading {
  /** An attachment narrows what SELECT gives: whom none concerns sees every row. */
  NARROWING,
  /** On a table with attachments, whom none concerns sees no row. */
  GRANTING
}
