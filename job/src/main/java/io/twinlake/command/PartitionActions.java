package io.twinlake.command;

import com.google.common.collect.AbstractIterator;
import com.google.common.collect.Iterators;
import com.google.common.collect.PeekingIterator;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.UserError;
import io.twinlake.plan.Action;
import io.twinlake.plan.PartitionPlan;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The actions for a database's partitions. Tables, their plans and the snapshot's partitions come
 * in the same order, so that only one table is compared at a time.
 */
final class PartitionActions extends AbstractIterator<Action> {
  private final PeekingIterator<CatalogObject> partitions;
  private final Iterator<ObjectKey> tables;
  private final Iterator<PartitionPlan> plans;
  private final Predicate<ObjectKey> broken;
  private final BiConsumer<ObjectKey, PartitionPlan> surplus;
  private @Nullable ObjectKey table;
  private PartitionPlan plan = PartitionPlan.forNewTable();

  /**
   * @param broken whether a table could not be restored
   * @param surplus told of tables that have more partitions in the target
   */
  PartitionActions(
      Iterator<CatalogObject> partitions,
      Iterator<ObjectKey> tables,
      Iterator<PartitionPlan> plans,
      Predicate<ObjectKey> broken,
      BiConsumer<ObjectKey, PartitionPlan> surplus) {
    this.partitions = Iterators.peekingIterator(partitions);
    this.tables = tables;
    this.plans = plans;
    this.broken = broken;
    this.surplus = surplus;
  }

  @Override
  protected @Nullable Action computeNext() {
    while (!isNextOfTable()) {
      finishTable();
      if (!tables.hasNext()) {
        return end();
      }
      table = tables.next();
      plan = plans.next();
    }
    CatalogObject partition = Objects.requireNonNull(partitions.next());
    return broken.test(Objects.requireNonNull(table))
        ? Action.skip(partition.key(), table + " could not be restored")
        : plan.decide(partition);
  }

  private boolean isNextOfTable() {
    return table != null
        && partitions.hasNext()
        && tableOf(Objects.requireNonNull(partitions.peek())).equals(table);
  }

  private void finishTable() {
    if (table != null && plan.hasSurplus() && !broken.test(table)) {
      surplus.accept(table, plan);
    }
  }

  private @Nullable Action end() {
    if (partitions.hasNext()) {
      throw UserError.failed(
          "The snapshot lists %s outside the order of its tables; take a new backup."
              .formatted(Objects.requireNonNull(partitions.peek()).key()));
    }
    return endOfData();
  }

  private static ObjectKey tableOf(CatalogObject partition) {
    return ObjectKey.table(partition.key().database(), partition.key().name());
  }
}
