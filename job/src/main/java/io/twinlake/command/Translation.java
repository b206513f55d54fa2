package io.twinlake.command;

import io.twinlake.config.TwinlakeConfig;
import io.twinlake.iceberg.IcebergMapping;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.snapshot.Snapshot;
import io.twinlake.transform.LinkMapping;
import io.twinlake.transform.LocationMapping;
import io.twinlake.transform.PrincipalMapping;
import io.twinlake.transform.PrincipalRewrite;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What a snapshot's objects are in the target: other locations, principals, regions and accounts.
 *
 * @param account the target's
 * @param locations of buckets that exist
 */
record Translation(
    TwinlakeConfig config, PrincipalMapping principals, String account, LocationMapping locations) {
  /**
   * A snapshot as it is to be in the target.
   *
   * @param renamed is told of principals that become others
   */
  Desired desired(Snapshot snapshot, Chosen chosen, Renamed renamed) {
    return translated(snapshot, chosen, new PrincipalRewrite(principals, renamed), this::isLeftOut);
  }

  /** A snapshot as it was restored earlier, when nobody may have been left out. */
  Desired restored(Snapshot snapshot, Chosen chosen) {
    PrincipalRewrite everybody =
        new PrincipalRewrite(principals.leavingOutNobody(), (source, target) -> {});
    return translated(snapshot, chosen, everybody, grant -> false);
  }

  private Desired translated(
      Snapshot snapshot,
      Chosen chosen,
      PrincipalRewrite rewrite,
      Predicate<CatalogObject> leftOut) {
    LinkMapping links = new LinkMapping(account, config.sourceRegion(), config.targetRegion());
    return Desired.of(
        snapshot,
        object -> links.rewrite(located(object).apply(rewrite.rewrite(object))),
        chosen,
        leftOut,
        account);
  }

  private UnaryOperator<CatalogObject> located(CatalogObject source) {
    IcebergMapping iceberg =
        new IcebergMapping(locations.buckets(), config.iceberg().everySnapshot());
    return config.iceberg().rewrites()
        ? object -> iceberg.rewrite(source, locations.rewrite(object))
        : locations::rewrite;
  }

  /** An opt-in narrows, and is not left out unsaid: what would be open without it waits for it. */
  private boolean isLeftOut(CatalogObject object) {
    return object.key().kind().equals(Kind.GRANT) && principals.leavesOut(object.key().name());
  }
}
