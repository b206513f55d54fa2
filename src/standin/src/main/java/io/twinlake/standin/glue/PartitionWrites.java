package io.twinlake.standin.glue;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchDeletePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchDeletePartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionFailureEntry;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionResponse;
import software.amazon.awssdk.services.glue.model.CreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.CreatePartitionResponse;
import software.amazon.awssdk.services.glue.model.DeletePartitionRequest;
import software.amazon.awssdk.services.glue.model.DeletePartitionResponse;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.UpdatePartitionRequest;
import software.amazon.awssdk.services.glue.model.UpdatePartitionResponse;

/**
 * The operations that write partitions. All need ALTER on the table: without, AWS answers "Required
 * Alter on …" to CreatePartition.
 */
final class PartitionWrites {
  private final Context context;
  private volatile int missNewPartitions;

  PartitionWrites(Context context) {
    this.context = context;
  }

  /** How many looks miss a partition that was just created. */
  void missNewPartitions(int looks) {
    missNewPartitions = looks;
  }

  CreatePartitionResponse create(Call call, CreatePartitionRequest request) {
    TableEntry table = table(call, request.databaseName(), request.tableName());
    requireAllowed(call, table, request.partitionInput());
    create(table, request.partitionInput());
    return CreatePartitionResponse.builder().build();
  }

  /** A wrong number of values or a forbidden location refuses the whole call. */
  BatchCreatePartitionResponse createAll(Call call, BatchCreatePartitionRequest request) {
    TableEntry table = table(call, request.databaseName(), request.tableName());
    request.partitionInputList().forEach(input -> requireAllowed(call, table, input));
    List<PartitionError> errors = new ArrayList<>();
    for (PartitionInput input : request.partitionInputList()) {
      addError(errors, input.values(), () -> create(table, input));
    }
    return BatchCreatePartitionResponse.builder().errors(errors).build();
  }

  UpdatePartitionResponse update(Call call, UpdatePartitionRequest request) {
    TableEntry table = table(call, request.databaseName(), request.tableName());
    context.access().requireLocation(call, request.partitionInput().storageDescriptor());
    update(table, request.partitionValueList(), request.partitionInput());
    return UpdatePartitionResponse.builder().build();
  }

  BatchUpdatePartitionResponse updateAll(Call call, BatchUpdatePartitionRequest request) {
    TableEntry table = table(call, request.databaseName(), request.tableName());
    request
        .entries()
        .forEach(
            entry ->
                context.access().requireLocation(call, entry.partitionInput().storageDescriptor()));
    List<BatchUpdatePartitionFailureEntry> errors = new ArrayList<>();
    for (BatchUpdatePartitionRequestEntry entry : request.entries()) {
      Failures.of(() -> update(table, entry.partitionValueList(), entry.partitionInput()))
          .ifPresent(
              detail ->
                  errors.add(
                      BatchUpdatePartitionFailureEntry.builder()
                          .partitionValueList(entry.partitionValueList())
                          .errorDetail(detail)
                          .build()));
    }
    return BatchUpdatePartitionResponse.builder().errors(errors).build();
  }

  DeletePartitionResponse delete(Call call, DeletePartitionRequest request) {
    delete(table(call, request.databaseName(), request.tableName()), request.partitionValues());
    return DeletePartitionResponse.builder().build();
  }

  BatchDeletePartitionResponse deleteAll(Call call, BatchDeletePartitionRequest request) {
    TableEntry table = table(call, request.databaseName(), request.tableName());
    List<PartitionError> errors = new ArrayList<>();
    request
        .partitionsToDelete()
        .forEach(key -> addError(errors, key.values(), () -> delete(table, key.values())));
    return BatchDeletePartitionResponse.builder().errors(errors).build();
  }

  /** The partition AWS makes of what a caller sends. */
  static Partition partition(TableEntry table, PartitionInput input) {
    Partition.Builder partition =
        Shapes.copy(input, Partition.builder())
            .databaseName(table.database())
            .tableName(table.name())
            .catalogId(table.current().catalogId());
    if (input.storageDescriptor() != null) {
      partition.storageDescriptor(Defaults.of(input.storageDescriptor()));
    }
    return partition.build();
  }

  private TableEntry table(Call call, String database, String name) {
    return context.access().change(call, "ALTER", database, name);
  }

  private void requireAllowed(Call call, TableEntry table, PartitionInput input) {
    if (table.partitionKeys().isEmpty() || input.values().size() != table.partitionKeys().size()) {
      throw AwsError.invalidInput(
          "The number of partition keys do not match the number of partition values");
    }
    context.access().requireLocation(call, input.storageDescriptor());
  }

  private void create(TableEntry table, PartitionInput input) {
    if (table.partitions().find(input.values()).isPresent()) {
      throw AwsError.alreadyExists("Partition already exists.");
    }
    table.partitions().put(partition(table, input).toBuilder().creationTime(context.now()).build());
    table.hide(input.values(), missNewPartitions);
  }

  /** Values cannot change: that needs a delete and a create (aws-facts 5). */
  private static void update(TableEntry table, List<String> values, PartitionInput input) {
    Partition before = table.partitions().find(values).orElseThrow(PartitionReads::notFound);
    if (input.hasValues() && !input.values().equals(values)) {
      throw AwsError.invalidInput(
          "Partition values " + values + " cannot be changed to " + input.values() + ".");
    }
    table
        .partitions()
        .put(
            partition(table, input).toBuilder()
                .values(values)
                .creationTime(before.creationTime())
                .build());
  }

  private static void delete(TableEntry table, List<String> values) {
    Partition found = table.partitions().find(values).orElseThrow(PartitionReads::notFound);
    table.partitions().remove(found.values());
    table.partitionDeleted(found.values());
  }

  private static void addError(List<PartitionError> errors, List<String> values, Runnable item) {
    Failures.of(item)
        .ifPresent(
            detail ->
                errors.add(
                    PartitionError.builder().partitionValues(values).errorDetail(detail).build()));
  }
}
