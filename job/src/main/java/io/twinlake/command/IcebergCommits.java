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
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether Iceberg tables of one database of the target have commits of its own, which no restore
 * can have brought there.
 */
final class IcebergCommits {
  /** In the names of metadata files, but for those of Hadoop's own catalog. */
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final BucketMapping buckets;
  private final BiPredicate<String, String> follows;

  /**
   * Metadata files by table; read at most once, and only when a table has one that is not known at
   * sight.
   */
  private final Supplier<SetMultimap<ObjectKey, String>> restored;

  /**
   * @param earlier the tables of the database as they were restored before
   * @param follows whether the first of two metadata files says that the other came before it;
   *     asked when nothing else tells
   */
  IcebergCommits(
      BucketMapping buckets,
      Supplier<Stream<CatalogObject>> earlier,
      BiPredicate<String, String> follows) {
    this.buckets = buckets;
    this.follows = follows;
    this.restored = Suppliers.memoize(() -> commits(earlier.get()));
  }

  private SetMultimap<ObjectKey, String> commits(Stream<CatalogObject> tables) {
    ImmutableSetMultimap.Builder<ObjectKey, String> files = ImmutableSetMultimap.builder();
    Iterator<CatalogObject> each = tables.iterator();
    each.forEachRemaining(
        table ->
            IcebergMapping.location(table).ifPresent(at -> files.put(table.key(), commit(at))));
    return files.build();
  }

  /** A name with a UUID is that of one commit, in whichever bucket its file lies. */
  private String commit(String at) {
    String name = at.substring(at.lastIndexOf('/') + 1);
    return UUID.matcher(name).find() ? name : IcebergMapping.plain(buckets.location(at));
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
            "the target has commits of its own, up to %s, and they are kept; %s, delete the table there with glue delete-table, for an engine's DROP TABLE may delete its data"
                .formatted(
                    at,
                    wanted == null ? "if it is not wanted any more" : "to have the source's again"))
        : Optional.empty();
  }

  private boolean isOwn(ObjectKey table, String at, @Nullable CatalogObject wanted) {
    return !at.isEmpty()
        && !IcebergMapping.isRewritten(at)
        && !(wanted != null && leadsTo(at(IcebergMapping.plain(wanted)), at))
        && !restored.get().containsEntry(table, commit(at));
  }

  private boolean leadsTo(String wanted, String at) {
    return !wanted.isEmpty() && (commit(wanted).equals(commit(at)) || follows.test(wanted, at));
  }
}
