package io.twinlake.command;

import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.source.GlueDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The statistics of the partitions of one table, which cost a call for each. Permission to read
 * them is the table's: once it is denied nothing more is asked for, and it is told once.
 */
final class PartitionStatistics {
  private final GlueDetails glue;
  private final PartitionedTable table;
  private final ObjectKey all;
  private final BiConsumer<ObjectKey, String> unread;
  private final AtomicBoolean denied = new AtomicBoolean();
  private final Set<String> toldOfColumns = ConcurrentHashMap.newKeySet();

  /**
   * @param unread told what is refused, and why
   */
  PartitionStatistics(
      GlueDetails glue, PartitionedTable table, BiConsumer<ObjectKey, String> unread) {
    this.glue = glue;
    this.table = table;
    this.all = table.key().of(Kind.PARTITION_COLUMN_STATISTICS);
    this.unread = unread;
  }

  /** A partition and then the statistics of its columns. */
  List<CatalogObject> after(CatalogObject partition) {
    List<CatalogObject> found = new ArrayList<>(List.of(partition));
    if (!denied.get()) {
      try {
        found.addAll(glue.partitionStatistics(partition.key(), table.columns(), this::ofColumn));
      } catch (AwsServiceException e) {
        refused(partition.key().of(all.kind()), e);
      }
    }
    return found;
  }

  private void refused(ObjectKey statistics, AwsServiceException e) {
    String reason = Refusal.ofObject(statistics.kind(), e);
    if (!Refusal.isDenial(e)) {
      unread.accept(statistics, reason);
    } else if (denied.compareAndSet(false, true)) {
      unread.accept(all, reason);
    }
  }

  /** A column that is denied is so in every partition. */
  private void ofColumn(ObjectKey statistics, String reason) {
    if (!Refusal.isDenial(reason)) {
      unread.accept(statistics, reason);
      return;
    }
    String column = statistics.values().get(statistics.values().size() - 1);
    if (toldOfColumns.add(column)) {
      unread.accept(all, "column %s: %s".formatted(column, reason));
    }
  }
}
