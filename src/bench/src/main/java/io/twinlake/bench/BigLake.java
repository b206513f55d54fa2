package io.twinlake.bench;

import io.twinlake.aws.Parallel;
import io.twinlake.standin.Account;
import io.twinlake.standin.lake.LakeClients;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsFailureEntry;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsRequestEntry;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.ResourceType;

/** A lake of a given size whose every table is tagged and granted to many. */
final class BigLake {
  private static final int WIDTH = 8;
  private static final int ENTRIES = 20;
  private static final int ROLES = 200;
  private static final List<String> COLUMNS = List.of("id", "country", "name", "email");

  private final LakeClients clients;
  private final Account account;
  private final Size size;

  BigLake(LakeClients clients, Account account, Size size) {
    this.clients = clients;
    this.account = account;
    this.size = size;
  }

  void fill() {
    for (int role = 0; role < ROLES; role++) {
      account.principal("role/" + role(role));
    }
    each(size.tags(), this::createTag);
    each(size.databases(), this::createDatabase);
    each(size.allTables(), this::createTable);
    each(Math.min(size.filters(), size.allTables()), this::createFilter);
    each((size.grants() + ENTRIES - 1) / ENTRIES, this::grant);
  }

  private static void each(int count, IntConsumer task) {
    new Parallel(WIDTH).forEach(IntStream.range(0, count).iterator(), task::accept);
  }

  private void createTag(int tag) {
    List<String> values = IntStream.range(0, Size.VALUES).mapToObj(BigLake::value).toList();
    clients.lakeFormation().createLFTag(r -> r.tagKey(key(tag)).tagValues(values));
  }

  private void createDatabase(int number) {
    String name = database(number);
    clients.glue().createDatabase(r -> r.databaseInput(d -> d.name(name)));
    clients
        .lakeFormation()
        .addLFTagsToResource(
            r -> r.resource(x -> x.database(d -> d.name(name))).lfTags(tags(number, 1)));
  }

  private void createTable(int number) {
    String database = database(number / size.tables());
    String name = table(number);
    List<Column> columns =
        COLUMNS.stream().map(c -> Column.builder().name(c).type("string").build()).toList();
    clients
        .glue()
        .createTable(
            r ->
                r.databaseName(database)
                    .tableInput(t -> t.name(name).storageDescriptor(s -> s.columns(columns))));
    clients
        .lakeFormation()
        .addLFTagsToResource(
            r ->
                r.resource(onTable(number))
                    .lfTags(tags(number * Size.TAGS_A_TABLE, Size.TAGS_A_TABLE)));
    clients
        .lakeFormation()
        .addLFTagsToResource(
            r ->
                r.resource(
                        x ->
                            x.tableWithColumns(
                                t ->
                                    t.databaseName(database)
                                        .name(name)
                                        .columnNames(COLUMNS.subList(0, Size.TAGGED_COLUMNS))))
                    .lfTags(tags(number + 1, Size.TAGS_ON_COLUMNS)));
  }

  private void createFilter(int number) {
    clients
        .lakeFormation()
        .createDataCellsFilter(
            r ->
                r.tableData(
                    f ->
                        f.tableCatalogId(account.id())
                            .databaseName(database(number / size.tables()))
                            .tableName(table(number))
                            .name("by country")
                            .rowFilter(x -> x.filterExpression("country = 'DE'"))
                            .columnWildcard(w -> {})));
  }

  /** Of every hundred grants: one by a tag policy, five on filters, the others on tables. */
  private void grant(int batch) {
    List<BatchPermissionsRequestEntry> entries = new ArrayList<>();
    int end = Math.min(size.grants(), (batch + 1) * ENTRIES);
    for (int number = batch * ENTRIES; number < end; number++) {
      entries.add(entry(number));
    }
    List<BatchPermissionsFailureEntry> failures =
        clients.lakeFormation().batchGrantPermissions(r -> r.entries(entries)).failures();
    if (!failures.isEmpty()) {
      throw new IllegalStateException("Lake Formation refuses " + failures.get(0));
    }
  }

  private BatchPermissionsRequestEntry entry(int number) {
    int round = number / size.allTables();
    int table = number % size.allTables();
    BatchPermissionsRequestEntry.Builder entry =
        BatchPermissionsRequestEntry.builder()
            .id("g" + number)
            .principal(
                p ->
                    p.dataLakePrincipalIdentifier(
                        "arn:aws:iam::" + account.id() + ":role/" + role(table + round * 7)));
    if (number % 100 == 99) {
      return entry.resource(byTag(number)).permissions(Permission.DESCRIBE).build();
    }
    boolean filtered = number % 20 == 0 && table < size.filters();
    return entry
        .resource(filtered ? onFilter(table) : onTable(table))
        .permissions(filtered ? Permission.SELECT : Permission.DESCRIBE)
        .build();
  }

  private Resource byTag(int number) {
    return Resource.builder()
        .lfTagPolicy(
            p ->
                p.resourceType(ResourceType.TABLE)
                    .expression(
                        LFTag.builder()
                            .tagKey(key(number / 100 % size.tags()))
                            .tagValues(value(number / 100 / size.tags()))
                            .build()))
        .build();
  }

  private Resource onTable(int number) {
    return Resource.builder()
        .table(t -> t.databaseName(database(number / size.tables())).name(table(number)))
        .build();
  }

  private Resource onFilter(int number) {
    return Resource.builder()
        .dataCellsFilter(
            f ->
                f.tableCatalogId(account.id())
                    .databaseName(database(number / size.tables()))
                    .tableName(table(number))
                    .name("by country"))
        .build();
  }

  private List<LFTagPair> tags(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(
            n ->
                LFTagPair.builder()
                    .tagKey(key(n % size.tags()))
                    .tagValues(value(n / size.tags()))
                    .build())
        .distinct()
        .toList();
  }

  private static String role(int number) {
    return "Reader" + number % ROLES;
  }

  private static String key(int number) {
    return "tag%04d".formatted(number);
  }

  private static String value(int number) {
    return "value" + number % Size.VALUES;
  }

  private static String database(int number) {
    return "db%03d".formatted(number);
  }

  private static String table(int number) {
    return "table%06d".formatted(number);
  }
}
