package io.twinlake.apply;

import io.twinlake.aws.Documents;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Definitions;
import io.twinlake.plan.Op;
import io.twinlake.plan.PartitionIndexes;
import io.twinlake.source.GlueSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchDeleteTableResponse;
import software.amazon.awssdk.services.glue.model.PartitionIndex;
import software.amazon.awssdk.services.glue.model.TableInput;

/** Tables, views and resource links. */
public final class TableWriter implements Writer {
  /** BatchDeleteTable takes at most 100 names (aws-facts 1). */
  private static final int DELETES = 100;

  private final GlueClient glue;
  private final GlueSource source;
  private final TableUpdate update;
  private final Borrowing borrowing;
  private final Consumer<String> beforeCreateIn;
  private final Suspension suspension;
  private final Set<ObjectKey> indexes = ConcurrentHashMap.newKeySet();

  /**
   * @param beforeCreateIn told the database before a table is made in it, so that the database's
   *     defaults open nothing
   * @param suspension takes what would show a table or column before it is narrowed
   */
  public TableWriter(
      GlueClient glue,
      GlueSource source,
      Borrowing borrowing,
      Consumer<String> beforeCreateIn,
      Suspension suspension) {
    this.glue = glue;
    this.source = source;
    this.update = new TableUpdate(glue, source);
    this.borrowing = borrowing;
    this.beforeCreateIn = beforeCreateIn;
    this.suspension = suspension;
  }

  @Override
  public int batch(Op op) {
    return op == Op.DELETE ? DELETES : 1;
  }

  @Override
  public Object section(Action action) {
    return action.key().database();
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    if (op != Op.CREATE) {
      String permission = op == Op.UPDATE ? Borrowing.ALTER : Borrowing.DROP;
      actions.forEach(action -> borrowing.ensure(action.key(), permission));
    }
    String database = actions.get(0).key().database();
    if (op == Op.DELETE) {
      return delete(database, actions);
    }
    Action action = actions.get(0);
    Optional<ItemError> shown = suspension.before(op, action.key());
    return shown
        .or(() -> op == Op.UPDATE ? update.send(action) : create(op, database, action))
        .map(error -> Map.of(0, error))
        .orElse(Map.of());
  }

  private Optional<ItemError> create(Op op, String database, Action action) {
    if (op.replaces()) {
      Writer.unlessGone(
          () -> glue.deleteTable(r -> r.databaseName(database).name(action.key().name())));
    }
    beforeCreateIn.accept(database);
    createTable(database, Documents.fromDocument(action.input(), TableInput::builder), action);
    return Optional.empty();
  }

  /** With its partition indexes, which there is nothing to fill from yet (aws-facts 8). */
  private void createTable(String database, TableInput input, Action action) {
    List<PartitionIndex> with =
        PartitionIndexes.of(action.input()).stream()
            .map(i -> Documents.<PartitionIndex>fromDocument(i, PartitionIndex::builder))
            .toList();
    glue.createTable(
        r -> {
          r.databaseName(database).tableInput(input);
          if (!with.isEmpty()) {
            r.partitionIndexes(with);
          }
        });
    with.forEach(
        index ->
            indexes.add(ObjectKey.ofTable(Kind.PARTITION_INDEX, action.key(), index.indexName())));
  }

  /** Whether an index was made together with its table. */
  public boolean madeIndex(ObjectKey index) {
    return indexes.contains(index);
  }

  private Map<Integer, ItemError> delete(String database, List<Action> actions) {
    List<String> names = actions.stream().map(action -> action.key().name()).toList();
    BatchDeleteTableResponse answer =
        glue.batchDeleteTable(r -> r.databaseName(database).tablesToDelete(names));
    Map<Integer, ItemError> errors = new LinkedHashMap<>();
    answer
        .errors()
        .forEach(
            e ->
                errors.put(
                    names.indexOf(ObjectKey.fold(String.valueOf(e.tableName()))),
                    ItemError.ofItem(e.errorDetail().errorCode(), e.errorDetail().errorMessage())));
    ItemError unnamed = errors.remove(-1);
    for (int i = 0; unnamed != null && i < names.size(); i++) {
      errors.putIfAbsent(i, unnamed.unclear());
    }
    return errors;
  }

  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    Set<ObjectKey> settled = new HashSet<>();
    for (Action action : actions) {
      boolean is =
          source
              .table(action.key().database(), action.key().name())
              .map(
                  actual ->
                      op != Op.DELETE
                          && Definitions.sameInput(
                              Definitions.writable(new CatalogObject(action.key(), action.input())),
                              Definitions.writable(actual)))
              .orElse(op == Op.DELETE);
      if (is) {
        settled.add(action.key());
      }
    }
    return settled;
  }
}
