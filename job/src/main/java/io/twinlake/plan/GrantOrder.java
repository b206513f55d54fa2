package io.twinlake.plan;

import io.twinlake.model.ColumnGrants;
import io.twinlake.model.Grant;
import io.twinlake.model.GrantResource;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.GrantPlan.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The order in which grants are given and taken. Whoever holds SELECT on some columns cannot be
 * given what changes the table, and nothing on some columns can be given to who has SELECT on all
 * (aws-facts 21). What a policy of LF-tags opens is all in place before it is.
 */
public final class GrantOrder {
  private static final Set<String> SELECT = Set.of("SELECT");

  private GrantOrder() {}

  private enum Stage {
    OBJECTS,
    COLUMNS,
    WHOLE_SELECT,
    FILTERS,
    TAGS,
    POLICIES
  }

  /** The changes in steps; each is given when the one before is complete. */
  public static List<List<Change>> giving(List<Change> changes) {
    Set<ObjectKey> withColumns = new HashSet<>();
    changes.stream()
        .map(Change::grant)
        .filter(ColumnGrants::isOnSome)
        .forEach(grant -> TableRights.of(grant).ifPresent(withColumns::add));
    Map<Stage, List<Change>> stages = new TreeMap<>();
    changes.forEach(
        c ->
            stages.computeIfAbsent(stage(c.grant(), withColumns), any -> new ArrayList<>()).add(c));
    return List.copyOf(stages.values());
  }

  /** Likewise of what is taken: SELECT on all columns before single ones. */
  public static List<List<Change>> taking(List<Change> changes) {
    Map<Boolean, List<Change>> steps = new TreeMap<>();
    changes.forEach(
        c ->
            steps
                .computeIfAbsent(ColumnGrants.isOnSome(c.grant()), any -> new ArrayList<>())
                .add(c));
    return List.copyOf(steps.values());
  }

  private static Stage stage(Grant grant, Set<ObjectKey> withColumns) {
    return switch (grant.resourceKind()) {
      case "Table" -> isAfterColumns(grant, withColumns) ? Stage.WHOLE_SELECT : Stage.OBJECTS;
      case "TableWithColumns" -> Stage.COLUMNS;
      case "DataCellsFilter" -> Stage.FILTERS;
      case "LFTag", "LFTagExpression", "RLSPolicy" -> Stage.TAGS;
      case "LFTagPolicy" -> Stage.POLICIES;
      default -> Stage.OBJECTS;
    };
  }

  private static boolean isAfterColumns(Grant grant, Set<ObjectKey> withColumns) {
    return !withColumns.isEmpty()
        && grant.permissions().equals(SELECT)
        && TableRights.of(grant).map(withColumns::contains).orElse(false);
  }

  /**
   * Named columns as they are granted, together; sorted, so that a resource's changes meet.
   *
   * @param changes of whatever order
   */
  public static List<Change> joined(List<Change> changes) {
    List<Placed> placed = new ArrayList<>();
    for (boolean wasThere : List.of(true, false)) {
      List<Grant> grants = new ArrayList<>();
      changes.stream().filter(c -> c.wasThere() == wasThere).forEach(c -> grants.add(c.grant()));
      ColumnGrants.join(grants)
          .forEach(grant -> placed.add(Placed.of(new Change(grant, wasThere))));
    }
    placed.sort(Comparator.comparing(Placed::shard).thenComparing(p -> p.change().grant().key()));
    List<Change> joined = new ArrayList<>(placed.size());
    placed.forEach(p -> joined.add(p.change()));
    return joined;
  }

  private record Placed(String shard, Change change) {
    static Placed of(Change change) {
      return new Placed(GrantResource.shard(change.grant().resource()), change);
    }
  }
}
