package io.twinlake.standin.lake;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.glue.model.ColumnStatistics;
import software.amazon.awssdk.services.glue.model.DecimalNumber;
import software.amazon.awssdk.services.glue.model.ResourceUri;

/** What the sample lake's databases and tables have beside partitions and their indexes. */
record SampleDetails(LakeClients clients) {
  private static final Instant ANALYZED = Instant.parse("2025-06-30T22:15:00Z");

  void create() {
    analyzeOrders();
    createFunction();
    tagDatabase();
  }

  private void analyzeOrders() {
    clients
        .glue()
        .updateColumnStatisticsForTable(
            r ->
                r.databaseName("sampledb")
                    .tableName("orders")
                    .columnStatisticsList(identifiers(), totals()));
  }

  private static ColumnStatistics identifiers() {
    return ColumnStatistics.builder()
        .columnName("order_id")
        .columnType("bigint")
        .analyzedTime(ANALYZED)
        .statisticsData(
            d ->
                d.type("LONG")
                    .longColumnStatisticsData(
                        l ->
                            l.minimumValue(1L)
                                .maximumValue(4_811_902L)
                                .numberOfNulls(0L)
                                .numberOfDistinctValues(4_811_902L)))
        .build();
  }

  private static ColumnStatistics totals() {
    return ColumnStatistics.builder()
        .columnName("total")
        .columnType("decimal(12,2)")
        .analyzedTime(ANALYZED)
        .statisticsData(
            d ->
                d.type("DECIMAL")
                    .decimalColumnStatisticsData(
                        x ->
                            x.minimumValue(decimal("-129.90"))
                                .maximumValue(decimal("18250.00"))
                                .numberOfNulls(12L)
                                .numberOfDistinctValues(91_377L)))
        .build();
  }

  private static DecimalNumber decimal(String text) {
    BigDecimal number = new BigDecimal(text);
    return DecimalNumber.builder()
        .unscaledValue(SdkBytes.fromByteArray(number.unscaledValue().toByteArray()))
        .scale(number.scale())
        .build();
  }

  private void createFunction() {
    clients
        .glue()
        .createUserDefinedFunction(
            r ->
                r.databaseName("sampledb")
                    .functionInput(
                        f ->
                            f.functionName("mask_email")
                                .className("com.example.MaskEmail")
                                .ownerName("hadoop")
                                .ownerType("USER")
                                .resourceUris(
                                    ResourceUri.builder()
                                        .resourceType("JAR")
                                        .uri(
                                            "s3://sample-lake-"
                                                + clients.region()
                                                + "/jars/functions.jar")
                                        .build())));
  }

  private void tagDatabase() {
    String arn =
        "arn:aws:glue:%s:%s:database/sampledb".formatted(clients.region(), clients.account());
    clients
        .glue()
        .tagResource(
            r -> r.resourceArn(arn).tagsToAdd(Map.of("team", "sales", "cost-center", "4711")));
  }
}
