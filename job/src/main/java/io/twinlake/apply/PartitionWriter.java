package io.twinlake.apply;

import io.twinlake.aws.Documents;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Definitions;
import io.twinlake.plan.Op;
import io.twinlake.source.GlueSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.ErrorDetail;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;

/** Partitions: 100 a call created or updated, 25 a call deleted, each with its own outcome. */
public final class PartitionWriter implements Writer {
  /**
   * BatchCreatePartition and BatchUpdatePartition at most, BatchDeletePartition at most (aws-facts
   * 1).
   */
  private static final int WRITES = 100;

  private static final int DELETES = 25;

  private final GlueClient glue;
  private final GlueSource source;
  private final Borrowing borrowing;
  private final Suspension suspension;

  /** As for {@link TableWriter}. */
  public PartitionWriter(
      GlueClient glue, GlueSource source, Borrowing borrowing, Suspension suspension) {
    this.glue = glue;
    this.source = source;
    this.borrowing = borrowing;
    this.suspension = suspension;
  }

  @Override
  public int batch(Op op) {
    return op == Op.DELETE ? DELETES : WRITES;
  }

  @Override
  public Object section(Action action) {
    return table(action);
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    ObjectKey table = table(actions.get(0));
    borrowing.ensure(table, Borrowing.ALTER);
    if (op == Op.DELETE) {
      return delete(table, actions);
    }
    Optional<ItemError> shown = suspension.beforePartitions(table);
    if (shown.isPresent()) {
      Map<Integer, ItemError> errors = new LinkedHashMap<>();
      for (int i = 0; i < actions.size(); i++) {
        errors.put(i, shown.get());
      }
      return errors;
    }
    return op == Op.CREATE ? create(table, actions) : update(table, actions);
  }

  private Map<Integer, ItemError> create(ObjectKey table, List<Action> actions) {
    List<PartitionInput> inputs = actions.stream().map(PartitionWriter::input).toList();
    Errors errors = new Errors(actions);
    glue.batchCreatePartition(
            r ->
                r.databaseName(table.database()).tableName(table.name()).partitionInputList(inputs))
        .errors()
        .forEach(e -> errors.add(e.partitionValues(), e.errorDetail()));
    return errors.byIndex;
  }

  private Map<Integer, ItemError> update(ObjectKey table, List<Action> actions) {
    List<BatchUpdatePartitionRequestEntry> entries =
        actions.stream().map(PartitionWriter::entry).toList();
    Errors errors = new Errors(actions);
    glue.batchUpdatePartition(
            r -> r.databaseName(table.database()).tableName(table.name()).entries(entries))
        .errors()
        .forEach(e -> errors.add(e.partitionValueList(), e.errorDetail()));
    return errors.byIndex;
  }

  private Map<Integer, ItemError> delete(ObjectKey table, List<Action> actions) {
    List<PartitionValueList> values =
        actions.stream()
            .map(a -> PartitionValueList.builder().values(a.key().values()).build())
            .toList();
    Errors errors = new Errors(actions);
    glue.batchDeletePartition(
            r ->
                r.databaseName(table.database()).tableName(table.name()).partitionsToDelete(values))
        .errors()
        .forEach(e -> errors.add(e.partitionValues(), e.errorDetail()));
    return errors.byIndex;
  }

  private static PartitionInput input(Action action) {
    return Documents.fromDocument(action.input(), PartitionInput::builder);
  }

  private static BatchUpdatePartitionRequestEntry entry(Action action) {
    return BatchUpdatePartitionRequestEntry.builder()
        .partitionValueList(action.key().values())
        .partitionInput(input(action))
        .build();
  }

  private static ObjectKey table(Action action) {
    return ObjectKey.table(action.key().database(), action.key().name());
  }

  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    ObjectKey table = table(actions.get(0));
    List<List<String>> values = actions.stream().map(a -> a.key().values()).toList();
    Map<ObjectKey, CatalogObject> actual = new HashMap<>();
    source
        .partitions(table.database(), table.name(), values)
        .forEach(partition -> actual.put(partition.key(), partition));
    Set<ObjectKey> settled = new HashSet<>();
    actions.stream()
        .filter(action -> isInEffect(op, action, actual))
        .forEach(action -> settled.add(action.key()));
    return settled;
  }

  private static boolean isInEffect(Op op, Action action, Map<ObjectKey, CatalogObject> actual) {
    CatalogObject found = actual.get(action.key());
    return op == Op.DELETE
        ? found == null
        : found != null && Definitions.sameInput(action.input(), Definitions.writable(found));
  }

  /** Errors by partition values, turned into errors by index. */
  private static final class Errors {
    private final List<Action> actions;
    private final Map<List<String>, Integer> indexes = new HashMap<>();
    private final Map<Integer, ItemError> byIndex = new LinkedHashMap<>();

    Errors(List<Action> actions) {
      this.actions = actions;
      for (int i = 0; i < actions.size(); i++) {
        indexes.put(actions.get(i).key().values(), i);
      }
    }

    void add(List<String> values, ErrorDetail detail) {
      Integer index = indexes.get(values);
      ItemError error = ItemError.ofItem(detail.errorCode(), detail.errorMessage());
      if (index != null) {
        byIndex.put(index, error);
      } else {
        for (int i = 0; i < actions.size(); i++) {
          byIndex.putIfAbsent(i, error.unclear());
        }
      }
    }
  }
}
