package io.twinlake.command;

import io.twinlake.apply.Applier;
import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Grantees;
import io.twinlake.plan.Guard;
import io.twinlake.plan.RowPolicyAttachment;
import java.util.List;
import java.util.Set;

/**
 * Data cells filters and row-level-security policies with their attachments: in place before
 * anything is granted that they narrow.
 */
final class RowPhase {
  private final Writers writers;
  private final FilterPhase filters;
  private final RowPolicyPhase policies;

  /**
   * @param takesExtras whether attachments that were never ours are taken, too
   */
  RowPhase(
      Desired desired,
      Target target,
      Base base,
      Grantees grantees,
      boolean takesExtras,
      Writers writers,
      Applier applier,
      Events events) {
    this.writers = writers;
    this.filters = new FilterPhase(desired, target, base, writers, applier, events);
    this.policies =
        new RowPolicyPhase(desired, target, base, grantees, takesExtras, writers, applier, events);
  }

  /**
   * Filters and policies that are missing or differ, and attachments that are missing.
   *
   * @param match which tables a policy may match that is attached by LF-tags
   */
  void narrow(Guard.Match match) {
    filters.run();
    policies.narrow(match);
  }

  /**
   * Attachments that the source lacks, when those that it has are in place: before the grants, or
   * who has SELECT only by one of them would see the rows of both.
   *
   * @param match as for {@link #narrow}
   */
  void surplus(Guard.Match match) {
    policies.surplus(match);
  }

  /** Whether an attachment that the source lacks stays, because it narrows what is not guarded. */
  boolean keepsSurplus() {
    return policies.keepsSurplus();
  }

  /** What was restored once and is gone from the source. */
  List<Deletions.Step> gone() {
    return List.of(
        new Deletions.Step(Kind.DATA_CELLS_FILTER, filters.gone(), writers.filters()),
        new Deletions.Step(Kind.RLS_POLICY, policies.gone(), writers.rowPolicies()));
  }

  /**
   * Tables on which nothing may be given, because a policy that the source attaches to them could
   * not be restored.
   *
   * @param match which tables a policy may match that is attached by LF-tags
   */
  Set<ObjectKey> unguarded(Guard.Match match) {
    return policies.unguarded(match);
  }

  /** Attachments that go beyond the source and stay. */
  List<RowPolicyAttachment> extras() {
    return policies.extras();
  }
}
