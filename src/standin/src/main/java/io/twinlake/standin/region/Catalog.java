package io.twinlake.standin.region;

import java.util.List;
import java.util.Optional;

/**
 * What Lake Formation asks the Glue catalog of the same account and region. Names are lower case.
 */
public interface Catalog {
  /**
   * @param id of a catalog in the account's own, e.g. {@code 111122223333:sales}
   */
  boolean hasCatalog(String id);

  boolean hasDatabase(String database);

  boolean hasTable(String database, String table);

  /** All column names of a table, partition keys last; empty when there is no such table. */
  Optional<List<String>> columns(String database, String table);

  /** Of a table that is there; in lower case. */
  List<String> partitionKeys(String database, String table);

  boolean isView(String database, String table);

  boolean isResourceLink(String database, String table);

  boolean isDatabaseLink(String database);
}
