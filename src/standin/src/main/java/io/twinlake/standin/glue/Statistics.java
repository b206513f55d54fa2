package io.twinlake.standin.glue;

import io.twinlake.standin.wire.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.ColumnError;
import software.amazon.awssdk.services.glue.model.ColumnStatistics;
import software.amazon.awssdk.services.glue.model.ColumnStatisticsData;
import software.amazon.awssdk.services.glue.model.ColumnStatisticsError;
import software.amazon.awssdk.services.glue.model.ErrorDetail;
import software.amazon.awssdk.services.glue.model.Table;

/** The statistics of the columns of one table, or of one partition (aws-facts 9). */
final class Statistics {
  private final Map<String, ColumnStatistics> byColumn = new TreeMap<>();

  List<ColumnStatistics> found(List<String> columns) {
    return columns.stream().map(Names::fold).map(byColumn::get).filter(Objects::nonNull).toList();
  }

  /** A column without statistics is told as an error in the answer. */
  List<ColumnError> missing(List<String> columns) {
    return columns.stream()
        .filter(column -> !byColumn.containsKey(Names.fold(column)))
        .map(
            column ->
                ColumnError.builder()
                    .columnName(column)
                    .error(detail("Statistics do not exist for this column"))
                    .build())
        .toList();
  }

  /** Keeps what fits the table, and tells of the rest. */
  List<ColumnStatisticsError> update(Table table, List<ColumnStatistics> statistics) {
    List<ColumnStatisticsError> errors = new ArrayList<>();
    for (ColumnStatistics each : statistics) {
      String column = Names.fold(each.columnName());
      if (types(table).containsKey(column)) {
        byColumn.put(column, each.toBuilder().columnName(column).build());
      } else {
        errors.add(
            ColumnStatisticsError.builder()
                .columnStatistics(each)
                .error(detail("Column " + column + " not found."))
                .build());
      }
    }
    return errors;
  }

  void delete(String column) {
    if (byColumn.remove(Names.fold(column)) == null) {
      throw AwsError.entityNotFound("Statistics do not exist for this column");
    }
  }

  /** Drops those of columns that are gone or have another type now. */
  void retain(Table before, Table now) {
    Map<String, String> types = types(now);
    Map<String, String> earlier = types(before);
    byColumn.keySet().removeIf(column -> !isSame(earlier.get(column), types.get(column)));
  }

  private static boolean isSame(@Nullable String before, @Nullable String now) {
    return now != null && now.equals(before);
  }

  /**
   * @throws AwsError InvalidInputException for data of another type than it says
   */
  static void require(ColumnStatistics statistics) {
    ColumnStatisticsData data = statistics.statisticsData();
    Map<String, @Nullable Object> members = new TreeMap<>();
    members.put("BOOLEAN", data.booleanColumnStatisticsData());
    members.put("DATE", data.dateColumnStatisticsData());
    members.put("DECIMAL", data.decimalColumnStatisticsData());
    members.put("DOUBLE", data.doubleColumnStatisticsData());
    members.put("LONG", data.longColumnStatisticsData());
    members.put("STRING", data.stringColumnStatisticsData());
    members.put("BINARY", data.binaryColumnStatisticsData());
    members.values().removeIf(Objects::isNull);
    if (!members.keySet().equals(Set.of(data.typeAsString()))) {
      throw AwsError.invalidInput(
          "Statistics of column "
              + statistics.columnName()
              + " are of type "
              + data.typeAsString()
              + " and have data of "
              + members.keySet()
              + ".");
    }
  }

  /** Types by name; a column without a type has an empty one. */
  private static Map<String, String> types(Table table) {
    Map<String, String> types = new TreeMap<>();
    Stream<Column> columns =
        table.storageDescriptor() == null
            ? Stream.of()
            : table.storageDescriptor().columns().stream();
    Stream.concat(columns, table.partitionKeys().stream())
        .forEach(column -> types.put(column.name(), Objects.requireNonNullElse(column.type(), "")));
    return types;
  }

  private static ErrorDetail detail(String message) {
    return ErrorDetail.builder().errorCode("EntityNotFoundException").errorMessage(message).build();
  }
}
