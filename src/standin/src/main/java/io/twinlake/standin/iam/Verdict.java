package io.twinlake.standin.iam;

/** What policies say about an {@link Access}. */
public enum Verdict {
  ALLOWED,
  /** No statement speaks of it. */
  NOT_ALLOWED,
  /** A statement forbids it, which no other can undo. */
  DENIED
}
