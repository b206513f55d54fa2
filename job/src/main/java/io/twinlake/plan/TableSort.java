package io.twinlake.plan;

import io.twinlake.model.CatalogObject;
import java.util.Set;

/** What a table of the catalog is; one of another sort is another table of the same name. */
public enum TableSort {
  LINK,
  /** In several dialects; it has no data of its own. */
  VIEW,
  MATERIALIZED_VIEW,
  /** Of one engine. */
  SQL_VIEW,
  TABLE;

  private static final Set<TableSort> BARE = Set.of(LINK, VIEW, SQL_VIEW);

  public static TableSort of(CatalogObject table) {
    if (Definitions.isLink(table)) {
      return LINK;
    }
    if (Views.isMaterialized(table)) {
      return MATERIALIZED_VIEW;
    }
    if (Views.isView(table)) {
      return VIEW;
    }
    return Definitions.isView(table) ? SQL_VIEW : TABLE;
  }

  /** Whether it has data of its own and must be deleted for what has its name by now. */
  public boolean isLostFor(TableSort now) {
    return !isBare()
        && now != MATERIALIZED_VIEW
        && (this == MATERIALIZED_VIEW || now == LINK || now == VIEW);
  }

  /** Whether it is its definition and no more. */
  public boolean isBare() {
    return BARE.contains(this);
  }
}
