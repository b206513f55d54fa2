package io.twinlake.standin.glue;

import io.twinlake.standin.wire.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.glue.model.CreateTableRequest;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/** From what a caller sends to the table AWS makes of it, server-set members aside. */
final class TableDefinition {
  private TableDefinition() {}

  /**
   * @throws AwsError InvalidInputException when the request has no TableInput, or asks Glue for a
   *     new Iceberg table under parameters that only Glue may set (aws-facts 11)
   */
  static Table.Builder of(CreateTableRequest request) {
    if (request.tableInput() == null) {
      throw AwsError.invalidInput("TableInput is required.");
    }
    Table.Builder table = of(request.tableInput());
    if (request.openTableFormatInput() != null) {
      table.parameters(icebergParameters(request.tableInput()));
    }
    return table;
  }

  static Table.Builder of(TableInput input) {
    Table.Builder table = Shapes.copy(input, Table.builder()).name(Names.fold(input.name()));
    if (input.hasPartitionKeys()) {
      table.partitionKeys(Names.fold(input.partitionKeys()));
    }
    if (input.storageDescriptor() != null) {
      table.storageDescriptor(Defaults.of(input.storageDescriptor()));
    }
    if (input.targetTable() == null) {
      table.retention(Defaults.retention(input.retention()));
    }
    return table.isMultiDialectView(input.viewDefinition() != null).isMaterializedView(false);
  }

  private static Map<String, String> icebergParameters(TableInput input) {
    Map<String, String> parameters = new LinkedHashMap<>(input.parameters());
    StorageDescriptor storage = input.storageDescriptor();
    if (parameters.containsKey("table_type") || parameters.containsKey("metadata_location")) {
      throw AwsError.invalidInput(
          "Cannot use reserved parameters table_type or metadata_location while creating an"
              + " iceberg table");
    }
    if (storage == null || storage.location() == null) {
      throw AwsError.invalidInput("An iceberg table needs a location.");
    }
    UUID id = UUID.nameUUIDFromBytes(storage.location().getBytes(StandardCharsets.UTF_8));
    parameters.put("table_type", "ICEBERG");
    parameters.put(
        "metadata_location", storage.location() + "/metadata/00000-" + id + ".metadata.json");
    return parameters;
  }
}
