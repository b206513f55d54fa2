package io.twinlake.standin.lake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.ColumnStatistics;
import software.amazon.awssdk.services.glue.model.ColumnStatisticsData;
import software.amazon.awssdk.services.glue.model.DecimalNumber;
import software.amazon.awssdk.services.glue.model.PrincipalType;
import software.amazon.awssdk.services.glue.model.ResourceType;
import software.amazon.awssdk.services.glue.model.ResourceUri;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.TableOptimizerConfiguration;
import software.amazon.awssdk.services.glue.model.TableOptimizerType;
import software.amazon.awssdk.services.glue.model.UserDefinedFunctionInput;

/** What random databases and tables have beside partitions: statistics, functions, and so on. */
record RandomDetails(RandomWords words, LakeClients clients) {
  private static final int MOST_A_CALL = 25;

  void ofDatabase(String name) {
    if (words.once(2)) {
      tag(name);
    }
    words.names(words.once(2) ? 0 : words.below(3)).forEach(function -> create(name, function));
  }

  void ofTable(MadeTable made) {
    TableInput table = made.input();
    if (isPlain(table)) {
      List<ColumnStatistics> all =
          words.someOf(columns(table)).stream().map(this::statistics).toList();
      for (int from = 0; from < all.size(); from += MOST_A_CALL) {
        update(made, all.subList(from, Math.min(from + MOST_A_CALL, all.size())));
      }
      if (isIceberg(table)) {
        words
            .someOf(TableOptimizerType.knownValues().stream().sorted().toList())
            .forEach(type -> optimize(made, type));
      }
    }
  }

  static boolean isPlain(TableInput table) {
    return table.targetTable() == null && !"VIRTUAL_VIEW".equals(table.tableType());
  }

  static boolean isIceberg(TableInput table) {
    return table.hasParameters() && "ICEBERG".equals(table.parameters().get("table_type"));
  }

  static List<Column> columns(TableInput table) {
    List<Column> columns = new ArrayList<>(table.partitionKeys());
    if (table.storageDescriptor() != null) {
      columns.addAll(table.storageDescriptor().columns());
    }
    return columns;
  }

  void update(MadeTable table, List<ColumnStatistics> statistics) {
    clients
        .glue()
        .updateColumnStatisticsForTable(
            r ->
                r.databaseName(table.database())
                    .tableName(table.input().name())
                    .columnStatisticsList(statistics));
  }

  /** Of any sort of data, whatever the column's type. */
  ColumnStatistics statistics(Column column) {
    return ColumnStatistics.builder()
        .columnName(column.name())
        .columnType(column.type() == null ? "" : column.type())
        .analyzedTime(Instant.ofEpochSecond(1_700_000_000L + words.below(1_000_000)))
        .statisticsData(data())
        .build();
  }

  private ColumnStatisticsData data() {
    ColumnStatisticsData.Builder data = ColumnStatisticsData.builder();
    return switch (words.below(7)) {
      case 0 ->
          data.type("BOOLEAN")
              .booleanColumnStatisticsData(
                  d -> d.numberOfTrues(count()).numberOfFalses(count()).numberOfNulls(count()))
              .build();
      case 1 ->
          data.type("DATE")
              .dateColumnStatisticsData(
                  d ->
                      d.minimumValue(maybe(() -> Instant.ofEpochSecond(words.below(1_000_000))))
                          .numberOfNulls(count())
                          .numberOfDistinctValues(count()))
              .build();
      case 2 ->
          data.type("DECIMAL")
              .decimalColumnStatisticsData(
                  d ->
                      d.minimumValue(maybe(this::decimal))
                          .maximumValue(maybe(this::decimal))
                          .numberOfNulls(count())
                          .numberOfDistinctValues(count()))
              .build();
      case 3 ->
          data.type("DOUBLE")
              .doubleColumnStatisticsData(
                  d ->
                      d.minimumValue(maybe(() -> words.below(1000) / 7.0))
                          .maximumValue(maybe(() -> 1e300))
                          .numberOfNulls(count())
                          .numberOfDistinctValues(count()))
              .build();
      case 4 ->
          data.type("LONG")
              .longColumnStatisticsData(
                  d ->
                      d.minimumValue(maybe(() -> Long.MIN_VALUE))
                          .maximumValue(maybe(() -> Long.MAX_VALUE - words.below(9)))
                          .numberOfNulls(count())
                          .numberOfDistinctValues(count()))
              .build();
      case 5 ->
          data.type("STRING")
              .stringColumnStatisticsData(
                  d ->
                      d.maximumLength(count())
                          .averageLength(words.below(1000) / 3.0)
                          .numberOfNulls(count())
                          .numberOfDistinctValues(count()))
              .build();
      default ->
          data.type("BINARY")
              .binaryColumnStatisticsData(
                  d -> d.maximumLength(count()).averageLength(0.0).numberOfNulls(count()))
              .build();
    };
  }

  private DecimalNumber decimal() {
    byte[] unscaled = {(byte) words.below(256), (byte) words.below(256), (byte) words.below(256)};
    return DecimalNumber.builder()
        .unscaledValue(SdkBytes.fromByteArray(unscaled))
        .scale(words.below(20))
        .build();
  }

  private long count() {
    return words.once(3) ? 0 : words.below(1_000_000);
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return words.once(3) ? null : value.get();
  }

  void create(String database, String function) {
    clients
        .glue()
        .createUserDefinedFunction(r -> r.databaseName(database).functionInput(input(function)));
  }

  UserDefinedFunctionInput input(String function) {
    UserDefinedFunctionInput.Builder input =
        UserDefinedFunctionInput.builder().functionName(function);
    if (words.once(2)) {
      input.className("com.example." + words.below(9)).ownerName(words.name());
    }
    if (words.once(2)) {
      input.ownerType(words.oneOf(PrincipalType.knownValues().stream().sorted().toList()));
    }
    return switch (words.below(3)) {
      case 0 -> input.build();
      case 1 -> input.resourceUris(List.of()).build();
      default ->
          input
              .resourceUris(
                  ResourceUri.builder()
                      .resourceType(
                          words.oneOf(ResourceType.knownValues().stream().sorted().toList()))
                      .uri(words.location())
                      .build(),
                  ResourceUri.builder().uri(words.location()).build())
              .build();
    };
  }

  void tag(String database) {
    Map<String, String> tags = new LinkedHashMap<>();
    words
        .exactly(1 + words.below(3), List.of("team", "Cost Center", "größe", "env:x"))
        .forEach(name -> tags.put(name, words.once(4) ? "" : words.name()));
    clients.glue().tagResource(r -> r.resourceArn(arn(database)).tagsToAdd(tags));
  }

  String arn(String database) {
    return "arn:aws:glue:%s:%s:database/%s"
        .formatted(clients.region(), clients.account(), database);
  }

  void optimize(MadeTable table, TableOptimizerType type) {
    clients
        .glue()
        .createTableOptimizer(
            r ->
                r.catalogId(clients.account())
                    .databaseName(table.database())
                    .tableName(table.input().name())
                    .type(type)
                    .tableOptimizerConfiguration(configuration(type)));
  }

  TableOptimizerConfiguration configuration(TableOptimizerType type) {
    TableOptimizerConfiguration.Builder configuration =
        TableOptimizerConfiguration.builder()
            .roleArn(clients.principal(Staff.DATA_ACCESS))
            .enabled(words.once(2));
    if (words.once(3)) {
      configuration.vpcConfiguration(v -> v.glueConnectionName("vpc"));
    }
    return switch (words.once(3) ? "" : type.toString()) {
      case "retention" ->
          configuration
              .retentionConfiguration(
                  c ->
                      c.icebergConfiguration(
                          i ->
                              i.snapshotRetentionPeriodInDays(maybe(() -> 1 + words.below(9)))
                                  .cleanExpiredFiles(maybe(() -> words.once(2)))))
              .build();
      case "orphan_file_deletion" ->
          configuration
              .orphanFileDeletionConfiguration(
                  c ->
                      c.icebergConfiguration(
                          i ->
                              i.location(words.location())
                                  .orphanFileRetentionPeriodInDays(3 + words.below(9))))
              .build();
      case "compaction" ->
          configuration
              .compactionConfiguration(c -> c.icebergConfiguration(i -> i.strategy("binpack")))
              .build();
      default -> configuration.build();
    };
  }
}
