package io.twinlake.standin.glue;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionResponse;
import software.amazon.awssdk.services.glue.model.GetPartitionRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionResponse;
import software.amazon.awssdk.services.glue.model.GetPartitionsRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionsResponse;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionValueList;
import software.amazon.awssdk.services.glue.model.Segment;

/** The operations that read partitions. */
final class PartitionReads {
  private static final int PAGE = 1000;

  private final Context context;
  private final TableView view;
  private final AtomicInteger batchGetLimit = new AtomicInteger(PAGE);

  PartitionReads(Context context, TableView view) {
    this.context = context;
    this.view = view;
  }

  /** Keys beyond this many in one BatchGetPartition come back as UnprocessedKeys. */
  void batchGetLimit(int keys) {
    batchGetLimit.set(keys);
  }

  GetPartitionsResponse list(Call call, GetPartitionsRequest request) {
    TableEntry table =
        context.access().describeContent(call, request.databaseName(), request.tableName());
    requireNoExpression(request.expression());
    Segment segment = segment(request.segment());
    Cursor cursor = Cursor.of(request);
    Iterator<Partition> rest =
        table.partitions().after(cursor.after(), segment.segmentNumber(), segment.totalSegments());
    Page<Partition> page =
        context.page(cursor, rest, request.maxResults(), PAGE, Partition::values);
    Optional<Set<String>> visible = view.visibleColumns(call, table);
    boolean bare = Boolean.TRUE.equals(request.excludeColumnSchema());
    return GetPartitionsResponse.builder()
        .partitions(page.map(partition -> view.of(partition, visible, bare)))
        .nextToken(page.nextToken())
        .build();
  }

  GetPartitionResponse get(Call call, GetPartitionRequest request) {
    TableEntry table =
        context.access().describeContent(call, request.databaseName(), request.tableName());
    Partition found = table.look(request.partitionValues()).orElseThrow(PartitionReads::notFound);
    return GetPartitionResponse.builder()
        .partition(view.of(found, view.visibleColumns(call, table), false))
        .build();
  }

  /** Partitions that are not there are left out without a word (aws-facts 4). */
  BatchGetPartitionResponse getAll(Call call, BatchGetPartitionRequest request) {
    TableEntry table =
        context.access().describeContent(call, request.databaseName(), request.tableName());
    List<PartitionValueList> keys = request.partitionsToGet();
    int limit = Math.min(batchGetLimit.get(), keys.size());
    Optional<Set<String>> visible = view.visibleColumns(call, table);
    return BatchGetPartitionResponse.builder()
        .partitions(
            keys.subList(0, limit).stream()
                .flatMap(key -> table.look(key.values()).stream())
                .map(partition -> view.of(partition, visible, false))
                .toList())
        .unprocessedKeys(keys.subList(limit, keys.size()))
        .build();
  }

  static AwsError notFound() {
    return AwsError.entityNotFound("Cannot find partition.");
  }

  private static Segment segment(@Nullable Segment asked) {
    if (asked == null) {
      return Segment.builder().segmentNumber(0).totalSegments(1).build();
    }
    if (asked.segmentNumber() >= asked.totalSegments()) {
      throw AwsError.invalidInput(
          "SegmentNumber "
              + asked.segmentNumber()
              + " must be less than TotalSegments "
              + asked.totalSegments()
              + ".");
    }
    return asked;
  }

  private static void requireNoExpression(@Nullable String expression) {
    if (expression != null && !expression.isEmpty()) {
      throw AwsError.invalidInput(
          "The stand-in does not evaluate partition expressions: " + expression);
    }
  }
}
