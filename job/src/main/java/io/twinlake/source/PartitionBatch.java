package io.twinlake.source;

import io.twinlake.model.CatalogObject;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionResponse;
import software.amazon.awssdk.services.glue.model.OperationTimeoutException;
import software.amazon.awssdk.services.glue.model.PartitionValueList;

/** Reads partitions by their values: a key AWS did not get to is asked for again (aws-facts 4). */
record PartitionBatch(GlueClient glue, String database, String table) {
  private static final int ROUNDS_WITHOUT_PROGRESS = 10;

  /**
   * @throws OperationTimeoutException when AWS leaves the same keys unprocessed ten times
   */
  List<CatalogObject> read(List<List<String>> values) {
    List<CatalogObject> found = new ArrayList<>();
    List<PartitionValueList> open =
        values.stream().map(v -> PartitionValueList.builder().values(v).build()).toList();
    int idleRounds = 0;
    while (!open.isEmpty()) {
      BatchGetPartitionResponse answer = ask(open);
      answer.partitions().forEach(p -> found.add(GlueObjects.partition(database, table, p)));
      idleRounds = answer.unprocessedKeys().size() < open.size() ? 0 : idleRounds + 1;
      if (idleRounds == ROUNDS_WITHOUT_PROGRESS) {
        throw OperationTimeoutException.builder().message(unprocessed(open.size())).build();
      }
      open = answer.unprocessedKeys();
    }
    return found;
  }

  private BatchGetPartitionResponse ask(List<PartitionValueList> keys) {
    return glue.batchGetPartition(
        request -> request.databaseName(database).tableName(table).partitionsToGet(keys));
  }

  private String unprocessed(int keys) {
    return "Glue left %d partitions of %s.%s unread %d times in a row; run again."
        .formatted(keys, database, table, ROUNDS_WITHOUT_PROGRESS);
  }
}
