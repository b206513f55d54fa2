package io.twinlake.plan;

import io.twinlake.plan.TagPolicies.RowsByTag;
import java.util.List;
import java.util.Set;

/**
 * What goes by LF-tags at one database, table or column at one moment.
 *
 * @param grants the policies that open it
 * @param rows the row policies that lie on it
 */
record Matched(Set<TagPolicy> grants, Set<RowsByTag> rows) {
  /**
   * Whether nobody sees more than in one of two states that are allowed. Others than the policies'
   * principals may see the table too, so its rows matter without a grant by policy. How several row
   * policies combine is documented in two ways, that each narrows and that they add up (aws-facts
   * 19); it must hold in both.
   */
  boolean isWithin(Matched before, Matched after) {
    return rowsAreWithin(List.of(before, after))
        && grants.stream().allMatch(grant -> rowsAreWithin(with(grant, before, after)));
  }

  private static List<Matched> with(TagPolicy grant, Matched before, Matched after) {
    return List.of(before, after).stream().filter(m -> m.grants().contains(grant)).toList();
  }

  private boolean rowsAreWithin(List<Matched> allowed) {
    return allowed.stream().anyMatch(each -> rows.containsAll(each.rows()))
        && allowed.stream().anyMatch(this::addUpToNoMoreThan);
  }

  private boolean addUpToNoMoreThan(Matched allowed) {
    return allowed.rows().isEmpty() || (!rows.isEmpty() && allowed.rows().containsAll(rows));
  }
}
