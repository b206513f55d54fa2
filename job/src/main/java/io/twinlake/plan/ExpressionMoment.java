package io.twinlake.plan;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * When named LF-tag expressions change, which changes at once what every grant by their names is on
 * (aws-facts 18).
 */
public enum ExpressionMoment {
  /** Before any tag does. */
  FIRST,
  /** After all tags have. */
  LAST,
  /** While all tags that change are taken away. */
  BETWEEN,
  /** At no moment without somebody seeing more. */
  NEVER;

  /**
   * @param databases all whose tags change
   * @param early what goes by LF-tags before
   * @param late what goes by them after
   */
  public static ExpressionMoment choose(
      Iterable<DatabaseTags> databases, TagPolicies early, TagPolicies late) {
    Set<String> keys = new TreeSet<>(early.keys());
    keys.addAll(late.keys());
    Set<Flip> flips = new HashSet<>();
    boolean takable = true;
    for (DatabaseTags tags : databases) {
      flips.addAll(Flip.all(tags.before(), tags.after(), keys));
      takable &= tags.by(early, late).isSafe();
    }
    if (flips.stream().allMatch(flip -> isSafe(late, flip.before(), flip, early, late))) {
      return FIRST;
    }
    if (flips.stream().allMatch(flip -> isSafe(early, flip.after(), flip, early, late))) {
      return LAST;
    }
    return takable ? BETWEEN : NEVER;
  }

  private static boolean isSafe(
      TagPolicies policies,
      Map<String, String> tags,
      Flip flip,
      TagPolicies early,
      TagPolicies late) {
    return policies
        .at(flip.database(), tags)
        .isWithin(early.at(flip.database(), flip.before()), late.at(flip.database(), flip.after()));
  }
}
