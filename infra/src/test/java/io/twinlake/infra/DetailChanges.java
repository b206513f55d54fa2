package io.twinlake.infra;

import io.twinlake.standin.lake.LakeClients;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.ColumnStatistics;
import software.amazon.awssdk.services.glue.model.PartitionIndexStatus;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableOptimizerConfiguration;

/**
 * What happens between two runs to what the sample lake's databases and tables have beside
 * partitions, and to its resource policy.
 */
record DetailChanges(LakeClients lake) {
  private static final String LEDGER = "ledger";
  private static final String ICEBERG = "sales_iceberg";

  private GlueClient glue() {
    return lake.glue();
  }

  void prepare() {
    index("goes");
    analyze(7);
    createFunction("goes");
    createFunction("changes");
    tag("goes");
    createOptimizer("compaction");
    createOptimizer("retention");
    glue().createDataQualityRuleset(r -> r.name("rows").ruleset("Rules = [ RowCount > 0 ]"));
  }

  void make() {
    glue()
        .deletePartitionIndex(
            r -> r.databaseName("tag_database").tableName(LEDGER).indexName("goes"));
    settle();
    index("comes");
    forget();
    glue().deleteUserDefinedFunction(r -> r.databaseName("sampledb").functionName("goes"));
    glue()
        .updateUserDefinedFunction(
            r ->
                r.databaseName("sampledb")
                    .functionName("changes")
                    .functionInput(
                        f -> f.functionName("changes").className("Other").ownerName("x")));
    createFunction("comes");
    glue().untagResource(r -> r.resourceArn(arn()).tagsToRemove("goes"));
    tag("comes");
    glue()
        .deleteTableOptimizer(
            r ->
                r.catalogId(lake.account())
                    .databaseName("sampledb")
                    .tableName(ICEBERG)
                    .type("retention"));
    glue()
        .updateTableOptimizer(
            r ->
                r.catalogId(lake.account())
                    .databaseName("sampledb")
                    .tableName(ICEBERG)
                    .type("compaction")
                    .tableOptimizerConfiguration(
                        optimizer()
                            .compactionConfiguration(
                                c -> c.icebergConfiguration(i -> i.minInputFiles(9)))
                            .build()));
    glue().deleteResourcePolicy(r -> {});
  }

  private void index(String name) {
    glue()
        .createPartitionIndex(
            r ->
                r.databaseName("tag_database")
                    .tableName(LEDGER)
                    .partitionIndex(
                        i -> i.indexName(name).keys(ledger().partitionKeys().get(0).name())));
    settle();
  }

  private Table ledger() {
    return glue().getTable(r -> r.databaseName("tag_database").name(LEDGER)).table();
  }

  /** One can be made or deleted at a time, and looking brings them on. */
  private void settle() {
    boolean busy = true;
    for (int look = 0; busy && look < 10; look++) {
      busy =
          glue()
              .getPartitionIndexes(r -> r.databaseName("tag_database").tableName(LEDGER))
              .partitionIndexDescriptorList()
              .stream()
              .anyMatch(index -> index.indexStatus() != PartitionIndexStatus.ACTIVE);
    }
  }

  private List<String> partition() {
    return glue()
        .getPartitions(r -> r.databaseName("tag_database").tableName(LEDGER))
        .partitions()
        .get(2)
        .values();
  }

  private String column() {
    return ledger().storageDescriptor().columns().get(0).name();
  }

  private void analyze(long distinct) {
    ColumnStatistics statistics =
        ColumnStatistics.builder()
            .columnName(column())
            .columnType(ledger().storageDescriptor().columns().get(0).type())
            .analyzedTime(Instant.parse("2025-06-30T22:15:00Z"))
            .statisticsData(
                d ->
                    d.type("LONG")
                        .longColumnStatisticsData(
                            l -> l.numberOfNulls(0L).numberOfDistinctValues(distinct)))
            .build();
    glue()
        .updateColumnStatisticsForTable(
            r -> r.databaseName("tag_database").tableName(LEDGER).columnStatisticsList(statistics));
    glue()
        .updateColumnStatisticsForPartition(
            r ->
                r.databaseName("tag_database")
                    .tableName(LEDGER)
                    .partitionValues(partition())
                    .columnStatisticsList(statistics));
  }

  private void forget() {
    glue()
        .deleteColumnStatisticsForTable(
            r -> r.databaseName("tag_database").tableName(LEDGER).columnName(column()));
    glue()
        .deleteColumnStatisticsForPartition(
            r ->
                r.databaseName("tag_database")
                    .tableName(LEDGER)
                    .partitionValues(partition())
                    .columnName(column()));
  }

  private void createFunction(String name) {
    glue()
        .createUserDefinedFunction(
            r ->
                r.databaseName("sampledb")
                    .functionInput(f -> f.functionName(name).className("One").ownerName("x")));
  }

  private String arn() {
    return "arn:aws:glue:%s:%s:database/sampledb".formatted(lake.region(), lake.account());
  }

  private void tag(String name) {
    glue().tagResource(r -> r.resourceArn(arn()).tagsToAdd(Map.of(name, "yes")));
  }

  private TableOptimizerConfiguration.Builder optimizer() {
    return TableOptimizerConfiguration.builder()
        .roleArn("arn:aws:iam::" + lake.account() + ":role/" + DeployedAws.OPTIMIZER)
        .enabled(false);
  }

  private void createOptimizer(String type) {
    glue()
        .createTableOptimizer(
            r ->
                r.catalogId(lake.account())
                    .databaseName("sampledb")
                    .tableName(ICEBERG)
                    .type(type)
                    .tableOptimizerConfiguration(optimizer().build()));
  }
}
