package io.twinlake.apply;

import com.google.common.collect.Lists;
import io.twinlake.model.Grant;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.plan.Action;
import io.twinlake.plan.Op;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Takes back, before a table or column appears, the source's grants that stand already and would
 * show it before its row policies, filters and LF-tags are in place. They are given again with all
 * others, under the same conditions.
 */
public final class Suspension {
  /** The source's grants that would show too much of a table once it is written. */
  public interface Reach {
    /** Where no permission is touched. */
    Reach NONE =
        new Reach() {
          @Override
          public List<Grant> grants(ObjectKey table, Op op) {
            return List.of();
          }

          @Override
          public List<Grant> leaving(Collection<ObjectKey> tables) {
            return List.of();
          }
        };

    List<Grant> grants(ObjectKey table, Op op);

    /**
     * Those by LF-tags that reach one of these tables, as it is tagged here and has row policies,
     * and will not once it is tagged as in the source.
     */
    List<Grant> leaving(Collection<ObjectKey> tables);
  }

  private static final int ENTRIES = 20;

  private final Reach reach;
  private final GrantWriter revokes;
  private final Consumer<ObjectKey> suspended;
  private final Set<ObjectKey> done = new HashSet<>();
  private final Set<ObjectKey> withPartitions = ConcurrentHashMap.newKeySet();

  /**
   * @param suspended told each grant that is to be given again
   */
  public Suspension(Reach reach, GrantWriter revokes, Consumer<ObjectKey> suspended) {
    this.reach = reach;
    this.revokes = revokes;
    this.suspended = suspended;
  }

  /**
   * Takes back each grant once; one caller at a time, for calls on one resource must not overlap
   * (aws-facts 21).
   *
   * @return why the table must not be written, or empty
   */
  Optional<ItemError> before(Op op, ObjectKey table) {
    return take(reach.grants(table, op));
  }

  /**
   * As {@link #before}, ahead of partitions of a table, which show as much as a change of the table
   * itself. Asked for every call of partitions, and worked out once a table.
   *
   * @return why they must not be written, or empty
   */
  Optional<ItemError> beforePartitions(ObjectKey table) {
    if (withPartitions.contains(table)) {
      return Optional.empty();
    }
    Optional<ItemError> shown = before(Op.UPDATE, table);
    if (shown.isEmpty()) {
      withPartitions.add(table);
    }
    return shown;
  }

  /**
   * As {@link #before}, ahead of a change of row policies, which comes before that of LF-tags.
   *
   * @return why the policies must not change, or empty
   */
  public Optional<ItemError> beforeRowPolicies(Collection<ObjectKey> tables) {
    return take(reach.leaving(tables));
  }

  private synchronized Optional<ItemError> take(List<Grant> grants) {
    List<Action> actions = new ArrayList<>();
    for (Grant grant : grants) {
      if (!done.contains(grant.key())) {
        actions.add(Action.delete(grant.key(), grant.toEntry(), ""));
      }
    }
    return Lists.partition(actions, ENTRIES).stream()
        .flatMap(batch -> revokes.write(batch).stream())
        .filter(this::stands)
        .reduce((first, other) -> first)
        .map(Suspension::error);
  }

  private boolean stands(ObjectResult result) {
    // Without a clear answer it may be gone: it is given again in any case.
    suspended.accept(result.key());
    return result.outcome() == Outcome.FAILED || !done.add(result.key());
  }

  private static ItemError error(ObjectResult result) {
    return ItemError.ofItem(
        "NotNarrowed",
        "%s shows it before what narrows it is in place, and could not be revoked first: %s"
            .formatted(result.key(), result.reason()));
  }
}
