package io.twinlake.plan;

import io.twinlake.model.Grant;
import io.twinlake.model.GrantResource;
import io.twinlake.model.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the caller may do with objects that others created. A data lake admin may create everywhere,
 * but neither ALTER nor DROP what it did not create (aws-facts 6).
 */
public final class CallerRights {
  private final Map<String, List<Grant>> byShard = new HashMap<>();

  private CallerRights() {}

  /**
   * The rights that follow from a region's grants.
   *
   * @param held grants to the caller itself and to IAM_ALLOWED_PRINCIPALS
   */
  public static CallerRights of(Collection<Grant> held) {
    CallerRights rights = new CallerRights();
    held.forEach(
        grant ->
            rights.byShard.computeIfAbsent(shard(grant), shard -> new ArrayList<>()).add(grant));
    return rights;
  }

  /** Whether the caller holds all these permissions on a database. */
  public boolean onDatabase(String database, Set<String> permissions) {
    return covers("Database " + database, permissions);
  }

  /** Whether the caller holds all these permissions on a table, by name or as one of all tables. */
  public boolean onTable(ObjectKey table, Set<String> permissions) {
    return covers("Table " + table.database() + "/" + table.name(), permissions)
        || covers("Table " + table.database() + "/", permissions);
  }

  private boolean covers(String shard, Set<String> permissions) {
    return byShard.getOrDefault(shard, List.of()).stream()
        .anyMatch(
            grant ->
                grant.permissions().contains("ALL")
                    || grant.permissions().containsAll(permissions));
  }

  private static String shard(Grant grant) {
    return GrantResource.kind(grant.resource())
        + " "
        + (GrantResource.kind(grant.resource()).equals("Database")
            ? GrantResource.database(grant.resource())
            : GrantResource.shard(grant.resource()));
  }
}
