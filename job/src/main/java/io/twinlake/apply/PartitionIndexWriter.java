package io.twinlake.apply;

import io.twinlake.aws.Documents;
import io.twinlake.aws.Pauses;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Definitions;
import io.twinlake.plan.Op;
import io.twinlake.plan.PartitionIndexes;
import io.twinlake.source.GlueDetails;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.PartitionIndex;
import software.amazon.awssdk.services.glue.model.PartitionIndexDescriptor;
import software.amazon.awssdk.services.glue.model.PartitionIndexStatus;
import software.amazon.awssdk.services.glue.model.ResourceNumberLimitExceededException;

/**
 * Partition indexes of tables that are there already. Glue makes or deletes one at a time of a
 * table, so each is waited for; a changed one is deleted and made anew (aws-facts 8).
 */
public final class PartitionIndexWriter implements Writer {
  /** With pauses of at most twenty seconds, some ten minutes. */
  private static final int LOOKS = 40;

  private final GlueClient glue;
  private final GlueDetails source;
  private final Borrowing borrowing;
  private final Predicate<ObjectKey> madeWithTable;
  private final Pauses pauses;

  /**
   * @param madeWithTable whether this run made the table of an index together with it
   */
  public PartitionIndexWriter(
      GlueClient glue,
      GlueDetails source,
      Borrowing borrowing,
      Predicate<ObjectKey> madeWithTable,
      Pauses pauses) {
    this.glue = glue;
    this.source = source;
    this.borrowing = borrowing;
    this.madeWithTable = madeWithTable;
    this.pauses = pauses;
  }

  @Override
  public String lane(Action action) {
    return action.key().table().toString();
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    Action action = actions.get(0);
    if (op == Op.CREATE && madeWithTable.test(action.key())) {
      return Map.of();
    }
    borrowing.ensure(action.key().table(), Borrowing.ALTER);
    if (op != Op.CREATE) {
      Writer.unlessGone(() -> whenFree(action.key(), () -> delete(action.key())));
      Map<Integer, ItemError> busy = settled(action.key());
      if (op == Op.DELETE || !busy.isEmpty()) {
        return busy;
      }
    }
    return create(action);
  }

  private Map<Integer, ItemError> create(Action action) {
    PartitionIndex index = Documents.fromDocument(action.input(), PartitionIndex::builder);
    whenFree(
        action.key(),
        () ->
            glue.createPartitionIndex(
                r ->
                    r.databaseName(action.key().database())
                        .tableName(action.key().name())
                        .partitionIndex(index)));
    Map<Integer, ItemError> busy = settled(action.key());
    return busy.isEmpty() ? failed(action.key()) : busy;
  }

  /** AWS makes an index after it has answered, and may not be able to (aws-facts 8). */
  private Map<Integer, ItemError> failed(ObjectKey index) {
    return source.descriptors(index.table()).stream()
        .filter(each -> each.indexName().equalsIgnoreCase(name(index)))
        .filter(each -> each.indexStatus() == PartitionIndexStatus.FAILED)
        .findFirst()
        .map(
            each ->
                Map.of(
                    0,
                    ItemError.ofItem(
                        "IndexFailed",
                        "AWS could not build it (%s); mend the partitions that it names and run again"
                            .formatted(each.backfillErrors()))))
        .orElse(Map.of());
  }

  private void delete(ObjectKey index) {
    glue.deletePartitionIndex(
        r -> r.databaseName(index.database()).tableName(index.name()).indexName(name(index)));
  }

  /** A run that was killed, or somebody else, may have left another index in the making. */
  private void whenFree(ObjectKey index, Runnable write) {
    try {
      write.run();
    } catch (ResourceNumberLimitExceededException e) {
      if (!String.valueOf(e.getMessage()).contains("simultaneously")) {
        throw e;
      }
      awaitSettled(index);
      write.run();
    }
  }

  private Map<Integer, ItemError> settled(ObjectKey index) {
    return awaitSettled(index)
        .map(
            busy ->
                Map.of(
                    0,
                    ItemError.ofItem(
                        "NotReady",
                        "index %s is still %s; run again when it is ready"
                            .formatted(busy.indexName(), busy.indexStatusAsString()))))
        .orElse(Map.of());
  }

  /** Waits until no index of the table is in the making or going, and tells which one still is. */
  private Optional<PartitionIndexDescriptor> awaitSettled(ObjectKey index) {
    Optional<PartitionIndexDescriptor> busy = busy(index);
    for (int look = 1; busy.isPresent() && look < LOOKS; look++) {
      pauses.after(look);
      busy = busy(index);
    }
    return busy;
  }

  private Optional<PartitionIndexDescriptor> busy(ObjectKey index) {
    return source.descriptors(index.table()).stream()
        .filter(
            each ->
                each.indexStatus() == PartitionIndexStatus.CREATING
                    || each.indexStatus() == PartitionIndexStatus.DELETING)
        .findFirst();
  }

  private static String name(ObjectKey index) {
    return index.values().get(0);
  }

  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    Action action = actions.get(0);
    Optional<CatalogObject> found =
        source.indexes(action.key().table()).stream()
            .filter(index -> index.key().equals(action.key()))
            .findFirst();
    boolean is =
        op == Op.DELETE
            ? found.isEmpty()
            : found
                .filter(i -> Definitions.sameInput(action.input(), Definitions.writable(i)))
                .filter(i -> !PartitionIndexes.isFailed(i))
                .isPresent();
    return is ? Set.of(action.key()) : Set.of();
  }
}
