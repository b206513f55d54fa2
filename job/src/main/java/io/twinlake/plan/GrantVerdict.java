package io.twinlake.plan;

import io.twinlake.model.Grant;
import io.twinlake.model.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one key's grant.
 *
 * @param desired what the source has
 * @param kept what the target has and keeps
 * @param taken what the target has and must not keep as it is
 * @param own the part of what is kept that is beyond the source: the target's own
 */
record GrantVerdict(@Nullable Grant desired, Grant kept, Grant taken, Grant own) {
  private static final String ALL = "ALL";

  /** The verdict on a key that the target does not have. */
  static GrantVerdict missing(Grant desired) {
    Grant none = desired.with(List.of(), List.of());
    return new GrantVerdict(desired, none, none, none);
  }

  /**
   * The verdict on a key that the target has.
   *
   * @param base what the snapshot restored last had
   * @param takeAll whether what was never ours is taken, too
   */
  static GrantVerdict of(
      Grant actual, @Nullable Grant desired, @Nullable Grant base, boolean takeAll) {
    Grant surplus = desired == null ? actual : actual.minus(desired);
    Grant taken = takeAll ? surplus : ours(surplus, desired, base);
    Grant own = surplus.minus(taken);
    Grant whole = withAll(withOption(taken), desired, actual);
    return new GrantVerdict(desired, actual.minus(whole), whole, own);
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
  private static Grant withOption(Grant part) {
    List<String> permissions = new ArrayList<>(part.permissions());
    part.grantable().stream().filter(p -> !permissions.contains(p)).forEach(permissions::add);
    return part.with(permissions, part.grantable());
  }

  /** Without one of its members ALL is ALL no more: where it is desired, it is granted again. */
  private static Grant withAll(Grant part, @Nullable Grant desired, Grant actual) {
    return desired != null && hasAll(desired) && hasAll(actual) && !part.isEmpty()
        ? part.with(List.of(ALL), part.grantable())
        : part;
  }

  private static boolean hasAll(Grant grant) {
    return grant.permissions().contains(ALL);
  }

  ObjectKey key() {
    return kept.key();
  }

  /** What is to be given; a grant option needs its permission in the same entry (aws-facts 21). */
  Grant given() {
    return desired == null ? kept.with(List.of(), List.of()) : withOption(desired.minus(kept));
  }

  /** The same with more taken of what is kept; if it is desired, it is given again. */
  GrantVerdict taking(Grant more) {
    return new GrantVerdict(desired, kept.minus(more), taken.and(more), own.minus(more));
  }
}
