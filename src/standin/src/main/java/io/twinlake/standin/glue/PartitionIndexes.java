package io.twinlake.standin.glue;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.CreatePartitionIndexRequest;
import software.amazon.awssdk.services.glue.model.CreatePartitionIndexResponse;
import software.amazon.awssdk.services.glue.model.DeletePartitionIndexRequest;
import software.amazon.awssdk.services.glue.model.DeletePartitionIndexResponse;
import software.amazon.awssdk.services.glue.model.GetPartitionIndexesRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionIndexesResponse;
import software.amazon.awssdk.services.glue.model.KeySchemaElement;
import software.amazon.awssdk.services.glue.model.PartitionIndex;
import software.amazon.awssdk.services.glue.model.PartitionIndexDescriptor;

/** The operations on partition indexes (aws-facts 8). */
final class PartitionIndexes {
  private static final int MOST = 3;
  private static final int LOOKS_TO_SETTLE = 2;
  private static final int PAGE = 100;

  private final Context context;
  private final AtomicInteger failures = new AtomicInteger();

  PartitionIndexes(Context context) {
    this.context = context;
  }

  /** Builds none of the next so many that are created. */
  void fail(int builds) {
    failures.set(builds);
  }

  GetPartitionIndexesResponse list(Call call, GetPartitionIndexesRequest request) {
    TableEntry table =
        context.access().describeContent(call, request.databaseName(), request.tableName());
    Cursor cursor = Cursor.of(request);
    Iterator<PartitionIndexDescriptor> rest =
        table.indexes().values().stream()
            .filter(index -> !index.isGone())
            .map(IndexEntry::descriptor)
            .filter(
                index -> cursor.after().stream().allMatch(a -> a.compareTo(index.indexName()) < 0))
            .toList()
            .iterator();
    if (cursor.page() == 0) {
      table.indexes().values().forEach(IndexEntry::look);
    }
    Page<PartitionIndexDescriptor> page =
        context.page(cursor, rest, null, PAGE, index -> List.of(index.indexName()));
    return GetPartitionIndexesResponse.builder()
        .partitionIndexDescriptorList(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  CreatePartitionIndexResponse create(Call call, CreatePartitionIndexRequest request) {
    TableEntry table =
        context.access().change(call, "ALTER", request.databaseName(), request.tableName());
    add(table, request.partitionIndex(), descriptor -> begun(descriptor));
    return CreatePartitionIndexResponse.builder().build();
  }

  DeletePartitionIndexResponse delete(Call call, DeletePartitionIndexRequest request) {
    TableEntry table =
        context.access().change(call, "ALTER", request.databaseName(), request.tableName());
    String name = request.indexName();
    IndexEntry index = table.indexes().get(name);
    if (index == null || index.isGone()) {
      throw AwsError.entityNotFound("Partition Index " + name + " not found.");
    }
    requireSettled(table);
    table.indexes().put(name, index.deleting(LOOKS_TO_SETTLE));
    return DeletePartitionIndexResponse.builder().build();
  }

  /** As on a table that is created with it, which has nothing to build it from. */
  static void add(TableEntry table, PartitionIndex index) {
    add(table, index, IndexEntry::active);
  }

  private IndexEntry begun(PartitionIndexDescriptor descriptor) {
    return failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0
        ? IndexEntry.failing(descriptor, LOOKS_TO_SETTLE)
        : IndexEntry.creating(descriptor, LOOKS_TO_SETTLE);
  }

  private static void add(
      TableEntry table,
      PartitionIndex index,
      Function<PartitionIndexDescriptor, IndexEntry> entry) {
    Map<String, IndexEntry> indexes = table.indexes();
    indexes.values().removeIf(IndexEntry::isGone);
    PartitionIndexDescriptor descriptor = descriptor(table, index);
    requireNew(indexes, descriptor);
    requireSettled(table);
    if (indexes.size() == MOST) {
      throw limitExceeded("Partition index limit exceeded. Maximum: " + MOST);
    }
    indexes.put(descriptor.indexName(), entry.apply(descriptor));
  }

  private static PartitionIndexDescriptor descriptor(TableEntry table, PartitionIndex index) {
    Map<String, Column> columns =
        table.current().partitionKeys().stream()
            .collect(Collectors.toMap(Column::name, column -> column));
    List<String> keys = index.keys().stream().map(Names::fold).toList();
    if (!columns.keySet().containsAll(keys)) {
      throw AwsError.invalidInput(
          "IndexKeys not a part of PartitionColumns. Verify the indexKeys : " + keys);
    }
    return PartitionIndexDescriptor.builder()
        .indexName(index.indexName())
        .keys(
            keys.stream()
                .map(key -> KeySchemaElement.builder().name(key).type(type(columns, key)).build())
                .toList())
        .build();
  }

  private static String type(Map<String, Column> columns, String key) {
    Column column = columns.get(key);
    return column == null || column.type() == null ? "string" : column.type();
  }

  private static void requireNew(
      Map<String, IndexEntry> indexes, PartitionIndexDescriptor descriptor) {
    for (IndexEntry other : indexes.values()) {
      String name = descriptor.indexName();
      if (other.descriptor().indexName().equals(name)) {
        throw AwsError.alreadyExists(
            "Partition Index " + name + " already exists with the same name.");
      }
      if (other.descriptor().keys().equals(descriptor.keys())) {
        throw AwsError.alreadyExists(
            "Partition Index " + name + " already exists with the same keys.");
      }
    }
  }

  private static void requireSettled(TableEntry table) {
    for (IndexEntry index : table.indexes().values()) {
      if (!index.isSettled()) {
        throw limitExceeded(
            "Index "
                + index.descriptor().indexName()
                + " is in "
                + index.descriptor().indexStatusAsString()
                + " state. Only 1 index can be created or deleted simultaneously per table.");
      }
    }
  }

  private static AwsError limitExceeded(String message) {
    return AwsError.of("ResourceNumberLimitExceededException", message);
  }
}
