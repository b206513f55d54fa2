package io.twinlake.standin.lake;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

/** The partitions of the sample lake's tables, a few thousand. */
record SamplePartitions(LakeClients clients) {
  private static final int MOST_A_CALL = 100;
  private static final Pattern SPECIAL = Pattern.compile("[\"#%'*/:=?\\\\{\\[\\]^]");
  private static final LocalDate LAST = LocalDate.of(2025, 6, 30);

  void create() {
    add("sampledb", "orders", days(1000, day -> List.of(day.toString())));
    add("sampledb", "order_items", days(730, SamplePartitions::yearMonthDay));
    add("sampledb", "clickstream", hours(20));
    add("sampledb", "web_sessions", withUnknown(days(365, day -> List.of(day.toString()))));
    add("sampledb", "transactions_hudi", values("IN", "US", "DE", "JP", "BR"));
    add("sampledb", "daily_summary", days(180, day -> List.of(day.toString())));
    add("sampledb", "weather", cities());
    add("tag_database", "campaign_events", days(120, day -> List.of(day.toString())));
    add("tag_database", "ledger", values("2021", "2022", "2023", "2024", "2025"));
    add("cur_database", "cost_and_usage_report", months(36));
  }

  private static Stream<List<String>> days(int count, Function<LocalDate, List<String>> values) {
    return IntStream.range(0, count).mapToObj(LAST::minusDays).map(values);
  }

  private static List<String> yearMonthDay(LocalDate day) {
    return List.of(
        String.valueOf(day.getYear()),
        String.valueOf(day.getMonthValue()),
        String.valueOf(day.getDayOfMonth()));
  }

  private static Stream<List<String>> hours(int days) {
    return days(days, day -> List.of(day.toString()))
        .flatMap(
            day ->
                IntStream.range(0, 24)
                    .mapToObj(hour -> List.of(day.get(0), "%02d".formatted(hour))));
  }

  private static Stream<List<String>> months(int count) {
    return IntStream.range(0, count)
        .mapToObj(LAST::minusMonths)
        .map(day -> List.of("" + day.getYear(), "" + day.getMonthValue()));
  }

  private static Stream<List<String>> withUnknown(Stream<List<String>> known) {
    return Stream.concat(known, values("__HIVE_DEFAULT_PARTITION__"));
  }

  private static Stream<List<String>> values(String... values) {
    return Stream.of(values).map(List::of);
  }

  private static Stream<List<String>> cities() {
    return Stream.of(
        List.of("BR", "São Paulo"),
        List.of("CH", "Zürich"),
        List.of("IN", "मुंबई"),
        List.of("JP", "東京"),
        List.of("US", "St. John's/AC"),
        List.of("US", "100% Texas = big"));
  }

  private void add(String database, String name, Stream<List<String>> values) {
    Table table = clients.glue().getTable(r -> r.databaseName(database).name(name)).table();
    List<PartitionInput> inputs = new ArrayList<>();
    values.forEach(each -> inputs.add(partition(table, each)));
    for (int from = 0; from < inputs.size(); from += MOST_A_CALL) {
      List<PartitionInput> batch =
          inputs.subList(from, Math.min(from + MOST_A_CALL, inputs.size()));
      clients
          .glue()
          .batchCreatePartition(
              r -> r.databaseName(database).tableName(name).partitionInputList(batch));
    }
  }

  /** As a crawler makes it: the table's storage under a folder of the values. */
  private static PartitionInput partition(Table table, List<String> values) {
    StorageDescriptor storage = table.storageDescriptor();
    return PartitionInput.builder()
        .values(values)
        .storageDescriptor(
            storage.toBuilder()
                .location(withSlash(storage.location()) + folder(table.partitionKeys(), values))
                .build())
        .build();
  }

  private static String withSlash(String location) {
    return location.endsWith("/") ? location : location + "/";
  }

  private static String folder(List<Column> keys, List<String> values) {
    StringBuilder folder = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      folder.append(keys.get(i).name()).append('=').append(escaped(values.get(i))).append('/');
    }
    return folder.toString();
  }

  /** As Hive escapes what cannot stand in a folder's name. */
  private static String escaped(String value) {
    return SPECIAL
        .matcher(value)
        .replaceAll(found -> "%%%02X".formatted((int) found.group().charAt(0)));
  }
}
