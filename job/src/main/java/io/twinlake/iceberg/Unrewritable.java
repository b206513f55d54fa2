package io.twinlake.iceberg;

/** Why a table's files cannot be rewritten: half a sentence for people, after the table's name. */
final class Unrewritable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unrewritable(String reason) {
    super(reason);
  }

  Unrewritable(String reason, Throwable cause) {
    super(reason, cause);
  }
}
