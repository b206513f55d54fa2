package io.twinlake.command;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.SetMultimap;
import io.twinlake.iceberg.IcebergMapping;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Definitions;
import io.twinlake.transform.BucketMapping;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether Iceberg tables of one database of the target have commits of its own, which no restore
 * can have brought there.
 */
final class IcebergCommits {
  private final BucketMapping buckets;

  /**
   * Metadata files by table; read at most once, and only when a table has one that is not known at
   * sight.
   */
  private final Supplier<SetMultimap<ObjectKey, String>> restored;

  /**
   * @param earlier the tables of the database as they were restored before
   */
  IcebergCommits(BucketMapping buckets, Supplier<Stream<CatalogObject>> earlier) {
    this.buckets = buckets;
    this.restored = Suppliers.memoize(() -> plain(earlier.get()));
  }

  private static SetMultimap<ObjectKey, String> plain(Stream<CatalogObject> tables) {
    ImmutableSetMultimap.Builder<ObjectKey, String> files = ImmutableSetMultimap.builder();
    Iterator<CatalogObject> each = tables.iterator();
    each.forEachRemaining(
        table ->
            IcebergMapping.location(table)
                .ifPresent(at -> files.put(table.key(), IcebergMapping.plain(at))));
    return files.build();
  }

  /** A table's metadata file; empty for what is no Iceberg table, or lies somewhere else. */
  static String at(CatalogObject found) {
    return Definitions.isLink(found) ? "" : IcebergMapping.location(found).orElse("");
  }

  /**
   * @param at the table's metadata file in the target, or empty
   * @param wanted the table as it is to be, if it is
   * @return why the table is to be left alone, for people, or empty
   */
  Optional<String> objection(ObjectKey table, String at, @Nullable CatalogObject wanted) {
    return isOwn(table, at, wanted)
        ? Optional.of(
            "the target has commits of its own, up to %s, and they are kept; drop the table there %s"
                .formatted(
                    at,
                    wanted == null ? "if it is not wanted any more" : "to have the source's again"))
        : Optional.empty();
  }

  private boolean isOwn(ObjectKey table, String at, @Nullable CatalogObject wanted) {
    return !at.isEmpty()
        && !IcebergMapping.isRewritten(at)
        // Earlier runs may have left it in the source's bucket, having no other.
        && !buckets.covers(at)
        && !(wanted != null && at(IcebergMapping.plain(wanted)).equals(at))
        && !restored.get().containsEntry(table, at);
  }
}
