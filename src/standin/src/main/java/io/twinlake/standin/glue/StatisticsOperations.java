package io.twinlake.standin.glue;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.List;
import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForPartitionRequest;
import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForPartitionResponse;
import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForTableRequest;
import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForTableResponse;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForPartitionRequest;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForPartitionResponse;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForTableRequest;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForTableResponse;
import software.amazon.awssdk.services.glue.model.UpdateColumnStatisticsForPartitionRequest;
import software.amazon.awssdk.services.glue.model.UpdateColumnStatisticsForPartitionResponse;
import software.amazon.awssdk.services.glue.model.UpdateColumnStatisticsForTableRequest;
import software.amazon.awssdk.services.glue.model.UpdateColumnStatisticsForTableResponse;

/** The operations on statistics of columns (aws-facts 9). */
final class StatisticsOperations {
  private final Context context;

  StatisticsOperations(Context context) {
    this.context = context;
  }

  GetColumnStatisticsForTableResponse get(Call call, GetColumnStatisticsForTableRequest request) {
    TableEntry table =
        context.access().describeContent(call, request.databaseName(), request.tableName());
    Statistics statistics = table.statistics();
    return GetColumnStatisticsForTableResponse.builder()
        .columnStatisticsList(statistics.found(request.columnNames()))
        .errors(statistics.missing(request.columnNames()))
        .build();
  }

  UpdateColumnStatisticsForTableResponse update(
      Call call, UpdateColumnStatisticsForTableRequest request) {
    request.columnStatisticsList().forEach(Statistics::require);
    TableEntry table =
        context.access().change(call, "ALTER", request.databaseName(), request.tableName());
    return UpdateColumnStatisticsForTableResponse.builder()
        .errors(table.statistics().update(table.current(), request.columnStatisticsList()))
        .build();
  }

  DeleteColumnStatisticsForTableResponse delete(
      Call call, DeleteColumnStatisticsForTableRequest request) {
    context
        .access()
        .change(call, "ALTER", request.databaseName(), request.tableName())
        .statistics()
        .delete(request.columnName());
    return DeleteColumnStatisticsForTableResponse.builder().build();
  }

  GetColumnStatisticsForPartitionResponse getOfPartition(
      Call call, GetColumnStatisticsForPartitionRequest request) {
    TableEntry table =
        context.access().describeContent(call, request.databaseName(), request.tableName());
    Statistics statistics = of(table, request.partitionValues());
    return GetColumnStatisticsForPartitionResponse.builder()
        .columnStatisticsList(statistics.found(request.columnNames()))
        .errors(statistics.missing(request.columnNames()))
        .build();
  }

  UpdateColumnStatisticsForPartitionResponse updateOfPartition(
      Call call, UpdateColumnStatisticsForPartitionRequest request) {
    request.columnStatisticsList().forEach(Statistics::require);
    TableEntry table =
        context.access().change(call, "ALTER", request.databaseName(), request.tableName());
    return UpdateColumnStatisticsForPartitionResponse.builder()
        .errors(
            of(table, request.partitionValues())
                .update(table.current(), request.columnStatisticsList()))
        .build();
  }

  DeleteColumnStatisticsForPartitionResponse deleteOfPartition(
      Call call, DeleteColumnStatisticsForPartitionRequest request) {
    TableEntry table =
        context.access().change(call, "ALTER", request.databaseName(), request.tableName());
    of(table, request.partitionValues()).delete(request.columnName());
    return DeleteColumnStatisticsForPartitionResponse.builder().build();
  }

  private static Statistics of(TableEntry table, List<String> values) {
    if (table.partitions().find(values).isEmpty()) {
      throw AwsError.entityNotFound("Partition " + values + " not found.");
    }
    return table.statistics(values);
  }
}
