package io.twinlake.standin.glue;

import io.twinlake.standin.region.Principals;
import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.BatchGetTableOptimizerEntry;
import software.amazon.awssdk.services.glue.model.BatchGetTableOptimizerError;
import software.amazon.awssdk.services.glue.model.BatchGetTableOptimizerRequest;
import software.amazon.awssdk.services.glue.model.BatchGetTableOptimizerResponse;
import software.amazon.awssdk.services.glue.model.BatchTableOptimizer;
import software.amazon.awssdk.services.glue.model.ConfigurationSource;
import software.amazon.awssdk.services.glue.model.CreateTableOptimizerRequest;
import software.amazon.awssdk.services.glue.model.CreateTableOptimizerResponse;
import software.amazon.awssdk.services.glue.model.DeleteTableOptimizerRequest;
import software.amazon.awssdk.services.glue.model.DeleteTableOptimizerResponse;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableOptimizer;
import software.amazon.awssdk.services.glue.model.TableOptimizerConfiguration;
import software.amazon.awssdk.services.glue.model.TableOptimizerType;
import software.amazon.awssdk.services.glue.model.UpdateTableOptimizerRequest;
import software.amazon.awssdk.services.glue.model.UpdateTableOptimizerResponse;

/** The operations on the optimizers of Iceberg tables (aws-facts 12). */
final class Optimizers {
  private final Context context;
  private final Principals principals;
  private final AtomicInteger distrust = new AtomicInteger();

  Optimizers(Context context, Principals principals) {
    this.context = context;
    this.principals = principals;
  }

  /** How many writes find that IAM has not spread the role yet. */
  void distrustRoles(int writes) {
    distrust.set(writes);
  }

  BatchGetTableOptimizerResponse getAll(Call call, BatchGetTableOptimizerRequest request) {
    List<BatchTableOptimizer> found = new ArrayList<>();
    List<BatchGetTableOptimizerError> failures = new ArrayList<>();
    for (BatchGetTableOptimizerEntry entry : request.entries()) {
      Failures.of(() -> found.add(get(call, entry)))
          .ifPresent(
              detail ->
                  failures.add(
                      BatchGetTableOptimizerError.builder()
                          .catalogId(entry.catalogId())
                          .databaseName(entry.databaseName())
                          .tableName(entry.tableName())
                          .type(entry.type())
                          .error(detail)
                          .build()));
    }
    return BatchGetTableOptimizerResponse.builder()
        .tableOptimizers(found)
        .failures(failures)
        .build();
  }

  private BatchTableOptimizer get(Call call, BatchGetTableOptimizerEntry entry) {
    requireOwn(entry.catalogId());
    if (entry.databaseName() == null || entry.tableName() == null || entry.type() == null) {
      throw AwsError.invalidInput("An entry names a database, a table and a type.");
    }
    TableEntry table = context.access().describe(call, entry.databaseName(), entry.tableName());
    return BatchTableOptimizer.builder()
        .catalogId(entry.catalogId())
        .databaseName(entry.databaseName())
        .tableName(entry.tableName())
        .tableOptimizer(find(table, entry.type()))
        .build();
  }

  private void requireOwn(@Nullable String catalog) {
    if (catalog != null && !catalog.equals(context.store().account())) {
      throw AwsError.entityNotFound("Catalog " + catalog + " not found.");
    }
  }

  CreateTableOptimizerResponse create(Call call, CreateTableOptimizerRequest request) {
    TableEntry table =
        context.access().change(call, "ALTER", request.databaseName(), request.tableName());
    TableOptimizer optimizer =
        checked(table, request.type(), request.tableOptimizerConfiguration());
    if (table.optimizers().putIfAbsent(request.typeAsString(), optimizer) != null) {
      throw AwsError.alreadyExists("Table optimizer already exists.");
    }
    return CreateTableOptimizerResponse.builder().build();
  }

  UpdateTableOptimizerResponse update(Call call, UpdateTableOptimizerRequest request) {
    TableEntry table =
        context.access().change(call, "ALTER", request.databaseName(), request.tableName());
    find(table, request.type());
    table
        .optimizers()
        .put(
            request.typeAsString(),
            checked(table, request.type(), request.tableOptimizerConfiguration()));
    return UpdateTableOptimizerResponse.builder().build();
  }

  DeleteTableOptimizerResponse delete(Call call, DeleteTableOptimizerRequest request) {
    TableEntry table =
        context.access().change(call, "ALTER", request.databaseName(), request.tableName());
    find(table, request.type());
    table.optimizers().remove(request.typeAsString());
    return DeleteTableOptimizerResponse.builder().build();
  }

  private static TableOptimizer find(TableEntry table, TableOptimizerType type) {
    TableOptimizer found = table.optimizers().get(type.toString());
    if (found == null) {
      throw AwsError.entityNotFound(
          "Table optimizer " + type + " not found for table " + table.name() + ".");
    }
    return found;
  }

  private TableOptimizer checked(
      TableEntry table, TableOptimizerType type, TableOptimizerConfiguration configuration) {
    if (!TableOptimizerType.knownValues().contains(type)) {
      throw AwsError.invalidInput("Unknown type of table optimizer.");
    }
    if (!isIceberg(table.current())) {
      throw AwsError.invalidInput("Table " + table.name() + " is no Iceberg table.");
    }
    requireOfType(type, configuration);
    requireRole(configuration.roleArn());
    return TableOptimizer.builder()
        .type(type)
        .configuration(configuration)
        .configurationSource(ConfigurationSource.TABLE)
        .build();
  }

  private static boolean isIceberg(Table table) {
    return table.hasParameters()
        && "ICEBERG".equalsIgnoreCase(table.parameters().get("table_type"));
  }

  private static void requireOfType(
      TableOptimizerType type, TableOptimizerConfiguration configuration) {
    Map<TableOptimizerType, @Nullable Object> parts = new TreeMap<>();
    parts.put(TableOptimizerType.COMPACTION, configuration.compactionConfiguration());
    parts.put(TableOptimizerType.RETENTION, configuration.retentionConfiguration());
    parts.put(
        TableOptimizerType.ORPHAN_FILE_DELETION, configuration.orphanFileDeletionConfiguration());
    parts.values().removeIf(Objects::isNull);
    parts.remove(type);
    if (!parts.isEmpty() || configuration.roleArn() == null || configuration.enabled() == null) {
      throw AwsError.invalidInput(
          "A "
              + type
              + " optimizer needs roleArn and enabled, and no configuration of another type.");
    }
  }

  private void requireRole(String role) {
    boolean isSpread = distrust.getAndUpdate(left -> Math.max(0, left - 1)) == 0;
    if (!isSpread || !principals.exists(role)) {
      throw AwsError.accessDenied(
          "The role "
              + role
              + " does not have the correct trust policies and is unable to be assumed by our"
              + " service");
    }
  }
}
