package io.twinlake.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.AwsRegion;
import io.twinlake.aws.Documents;
import io.twinlake.model.CatalogObject;
import io.twinlake.plan.Definitions;
import io.twinlake.source.GlueSource;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.model.BatchGetTableOptimizerEntry;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.ColumnStatistics;
import software.amazon.awssdk.services.glue.model.PartitionIndex;
import software.amazon.awssdk.services.glue.model.PartitionIndexDescriptor;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.ResourceUri;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.TableOptimizer;
import software.amazon.awssdk.services.glue.model.TableOptimizerConfiguration;
import software.amazon.awssdk.services.glue.model.UserDefinedFunction;

/** What a region's databases and tables have beside partitions, as its owner sets and reads it. */
record DetailedLake(AwsRegion region) {
  private static final Instant ANALYZED = Instant.parse("2026-11-01T10:00:00Z");

  /** A database with a table of three partition keys. */
  DetailedLake table(String name, String... indexes) {
    region
        .glue()
        .createTable(
            r ->
                r.databaseName("sales")
                    .tableInput(
                        i ->
                            i.name(name)
                                .partitionKeys(columns("day", "hour", "zone"))
                                .storageDescriptor(
                                    s ->
                                        s.columns(columns("id", "price", "name"))
                                            .location(data(name))))
                    .partitionIndexes(
                        Arrays.stream(indexes)
                            .map(
                                keys ->
                                    PartitionIndex.builder()
                                        .indexName("by " + keys)
                                        .keys(keys.split(" ", -1))
                                        .build())
                            .toList()));
    return this;
  }

  private String data(String table) {
    return "s3://lake-" + region.name() + "/sales/" + table;
  }

  static String jar(String region, String function) {
    return "s3://lake-" + region + "/jars/" + function + ".jar";
  }

  DetailedLake iceberg(String name) {
    region
        .glue()
        .createTable(
            r ->
                r.databaseName("sales")
                    .tableInput(
                        i ->
                            i.name(name)
                                .parameters(Map.of("table_type", "ICEBERG"))
                                .storageDescriptor(
                                    s -> s.columns(columns("id")).location(data(name)))));
    return this;
  }

  private static List<Column> columns(String... names) {
    return Stream.of(names).map(n -> Column.builder().name(n).type("bigint").build()).toList();
  }

  /** A table of many columns, the first of which have statistics. */
  DetailedLake wide(String name, int width, int analyzed) {
    String[] names = IntStream.range(0, width).mapToObj(n -> "c" + n).toArray(String[]::new);
    region
        .glue()
        .createTable(
            r ->
                r.databaseName("sales")
                    .tableInput(
                        i -> i.name(name).storageDescriptor(s -> s.columns(columns(names)))));
    for (int n = 0; n < analyzed; n++) {
      statistics(name, "c" + n, n);
    }
    return this;
  }

  DetailedLake partition(String table, String bucket, String... values) {
    region
        .glue()
        .createPartition(
            r -> r.databaseName("sales").tableName(table).partitionInput(in(bucket, values)));
    return this;
  }

  DetailedLake move(String table, String bucket, String... values) {
    region
        .glue()
        .updatePartition(
            r ->
                r.databaseName("sales")
                    .tableName(table)
                    .partitionValueList(values)
                    .partitionInput(in(bucket, values)));
    return this;
  }

  private static PartitionInput in(String bucket, String... values) {
    return PartitionInput.builder()
        .values(values)
        .storageDescriptor(
            s -> s.columns(columns("id")).location("s3://" + bucket + "/" + values[0]))
        .build();
  }

  /** Of a table's first column. */
  DetailedLake changeType(String table, String type) {
    CatalogObject found = new GlueSource(region).table("sales", table).orElseThrow();
    ObjectNode input = Definitions.writable(found).deepCopy();
    ((ObjectNode) input.at("/StorageDescriptor/Columns/0")).put("Type", type);
    TableInput changed = Documents.fromDocument(input, TableInput::builder);
    region.glue().updateTable(r -> r.databaseName("sales").tableInput(changed));
    return this;
  }

  DetailedLake index(String table, String name, String... keys) {
    region
        .glue()
        .createPartitionIndex(
            r ->
                r.databaseName("sales")
                    .tableName(table)
                    .partitionIndex(i -> i.indexName(name).keys(keys)));
    return settle(table);
  }

  DetailedLake dropIndex(String table, String name) {
    region
        .glue()
        .deletePartitionIndex(r -> r.databaseName("sales").tableName(table).indexName(name));
    return settle(table);
  }

  private DetailedLake settle(String table) {
    for (int i = 0; i < 3; i++) {
      indexes(table);
    }
    return this;
  }

  /** Name, keys and state. */
  List<String> indexes(String table) {
    return region
        .glue()
        .getPartitionIndexesPaginator(r -> r.databaseName("sales").tableName(table))
        .partitionIndexDescriptorList()
        .stream()
        .map(DetailedLake::text)
        .toList();
  }

  private static String text(PartitionIndexDescriptor index) {
    return index.indexName()
        + index.keys().stream().map(key -> key.name()).toList()
        + index.indexStatusAsString();
  }

  DetailedLake statistics(String table, String column, long distinct) {
    region
        .glue()
        .updateColumnStatisticsForTable(
            r ->
                r.databaseName("sales")
                    .tableName(table)
                    .columnStatisticsList(of(column, distinct)));
    return this;
  }

  DetailedLake partitionStatistics(String table, String column, long distinct, String... values) {
    region
        .glue()
        .updateColumnStatisticsForPartition(
            r ->
                r.databaseName("sales")
                    .tableName(table)
                    .partitionValues(values)
                    .columnStatisticsList(of(column, distinct)));
    return this;
  }

  List<String> partitionStatistics(String table, String... values) {
    return region
        .glue()
        .getColumnStatisticsForPartition(
            r ->
                r.databaseName("sales")
                    .tableName(table)
                    .partitionValues(values)
                    .columnNames("id", "price", "name"))
        .columnStatisticsList()
        .stream()
        .map(DetailedLake::text)
        .toList();
  }

  private static ColumnStatistics of(String column, long distinct) {
    return ColumnStatistics.builder()
        .columnName(column)
        .columnType("bigint")
        .analyzedTime(ANALYZED)
        .statisticsData(
            d ->
                d.type("LONG")
                    .longColumnStatisticsData(
                        l ->
                            l.minimumValue(-1L).numberOfNulls(0L).numberOfDistinctValues(distinct)))
        .build();
  }

  private static String text(ColumnStatistics statistics) {
    return statistics.columnName()
        + " "
        + statistics.statisticsData().longColumnStatisticsData().numberOfDistinctValues();
  }

  /** Column and distinct values of those that have any. */
  List<String> statistics(String table) {
    return region
        .glue()
        .getColumnStatisticsForTable(
            r -> r.databaseName("sales").tableName(table).columnNames("id", "price", "name", "day"))
        .columnStatisticsList()
        .stream()
        .map(DetailedLake::text)
        .toList();
  }

  DetailedLake function(String name, String className) {
    region
        .glue()
        .createUserDefinedFunction(
            r ->
                r.databaseName("sales")
                    .functionInput(
                        f ->
                            f.functionName(name)
                                .className(className)
                                .ownerType("ROLE")
                                .resourceUris(
                                    ResourceUri.builder()
                                        .resourceType("JAR")
                                        .uri(jar(region.name(), name))
                                        .build())));
    return this;
  }

  /** Database, name, class and resources. */
  List<String> functions() {
    return region.glue().getUserDefinedFunctionsPaginator(r -> r.pattern(".*")).stream()
        .flatMap(page -> page.userDefinedFunctions().stream())
        .map(DetailedLake::text)
        .toList();
  }

  private static String text(UserDefinedFunction function) {
    return function.databaseName()
        + "."
        + function.functionName()
        + " "
        + function.className()
        + " "
        + function.resourceUris().stream().map(ResourceUri::uri).toList();
  }

  DetailedLake tag(String database, Map<String, String> tags) {
    region.glue().tagResource(r -> r.resourceArn(arn(database)).tagsToAdd(tags));
    return this;
  }

  DetailedLake untag(String database, String... tags) {
    region.glue().untagResource(r -> r.resourceArn(arn(database)).tagsToRemove(tags));
    return this;
  }

  Map<String, String> tags(String database) {
    return region.glue().getTags(r -> r.resourceArn(arn(database))).tags();
  }

  private String arn(String database) {
    return "arn:aws:glue:" + region.name() + ":" + TwoRegions.ACCOUNT + ":database/" + database;
  }

  DetailedLake retention(String table, int days) {
    return retention("sales", table, days);
  }

  DetailedLake retention(String database, String table, int days) {
    region
        .glue()
        .createTableOptimizer(
            r ->
                r.catalogId(TwoRegions.ACCOUNT)
                    .databaseName(database)
                    .tableName(table)
                    .type("retention")
                    .tableOptimizerConfiguration(configuration(days, true)));
    return this;
  }

  DetailedLake changeRetention(String table, int days, boolean enabled) {
    region
        .glue()
        .updateTableOptimizer(
            r ->
                r.catalogId(TwoRegions.ACCOUNT)
                    .databaseName("sales")
                    .tableName(table)
                    .type("retention")
                    .tableOptimizerConfiguration(configuration(days, enabled)));
    return this;
  }

  private static TableOptimizerConfiguration configuration(int days, boolean enabled) {
    return TableOptimizerConfiguration.builder()
        .roleArn("arn:aws:iam::" + TwoRegions.ACCOUNT + ":role/Optimizer")
        .enabled(enabled)
        .retentionConfiguration(
            x -> x.icebergConfiguration(y -> y.snapshotRetentionPeriodInDays(days)))
        .build();
  }

  DetailedLake dropRetention(String table) {
    region
        .glue()
        .deleteTableOptimizer(
            r ->
                r.catalogId(TwoRegions.ACCOUNT)
                    .databaseName("sales")
                    .tableName(table)
                    .type("retention"));
    return this;
  }

  DetailedLake compaction(String table) {
    region
        .glue()
        .createTableOptimizer(
            r ->
                r.catalogId(TwoRegions.ACCOUNT)
                    .databaseName("sales")
                    .tableName(table)
                    .type("compaction")
                    .tableOptimizerConfiguration(
                        c ->
                            c.roleArn("arn:aws:iam::" + TwoRegions.ACCOUNT + ":role/Optimizer")
                                .enabled(true)));
    return this;
  }

  /** Type, days and whether it is enabled. */
  List<String> optimizers(String table) {
    return region
        .glue()
        .batchGetTableOptimizer(
            r ->
                r.entries(
                    BatchGetTableOptimizerEntry.builder()
                        .catalogId(TwoRegions.ACCOUNT)
                        .databaseName("sales")
                        .tableName(table)
                        .type("retention")
                        .build()))
        .tableOptimizers()
        .stream()
        .map(each -> text(each.tableOptimizer()))
        .toList();
  }

  private static String text(TableOptimizer optimizer) {
    return optimizer.typeAsString()
        + " "
        + optimizer
            .configuration()
            .retentionConfiguration()
            .icebergConfiguration()
            .snapshotRetentionPeriodInDays()
        + " "
        + optimizer.configuration().enabled();
  }
}
