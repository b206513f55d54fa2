package io.twinlake.plan;

import io.twinlake.model.ColumnGrants;
import io.twinlake.model.Grant;
import io.twinlake.model.GrantResource;
import io.twinlake.model.ObjectKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What to do about grants. Revokes come first and grants last, so that no moment is wider than the
 * source.
 *
 * @param revokes granted by an earlier restore and gone from the source, opened to everyone against
 *     the source, or, when asked for, never ours
 * @param grants missing ones to named principals
 * @param opens missing ones to IAM_ALLOWED_PRINCIPALS, which switch Lake Formation off for an
 *     object
 * @param extras what the target grants beyond the source and what is left as it is
 * @param unchanged grants that are as they should be
 */
public record GrantPlan(
    List<Change> revokes,
    List<Change> grants,
    List<Change> opens,
    List<Change> extras,
    List<Change> unchanged) {

  /**
   * Permissions to give or take.
   *
   * @param wasThere whether the target already has a grant of this key
   */
  public record Change(Grant grant, boolean wasThere) {}

  /** Whose grants these are and how far they may be touched. */
  public record Policy(Predicate<Grant> concernsSnapshot, boolean revokeExtras) {}

  /**
   * Compares grants by key.
   *
   * @param base what the snapshot restored last had: what it holds and desired lacks was revoked in
   *     the source
   */
  public static GrantPlan of(
      Map<ObjectKey, Grant> desired,
      Map<ObjectKey, Grant> actual,
      Map<ObjectKey, Grant> base,
      Policy policy) {
    GrantPlan plan =
        new GrantPlan(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    actual.forEach(
        (key, grant) -> plan.takeSurplus(grant, desired.get(key), base.get(key), policy));
    Map<ObjectKey, Grant> revoked = new HashMap<>();
    plan.revokes.forEach(change -> revoked.put(change.grant().key(), change.grant()));
    desired.forEach((key, grant) -> plan.giveMissing(grant, actual.get(key), revoked.get(key)));
    return plan.joined();
  }

  private void takeSurplus(
      Grant actual, @Nullable Grant desired, @Nullable Grant base, Policy policy) {
    Grant surplus = desired == null ? actual : actual.minus(desired);
    if (surplus.isEmpty() || !(policy.concernsSnapshot().test(actual) || base != null)) {
      return;
    }
    boolean takeAll = actual.isToEveryone() || policy.revokeExtras();
    Grant taken = takeAll ? surplus : ours(surplus, desired, base);
    Grant left = surplus.minus(taken);
    if (!taken.isEmpty()) {
      revokes.add(new Change(withOption(taken), desired != null));
    }
    if (!left.isEmpty() && policy.concernsSnapshot().test(actual)) {
      extras.add(new Change(left, desired != null));
    }
  }

  /** ALL is surplus to each of its members, but what is desired of them is not taken. */
  private static Grant ours(Grant surplus, @Nullable Grant desired, @Nullable Grant base) {
    if (base == null) {
      return surplus.with(List.of(), List.of());
    }
    Grant common = surplus.intersect(base);
    return desired == null ? common : common.minus(desired);
  }

  /** The grant option alone cannot be taken: the permission goes with it and is granted again. */
  private static Grant withOption(Grant taken) {
    List<String> permissions = new ArrayList<>(taken.permissions());
    taken.grantable().stream().filter(p -> !permissions.contains(p)).forEach(permissions::add);
    return taken.with(permissions, taken.grantable());
  }

  private void giveMissing(Grant desired, @Nullable Grant actual, @Nullable Grant revoked) {
    Grant missing = actual == null ? desired : desired.minus(without(actual, revoked));
    if (missing.isEmpty()) {
      if (revoked == null) {
        unchanged.add(new Change(desired, true));
      }
      return;
    }
    // A grant option needs its permission in the same entry (aws-facts 21).
    Change change = new Change(withOption(missing), actual != null);
    (desired.isToEveryone() ? opens : grants).add(change);
  }

  private static Grant without(Grant actual, @Nullable Grant revoked) {
    return revoked == null ? actual : actual.minus(revoked);
  }

  private GrantPlan joined() {
    return new GrantPlan(
        joined(revokes), joined(grants), joined(opens), joined(extras), joined(unchanged));
  }

  /** Named columns as they are granted, together; and sorted, so that a resource's changes meet. */
  public static List<Change> joined(List<Change> changes) {
    List<Change> joined = new ArrayList<>();
    for (boolean wasThere : List.of(true, false)) {
      List<Grant> grants =
          changes.stream().filter(c -> c.wasThere() == wasThere).map(Change::grant).toList();
      ColumnGrants.join(grants).forEach(grant -> joined.add(new Change(grant, wasThere)));
    }
    // Whole tables come before their columns: AWS refuses the write permissions of a table to a
    // principal that holds a subset of its columns (aws-facts 21).
    joined.sort(
        Comparator.comparing((Change c) -> GrantResource.shard(c.grant().resource()))
            .thenComparing(c -> c.grant().key()));
    return joined;
  }
}
