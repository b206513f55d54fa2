package io.twinlake.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.GrantRows;
import io.twinlake.model.ObjectKey;

/** The key of a grant that is known by its batch entry. */
final class BorrowedKey {
  private BorrowedKey() {}

  static ObjectKey of(ObjectNode entry) {
    return GrantRows.grant(entry, "").key();
  }
}
