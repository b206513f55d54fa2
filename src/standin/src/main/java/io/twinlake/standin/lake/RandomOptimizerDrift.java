package io.twinlake.standin.lake;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.model.BatchGetTableOptimizerEntry;
import software.amazon.awssdk.services.glue.model.TableOptimizer;
import software.amazon.awssdk.services.glue.model.TableOptimizerType;

/** Changes of the optimizers of Iceberg tables. */
final class RandomOptimizerDrift {
  private final LakeClients clients;
  private final RandomDetails details;
  private final Present present;

  RandomOptimizerDrift(RandomWords words, LakeClients clients) {
    this.clients = clients;
    this.details = new RandomDetails(words, clients);
    this.present = new Present(words, clients);
  }

  List<Runnable> changes() {
    return List.of(this::add, this::change, this::drop);
  }

  private Optional<MadeTable> table() {
    return present
        .any(
            present
                .tables()
                .filter(each -> each.targetTable() == null)
                .filter(each -> "ICEBERG".equals(each.parameters().get("table_type"))))
        .map(each -> new MadeTable(each.databaseName(), Present.input(each)));
  }

  private void add() {
    table()
        .ifPresent(
            table -> {
              List<TableOptimizerType> there = optimizers(table).map(TableOptimizer::type).toList();
              present
                  .any(types().filter(type -> !there.contains(type)))
                  .ifPresent(type -> details.optimize(table, type));
            });
  }

  private void change() {
    table()
        .ifPresent(
            table ->
                present
                    .any(optimizers(table))
                    .map(TableOptimizer::type)
                    .ifPresent(
                        type ->
                            clients
                                .glue()
                                .updateTableOptimizer(
                                    r ->
                                        r.catalogId(clients.account())
                                            .databaseName(table.database())
                                            .tableName(table.input().name())
                                            .type(type)
                                            .tableOptimizerConfiguration(
                                                details.configuration(type)))));
  }

  private void drop() {
    table()
        .ifPresent(
            table ->
                present
                    .any(optimizers(table))
                    .ifPresent(
                        found ->
                            clients
                                .glue()
                                .deleteTableOptimizer(
                                    r ->
                                        r.catalogId(clients.account())
                                            .databaseName(table.database())
                                            .tableName(table.input().name())
                                            .type(found.type()))));
  }

  private Stream<TableOptimizer> optimizers(MadeTable table) {
    List<BatchGetTableOptimizerEntry> entries =
        types()
            .map(
                type ->
                    BatchGetTableOptimizerEntry.builder()
                        .catalogId(clients.account())
                        .databaseName(table.database())
                        .tableName(table.input().name())
                        .type(type)
                        .build())
            .toList();
    return clients.glue().batchGetTableOptimizer(r -> r.entries(entries)).tableOptimizers().stream()
        .map(each -> each.tableOptimizer());
  }

  private static Stream<TableOptimizerType> types() {
    return TableOptimizerType.knownValues().stream().sorted();
  }
}
