package io.twinlake.standin.lake;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.PartitionIndex;
import software.amazon.awssdk.services.glue.model.PartitionIndexDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.UserDefinedFunction;

/** Changes of what databases and tables have beside partitions. */
final class RandomDetailDrift {
  /** How many looks at an index it takes at most until it is made or gone. */
  private static final int LOOKS = 4;

  private final LakeClients clients;
  private final RandomWords words;
  private final RandomDetails details;
  private final RandomCatalog catalog;
  private final Present present;

  RandomDetailDrift(RandomWords words, LakeClients clients) {
    this.clients = clients;
    this.words = words;
    this.details = new RandomDetails(words, clients);
    this.catalog = new RandomCatalog(words, clients.account());
    this.present = new Present(words, clients);
  }

  List<Runnable> changes() {
    return List.of(
        this::addIndex,
        this::dropIndex,
        this::changeStatistics,
        this::dropStatistics,
        this::addFunction,
        this::changeFunction,
        this::dropFunction,
        this::tag,
        this::untag);
  }

  /** To a table that has none: one index more than the source's at most still has a place. */
  private void addIndex() {
    present
        .any(present.partitioned())
        .filter(table -> indexes(table).isEmpty())
        .ifPresent(
            table ->
                catalog.indexes(Present.input(table)).stream()
                    .limit(1)
                    .forEach(index -> create(table, index)));
  }

  private void create(Table table, PartitionIndex index) {
    clients
        .glue()
        .createPartitionIndex(
            r ->
                r.databaseName(table.databaseName()).tableName(table.name()).partitionIndex(index));
    settle(table);
  }

  private void dropIndex() {
    present
        .any(present.partitioned())
        .ifPresent(
            table ->
                present
                    .any(indexes(table).stream())
                    .ifPresent(
                        index -> {
                          clients
                              .glue()
                              .deletePartitionIndex(
                                  r ->
                                      r.databaseName(table.databaseName())
                                          .tableName(table.name())
                                          .indexName(index.indexName()));
                          settle(table);
                        }));
  }

  private void settle(Table table) {
    for (int look = 0; look < LOOKS; look++) {
      indexes(table);
    }
  }

  private List<PartitionIndexDescriptor> indexes(Table table) {
    return clients
        .glue()
        .getPartitionIndexesPaginator(
            r -> r.databaseName(table.databaseName()).tableName(table.name()))
        .partitionIndexDescriptorList()
        .stream()
        .toList();
  }

  private Optional<MadeTable> plainTable() {
    return present.any(present.madeTables().filter(each -> RandomDetails.isPlain(each.input())));
  }

  private void changeStatistics() {
    plainTable()
        .ifPresent(
            table ->
                present
                    .any(RandomDetails.columns(table.input()).stream())
                    .ifPresent(
                        column -> details.update(table, List.of(details.statistics(column)))));
  }

  private void dropStatistics() {
    plainTable()
        .ifPresent(
            table -> {
              List<String> columns =
                  RandomDetails.columns(table.input()).stream().map(c -> c.name()).toList();
              present
                  .any(
                      clients
                          .glue()
                          .getColumnStatisticsForTable(
                              r ->
                                  r.databaseName(table.database())
                                      .tableName(table.input().name())
                                      .columnNames(columns))
                          .columnStatisticsList()
                          .stream())
                  .ifPresent(
                      found ->
                          clients
                              .glue()
                              .deleteColumnStatisticsForTable(
                                  r ->
                                      r.databaseName(table.database())
                                          .tableName(table.input().name())
                                          .columnName(found.columnName())));
            });
  }

  private Stream<UserDefinedFunction> functions() {
    return clients.glue().getUserDefinedFunctionsPaginator(r -> r.pattern(".*")).stream()
        .flatMap(page -> page.userDefinedFunctions().stream());
  }

  private void addFunction() {
    String name = words.name();
    present
        .any(present.ownDatabases())
        .filter(
            home ->
                functions()
                    .filter(each -> each.databaseName().equals(home.name()))
                    .noneMatch(each -> each.functionName().equalsIgnoreCase(name)))
        .ifPresent(home -> details.create(home.name(), name));
  }

  private void changeFunction() {
    present
        .any(functions())
        .ifPresent(
            each ->
                clients
                    .glue()
                    .updateUserDefinedFunction(
                        r ->
                            r.databaseName(each.databaseName())
                                .functionName(each.functionName())
                                .functionInput(details.input(each.functionName()))));
  }

  private void dropFunction() {
    present
        .any(functions())
        .ifPresent(
            each ->
                clients
                    .glue()
                    .deleteUserDefinedFunction(
                        r ->
                            r.databaseName(each.databaseName()).functionName(each.functionName())));
  }

  private void tag() {
    present.any(present.ownDatabases()).map(Database::name).ifPresent(details::tag);
  }

  private void untag() {
    present
        .any(present.ownDatabases())
        .map(each -> details.arn(each.name()))
        .ifPresent(
            arn ->
                present
                    .any(
                        clients.glue().getTags(r -> r.resourceArn(arn)).tags().keySet().stream()
                            .sorted())
                    .ifPresent(
                        tag ->
                            clients
                                .glue()
                                .untagResource(r -> r.resourceArn(arn).tagsToRemove(tag))));
  }
}
