package io.twinlake.plan;

import io.twinlake.model.Grant;
import io.twinlake.model.GrantResource;
import io.twinlake.model.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

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

  /** Which of the permissions the caller does not hold on a database. */
  public SortedSet<String> lackingOnDatabase(String database, Set<String> permissions) {
    return lacking(held("Database " + database), permissions);
  }

  /** Which of the permissions the caller does not hold on all tables of a database at once. */
  public SortedSet<String> lackingOnAllTables(String database, Set<String> permissions) {
    return lacking(held("Table " + database + "/"), permissions);
  }

  /** Which of the permissions the caller does not hold on a table, by name or as one of all. */
  public SortedSet<String> lackingOnTable(ObjectKey table, Set<String> permissions) {
    Set<String> held = held("Table " + table.database() + "/" + table.name());
    held.addAll(held("Table " + table.database() + "/"));
    return lacking(held, permissions);
  }

  private Set<String> held(String shard) {
    Set<String> held = new HashSet<>();
    byShard.getOrDefault(shard, List.of()).forEach(grant -> held.addAll(grant.permissions()));
    return held;
  }

  private static SortedSet<String> lacking(Set<String> held, Set<String> permissions) {
    SortedSet<String> lacking = new TreeSet<>(permissions);
    lacking.removeIf(permission -> held.contains("ALL") || held.contains(permission));
    return lacking;
  }

  private static String shard(Grant grant) {
    return GrantResource.kind(grant.resource())
        + " "
        + (GrantResource.kind(grant.resource()).equals("Database")
            ? GrantResource.database(grant.resource())
            : GrantResource.shard(grant.resource()));
  }
}
