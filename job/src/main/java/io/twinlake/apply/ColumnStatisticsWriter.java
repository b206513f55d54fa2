package io.twinlake.apply;

import io.twinlake.aws.Documents;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Definitions;
import io.twinlake.plan.Op;
import io.twinlake.source.GlueDetails;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.ColumnStatistics;
import software.amazon.awssdk.services.glue.model.ColumnStatisticsError;

/** The statistics of a table's or a partition's columns: 25 written a call, one deleted a call. */
public final class ColumnStatisticsWriter implements Writer {
  /** ColumnStatisticsList at most (aws-facts 1). */
  private static final int WRITES = 25;

  private final GlueClient glue;
  private final GlueDetails source;
  private final Borrowing borrowing;

  public ColumnStatisticsWriter(GlueClient glue, GlueDetails source, Borrowing borrowing) {
    this.glue = glue;
    this.source = source;
    this.borrowing = borrowing;
  }

  @Override
  public int batch(Op op) {
    return op == Op.DELETE ? 1 : WRITES;
  }

  /** New statistics are written like others. */
  @Override
  public Object call(Action action) {
    return action.op() == Op.DELETE;
  }

  @Override
  public Object section(Action action) {
    return owner(action.key());
  }

  @Override
  public String lane(Action action) {
    return action.key().table().toString();
  }

  /** The key of the table or partition, among the keys of statistics. */
  private static ObjectKey owner(ObjectKey statistics) {
    List<String> values = statistics.values();
    return new ObjectKey(
        statistics.kind(),
        statistics.database(),
        statistics.name(),
        values.subList(0, values.size() - 1));
  }

  private static String column(ObjectKey statistics) {
    return statistics.values().get(statistics.values().size() - 1);
  }

  private static boolean isOfPartition(ObjectKey statistics) {
    return statistics.kind().equals(Kind.PARTITION_COLUMN_STATISTICS);
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    ObjectKey key = actions.get(0).key();
    borrowing.ensure(key.table(), Borrowing.ALTER);
    if (op == Op.DELETE) {
      Writer.unlessGone(() -> delete(key));
      return Map.of();
    }
    List<ColumnStatistics> statistics =
        actions.stream()
            .map(
                a -> Documents.<ColumnStatistics>fromDocument(a.input(), ColumnStatistics::builder))
            .toList();
    return errors(actions, write(key, statistics));
  }

  private List<ColumnStatisticsError> write(ObjectKey key, List<ColumnStatistics> statistics) {
    return isOfPartition(key)
        ? glue.updateColumnStatisticsForPartition(
                r ->
                    r.databaseName(key.database())
                        .tableName(key.name())
                        .partitionValues(owner(key).values())
                        .columnStatisticsList(statistics))
            .errors()
        : glue.updateColumnStatisticsForTable(
                r ->
                    r.databaseName(key.database())
                        .tableName(key.name())
                        .columnStatisticsList(statistics))
            .errors();
  }

  private void delete(ObjectKey key) {
    if (isOfPartition(key)) {
      glue.deleteColumnStatisticsForPartition(
          r ->
              r.databaseName(key.database())
                  .tableName(key.name())
                  .partitionValues(owner(key).values())
                  .columnName(column(key)));
    } else {
      glue.deleteColumnStatisticsForTable(
          r -> r.databaseName(key.database()).tableName(key.name()).columnName(column(key)));
    }
  }

  private static Map<Integer, ItemError> errors(
      List<Action> actions, List<ColumnStatisticsError> answered) {
    List<String> columns = actions.stream().map(action -> column(action.key())).toList();
    Map<Integer, ItemError> errors = new HashMap<>();
    for (ColumnStatisticsError each : answered) {
      ItemError error = ItemError.ofItem(each.error().errorCode(), each.error().errorMessage());
      String column =
          each.columnStatistics() == null
              ? ""
              : String.valueOf(each.columnStatistics().columnName());
      int index = columns.indexOf(ObjectKey.fold(column));
      if (index >= 0) {
        errors.put(index, error);
      } else {
        for (int i = 0; i < columns.size(); i++) {
          errors.putIfAbsent(i, error.unclear());
        }
      }
    }
    return errors;
  }

  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    ObjectKey owner = owner(actions.get(0).key());
    List<String> columns = actions.stream().map(action -> column(action.key())).toList();
    Map<ObjectKey, CatalogObject> found = new HashMap<>();
    (isOfPartition(owner)
            ? source.partitionStatistics(owner, columns, (key, why) -> {})
            : source.statistics(owner, columns, (key, why) -> {}))
        .forEach(each -> found.put(each.key(), each));
    Set<ObjectKey> settled = new HashSet<>();
    for (Action action : actions) {
      CatalogObject actual = found.get(action.key());
      boolean is =
          op == Op.DELETE
              ? actual == null
              : actual != null
                  && Definitions.sameInput(action.input(), Definitions.writable(actual));
      if (is) {
        settled.add(action.key());
      }
    }
    return settled;
  }
}
