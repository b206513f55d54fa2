package io.twinlake.plan;

import io.twinlake.model.CatalogObject;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What no update makes of what the target has: resource links and views in several dialects come of
 * nothing else, and nothing else of them (aws-facts 10, 11).
 */
public final class TypeChange {
  private TypeChange() {}

  /** Whether what the target has must be deleted for what the source has. */
  public static boolean isNeeded(CatalogObject desired, CatalogObject actual) {
    return Definitions.isLink(actual)
        || Definitions.isLink(desired)
        || Views.isView(actual) != Views.isView(desired)
        || Views.isMaterialized(actual);
  }

  /**
   * The action, unless it would delete more than a definition: partitions, statistics and versions
   * go with a table, and everything with a database.
   *
   * @param isGone whether what the target has was restored, is gone from the source, and is to go
   */
  public static Action unlessDataIsLost(
      Action action,
      CatalogObject desired,
      @Nullable CatalogObject actual,
      Predicate<CatalogObject> isGone) {
    return action.op() == Op.REPLACE
            && actual != null
            && !TableSort.of(actual).isBare()
            && !isGone.test(actual)
        ? Action.refuse(
            action.key(),
            "the target has a real %s where the source has a %s; delete or rename it there"
                .formatted(action.key(), sort(desired)))
        : action;
  }

  private static String sort(CatalogObject desired) {
    return Definitions.isLink(desired)
        ? "resource link"
        : Views.isView(desired) ? "view" : "plain table";
  }
}
