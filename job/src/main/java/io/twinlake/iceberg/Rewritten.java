package io.twinlake.iceberg;

import io.twinlake.model.ObjectKey;
import java.io.Serializable;

/**
 * What became of a table's rewriting.
 *
 * @param problem why it failed, for people; empty when all of it is in place
 * @param asBefore whether the metadata file was there, and what it leads to was not looked at
 */
public record Rewritten(String database, String table, String problem, boolean asBefore)
    implements Serializable {
  public ObjectKey key() {
    return ObjectKey.table(database, table);
  }

  public boolean isDone() {
    return problem.isEmpty();
  }
}
