package io.twinlake.standin.lake;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsRequestEntry;
import software.amazon.awssdk.services.lakeformation.model.LakeFormationOptInsInfo;
import software.amazon.awssdk.services.lakeformation.model.PrincipalResourcePermissions;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.TableResource;

/** What people do to a region while nobody looks. */
final class RandomDrift {
  private static final int MOST_CHANGES = 8;

  private final LakeClients clients;
  private final RandomWords words;
  private final RandomCatalog catalog;

  RandomDrift(LakeClients clients, RandomWords words) {
    this.clients = clients;
    this.words = words;
    this.catalog = new RandomCatalog(words, clients.account());
  }

  void run() {
    List<Runnable> changes =
        List.of(
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
            this::dropPartition,
            this::grant,
            this::grant,
            this::revoke,
            this::revoke,
            this::optOut,
            this::reopen);
    for (int count = 1 + words.below(MOST_CHANGES); count > 0; count--) {
      words.oneOf(changes).run();
    }
  }

  private void addDatabase() {
    String name = words.name();
    if (databases().noneMatch(each -> sameName(each.name(), name))) {
      clients.glue().createDatabase(r -> r.databaseInput(catalog.database(name)));
    }
  }

  private void changeDatabase() {
    any(databases().filter(each -> each.targetDatabase() == null))
        .ifPresent(
            each ->
                clients
                    .glue()
                    .updateDatabase(
                        r -> r.name(each.name()).databaseInput(catalog.database(each.name()))));
  }

  private void dropDatabase() {
    if (words.once(3)) {
      any(databases()).ifPresent(each -> clients.glue().deleteDatabase(r -> r.name(each.name())));
    }
  }

  private void addTable() {
    String name = words.name();
    any(databases().filter(each -> each.targetDatabase() == null))
        .filter(home -> tables(home).noneMatch(each -> sameName(each.name(), name)))
        .ifPresent(
            home ->
                clients
                    .glue()
                    .createTable(r -> r.databaseName(home.name()).tableInput(catalog.table(name))));
  }

  /** Keeps the columns' names, which grants and partitions go by. */
  private void changeTable() {
    any(tables().filter(each -> each.targetTable() == null && !isView(each)))
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
    TableInput input = catalog.table(table.name(), columns, keys);
    return columns.isEmpty() || input.storageDescriptor() != null
        ? input
        : input.toBuilder().storageDescriptor(table.storageDescriptor()).build();
  }

  private void dropTable() {
    any(tables())
        .ifPresent(
            each ->
                clients
                    .glue()
                    .deleteTable(r -> r.databaseName(each.databaseName()).name(each.name())));
  }

  private void addPartition() {
    any(partitioned())
        .ifPresent(
            table -> {
              List<PartitionInput> one = catalog.partitions(input(table), 1);
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
    any(partitioned())
        .flatMap(table -> any(partitions(table)))
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
    any(partitioned())
        .flatMap(table -> any(partitions(table)))
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

  /** To somebody who holds nothing there yet, since not every two grants go together. */
  private void grant() {
    RandomGrants grants = new RandomGrants(words, clients);
    any(tables())
        .ifPresent(
            table ->
                new Permissions(clients)
                    .grant(
                        grants.onTable(table.databaseName(), input(table)).stream()
                            .filter(entry -> rows().noneMatch(row -> isOn(row, table, entry)))
                            .toList()));
  }

  private static boolean isOn(
      PrincipalResourcePermissions row, Table table, BatchPermissionsRequestEntry entry) {
    String text = row.resource().toString();
    return row.principal().equals(entry.principal())
        && text.contains("Name=" + table.name())
        && text.contains("DatabaseName=" + table.databaseName());
  }

  private void revoke() {
    any(rows().filter(this::isRevocable))
        .ifPresent(
            row ->
                new Permissions(clients)
                    .revoke(
                        BatchPermissionsRequestEntry.builder()
                            .principal(row.principal())
                            .resource(asked(row.resource()))
                            .permissionsWithStrings(row.permissionsAsStrings())
                            .permissionsWithGrantOptionWithStrings(
                                row.permissionsWithGrantOptionAsStrings())
                            .build()));
  }

  /** A creator's own rights stay. */
  private boolean isRevocable(PrincipalResourcePermissions row) {
    String principal = row.principal().dataLakePrincipalIdentifier();
    return principal.equals(Permissions.IAM)
        || Staff.GRANTEES.stream().map(clients::principal).anyMatch(principal::equals);
  }

  /** All tables are listed under a name that is not accepted (aws-facts 21). */
  private static Resource asked(Resource listed) {
    TableResource table = listed.table();
    if (table != null && table.tableWildcard() != null) {
      return RandomGrants.allTables(table.databaseName());
    }
    return listed.tableWithColumns() != null
            && listed.tableWithColumns().name().equals("ALL_TABLES")
        ? RandomGrants.allTables(listed.tableWithColumns().databaseName())
        : listed;
  }

  private void optOut() {
    any(optIns())
        .ifPresent(
            each ->
                clients
                    .lakeFormation()
                    .deleteLakeFormationOptIn(
                        r -> r.resource(each.resource()).principal(each.principal())));
  }

  private void reopen() {
    new Settings(clients).open(words.once(2), words.once(2));
  }

  private <T> Optional<T> any(Stream<T> choices) {
    List<T> listed = choices.toList();
    return listed.isEmpty() ? Optional.empty() : Optional.of(words.oneOf(listed));
  }

  private Stream<Database> databases() {
    return clients.glue().getDatabasesPaginator(r -> {}).stream()
        .flatMap(page -> page.databaseList().stream());
  }

  private Stream<Table> tables() {
    return databases().filter(each -> each.targetDatabase() == null).flatMap(this::tables);
  }

  private Stream<Table> tables(Database home) {
    return clients.glue().getTablesPaginator(r -> r.databaseName(home.name())).stream()
        .flatMap(page -> page.tableList().stream());
  }

  private Stream<Table> partitioned() {
    return tables().filter(each -> each.targetTable() == null && !each.partitionKeys().isEmpty());
  }

  private Stream<Partition> partitions(Table table) {
    return clients
        .glue()
        .getPartitionsPaginator(r -> r.databaseName(table.databaseName()).tableName(table.name()))
        .stream()
        .flatMap(page -> page.partitions().stream());
  }

  private Stream<PrincipalResourcePermissions> rows() {
    return clients.lakeFormation().listPermissionsPaginator(r -> {}).stream()
        .flatMap(page -> page.principalResourcePermissions().stream());
  }

  private Stream<LakeFormationOptInsInfo> optIns() {
    return clients.lakeFormation().listLakeFormationOptInsPaginator(r -> {}).stream()
        .flatMap(page -> page.lakeFormationOptInsInfoList().stream());
  }

  private static TableInput input(Table table) {
    return TableInput.builder()
        .name(table.name())
        .tableType(table.tableType())
        .targetTable(table.targetTable())
        .storageDescriptor(table.storageDescriptor())
        .partitionKeys(table.partitionKeys())
        .build();
  }

  private static boolean isView(Table table) {
    return "VIRTUAL_VIEW".equals(table.tableType());
  }

  private static boolean sameName(String left, String right) {
    return left.equalsIgnoreCase(right);
  }
}
