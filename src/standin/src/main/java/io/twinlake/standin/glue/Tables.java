package io.twinlake.standin.glue;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.glue.model.BatchDeleteTableRequest;
import software.amazon.awssdk.services.glue.model.BatchDeleteTableResponse;
import software.amazon.awssdk.services.glue.model.CreateTableRequest;
import software.amazon.awssdk.services.glue.model.CreateTableResponse;
import software.amazon.awssdk.services.glue.model.DeleteTableRequest;
import software.amazon.awssdk.services.glue.model.DeleteTableResponse;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableError;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.UpdateTableRequest;
import software.amazon.awssdk.services.glue.model.UpdateTableResponse;

/** The operations that change tables, views and links. */
final class Tables {
  private final Context context;
  private final Views views;
  private final Schemas schemas;

  /**
   * @param schemas where what a table refers to has to be: the stricter reading, for AWS does not
   *     say when it looks
   */
  Tables(Context context, Views views, Schemas schemas) {
    this.context = context;
    this.views = views;
    this.schemas = schemas;
  }

  CreateTableResponse create(Call call, CreateTableRequest request) {
    DatabaseEntry named = context.access().find(call, request.databaseName());
    DatabaseEntry home = context.access().content(named);
    context.rights().requireOnDatabase(call.caller(), "CREATE_TABLE", home.name());
    Table table = created(call, home, request);
    views.check(call, request.tableInput());
    context.access().requireLocation(call, table.storageDescriptor());
    schemas.require(table.storageDescriptor());
    if (named.isLink() && table.targetTable() != null) {
      throw AwsError.invalidInput(
          "Resource link " + table.name() + " cannot be created in a resource link database.");
    }
    if (home.tables().containsKey(table.name())) {
      throw AwsError.alreadyExists("Table already exists.");
    }
    TableEntry entry = new TableEntry(table);
    request.partitionIndexes().forEach(index -> PartitionIndexes.add(entry, index));
    views.created(call, entry);
    home.tables().put(entry.name(), entry);
    context
        .rights()
        .tableCreated(
            call.caller(),
            home.name(),
            entry.name(),
            home.definition().createTableDefaultPermissions());
    return CreateTableResponse.builder().build();
  }

  UpdateTableResponse update(Call call, UpdateTableRequest request) {
    TableInput input = requireInput(request);
    TableEntry entry = context.access().change(call, "ALTER", request.databaseName(), input.name());
    context.access().requireLocation(call, input.storageDescriptor());
    schemas.require(input.storageDescriptor());
    Table before = entry.current();
    if (request.versionId() != null && !request.versionId().equals(before.versionId())) {
      throw AwsError.of(
          "ConcurrentModificationException",
          "Update table failed due to concurrent modifications.");
    }
    if (input.targetTable() != null) {
      throw AwsError.invalidInput(
          "TargetTable of " + input.name() + " cannot be set by an update.");
    }
    views.check(call, input);
    views.requireUpdatable(entry, input);
    Table updated = updated(before, input);
    if (input.viewDefinition() == null) {
      entry.update(updated, !Boolean.TRUE.equals(request.skipArchive()));
    } else {
      views.updated(call, entry, updated, request);
    }
    return UpdateTableResponse.builder().build();
  }

  DeleteTableResponse delete(Call call, DeleteTableRequest request) {
    delete(call, request.databaseName(), request.name());
    return DeleteTableResponse.builder().build();
  }

  BatchDeleteTableResponse deleteAll(Call call, BatchDeleteTableRequest request) {
    context.access().find(call, request.databaseName());
    List<TableError> errors = new ArrayList<>();
    for (String name : request.tablesToDelete()) {
      Failures.of(() -> delete(call, request.databaseName(), name))
          .ifPresent(
              detail ->
                  errors.add(TableError.builder().tableName(name).errorDetail(detail).build()));
    }
    return BatchDeleteTableResponse.builder().errors(errors).build();
  }

  /** Deletes a table, or a link and not its target. */
  private void delete(Call call, String database, String name) {
    TableEntry entry = context.access().find(call, database, name);
    context.rights().requireOnTable(call.caller(), "DROP", entry.database(), entry.name());
    if (entry.indexes().values().stream().anyMatch(index -> !index.isSettled())) {
      throw AwsError.of(
          "ResourceNotReadyException",
          "Table " + entry.name() + " has a partition index that is not ACTIVE.");
    }
    context.store().database(entry.database()).orElseThrow().tables().remove(entry.name());
    context.rights().tableDeleted(entry.database(), entry.name());
  }

  private Table created(Call call, DatabaseEntry home, CreateTableRequest request) {
    return TableDefinition.of(request)
        .databaseName(home.name())
        .catalogId(context.store().account())
        .createTime(context.now())
        .updateTime(context.now())
        .createdBy(call.caller().sessionArn())
        .versionId("0")
        .build();
  }

  private Table updated(Table before, TableInput input) {
    return TableDefinition.of(input)
        .name(before.name())
        .databaseName(before.databaseName())
        .catalogId(before.catalogId())
        .createTime(before.createTime())
        .createdBy(before.createdBy())
        .updateTime(context.now())
        .versionId(before.versionId())
        .build();
  }

  private static TableInput requireInput(UpdateTableRequest request) {
    TableInput input = request.tableInput();
    if (input == null) {
      throw AwsError.invalidInput("TableInput is required.");
    }
    String name = Objects.requireNonNullElse(request.name(), input.name());
    if (!Names.fold(name).equals(Names.fold(input.name()))) {
      throw AwsError.invalidInput("Table " + name + " cannot be renamed to " + input.name() + ".");
    }
    return input;
  }
}
