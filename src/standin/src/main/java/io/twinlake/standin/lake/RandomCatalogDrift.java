package io.twinlake.standin.lake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/** Changes of databases, tables and partitions. */
final class RandomCatalogDrift {
  private final LakeClients clients;
  private final RandomWords words;
  private final RandomCatalog catalog;
  private final Present present;

  RandomCatalogDrift(RandomWords words, LakeClients clients) {
    this.clients = clients;
    this.words = words;
    this.catalog = new RandomCatalog(words, clients.account());
    this.present = new Present(words, clients);
  }

  List<Runnable> changes() {
    return List.of(
        this::addDatabase,
        this::changeDatabase,
        this::dropDatabase,
        this::addTable,
        this::addTable,
        this::changeTable,
        this::changeTable,
        this::dropTable,
        this::addPartition,
        this::changePartition,
        this::dropPartition);
  }

  private void addDatabase() {
    String name = words.name();
    if (present.databases().noneMatch(each -> sameName(each.name(), name))) {
      clients.glue().createDatabase(r -> r.databaseInput(catalog.database(name)));
    }
  }

  private void changeDatabase() {
    present
        .any(present.ownDatabases())
        .ifPresent(
            each ->
                clients
                    .glue()
                    .updateDatabase(
                        r -> r.name(each.name()).databaseInput(catalog.database(each.name()))));
  }

  private void dropDatabase() {
    if (words.once(3)) {
      present
          .any(present.databases())
          .ifPresent(each -> clients.glue().deleteDatabase(r -> r.name(each.name())));
    }
  }

  private void addTable() {
    String name = words.name();
    present
        .any(present.ownDatabases())
        .filter(home -> present.tables(home).noneMatch(each -> sameName(each.name(), name)))
        .ifPresent(
            home ->
                clients
                    .glue()
                    .createTable(r -> r.databaseName(home.name()).tableInput(catalog.table(name))));
  }

  /** Keeps the columns' names, which grants and partitions go by. */
  private void changeTable() {
    present
        .any(present.tables().filter(RandomCatalogDrift::isChangeable))
        .ifPresent(
            each ->
                clients
                    .glue()
                    .updateTable(
                        r -> r.databaseName(each.databaseName()).tableInput(changed(each))));
  }

  private TableInput changed(Table table) {
    List<String> keys = table.partitionKeys().stream().map(Column::name).toList();
    List<String> columns =
        table.storageDescriptor() == null
            ? List.of()
            : table.storageDescriptor().columns().stream().map(Column::name).toList();
    TableInput input = ofTheSameCommit(table, catalog.table(table.name(), columns, keys));
    return columns.isEmpty() || input.storageDescriptor() != null
        ? input
        : input.toBuilder().storageDescriptor(table.storageDescriptor()).build();
  }

  /** Another metadata file would be an engine's commit, which a restore leaves alone. */
  private static TableInput ofTheSameCommit(Table table, TableInput input) {
    Map<String, String> parameters = new LinkedHashMap<>(input.parameters());
    List<String> names = List.of("table_type", "metadata_location");
    boolean drawn = parameters.keySet().removeAll(names);
    names.stream()
        .filter(table.parameters()::containsKey)
        .forEach(name -> parameters.put(name, table.parameters().get(name)));
    return drawn || parameters.size() > input.parameters().size()
        ? input.toBuilder().parameters(parameters).build()
        : input;
  }

  private void dropTable() {
    present
        .any(present.tables())
        .ifPresent(
            each ->
                clients
                    .glue()
                    .deleteTable(r -> r.databaseName(each.databaseName()).name(each.name())));
  }

  private void addPartition() {
    present
        .any(present.partitioned())
        .ifPresent(
            table -> {
              List<PartitionInput> one = catalog.partitions(Present.input(table), 1);
              clients
                  .glue()
                  .batchCreatePartition(
                      r ->
                          r.databaseName(table.databaseName())
                              .tableName(table.name())
                              .partitionInputList(one));
            });
  }

  private void changePartition() {
    present
        .any(present.partitioned())
        .flatMap(table -> present.any(present.partitions(table)))
        .ifPresent(
            each ->
                clients
                    .glue()
                    .updatePartition(
                        r ->
                            r.databaseName(each.databaseName())
                                .tableName(each.tableName())
                                .partitionValueList(each.values())
                                .partitionInput(
                                    catalog.partition(
                                        TableInput.builder().build(), each.values()))));
  }

  private void dropPartition() {
    present
        .any(present.partitioned())
        .flatMap(table -> present.any(present.partitions(table)))
        .ifPresent(
            each ->
                clients
                    .glue()
                    .deletePartition(
                        r ->
                            r.databaseName(each.databaseName())
                                .tableName(each.tableName())
                                .partitionValues(each.values())));
  }

  private static boolean isChangeable(Table table) {
    return table.targetTable() == null && !"VIRTUAL_VIEW".equals(table.tableType());
  }

  private static boolean sameName(String left, String right) {
    return left.equalsIgnoreCase(right);
  }
}
