package io.twinlake.standin.lake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.DatabaseIdentifier;
import software.amazon.awssdk.services.glue.model.DatabaseInput;
import software.amazon.awssdk.services.glue.model.PartitionIndex;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.Permission;
import software.amazon.awssdk.services.glue.model.PrincipalPermissions;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.TableIdentifier;
import software.amazon.awssdk.services.glue.model.TableInput;

/** Random databases, tables and partitions, as what is sent to create them. */
record RandomCatalog(RandomWords words, String account) {
  private static final List<PrincipalPermissions> OPEN =
      List.of(
          PrincipalPermissions.builder()
              .principal(p -> p.dataLakePrincipalIdentifier(Permissions.IAM))
              .permissions(Permission.ALL)
              .build());

  private RandomShape shape() {
    return new RandomShape(words);
  }

  DatabaseInput database(String name) {
    DatabaseInput.Builder input = shape().fill(DatabaseInput.builder()).name(name);
    switch (words.below(3)) {
      case 0 -> input.createTableDefaultPermissions(OPEN);
      case 1 -> input.createTableDefaultPermissions(List.of());
      default -> {}
    }
    return input.build();
  }

  DatabaseInput databaseLink(String name, String target) {
    return DatabaseInput.builder().name(name).targetDatabase(identifier(target)).build();
  }

  private DatabaseIdentifier identifier(String target) {
    return DatabaseIdentifier.builder().catalogId(account).databaseName(target).build();
  }

  TableInput tableLink(String name, String database, String table) {
    return TableInput.builder()
        .name(name)
        .targetTable(
            TableIdentifier.builder().catalogId(account).databaseName(database).name(table).build())
        .build();
  }

  /** A table, or a view that reads some. */
  TableInput table(String name) {
    List<String> columns = words.names(2 + words.below(6));
    int keys = words.once(2) ? 0 : 1 + words.below(2);
    return words.once(5)
        ? view(name, columns)
        : table(name, columns.subList(keys, columns.size()), columns.subList(0, keys));
  }

  private TableInput view(String name, List<String> columns) {
    String sql = "SELECT * FROM t -- " + words.text();
    String encoded = Base64.getEncoder().encodeToString(sql.getBytes(StandardCharsets.UTF_8));
    return input(name)
        .tableType("VIRTUAL_VIEW")
        .viewOriginalText(words.once(2) ? sql : "/* Presto View: " + encoded + " */")
        .partitionKeys(words.once(2) ? List.of() : null)
        .storageDescriptor(s -> s.columns(columns(columns)))
        .build();
  }

  /**
   * @param keys the names of partition keys; without any, the member is absent or empty
   */
  TableInput table(String name, List<String> columns, List<String> keys) {
    TableInput.Builder input = input(name).storageDescriptor(storage(columns));
    if (!keys.isEmpty()) {
      input.partitionKeys(columns(keys));
    } else if (words.once(2)) {
      input.partitionKeys(List.of());
    }
    if (words.once(8)) {
      input.parameters(iceberg());
    }
    return input.build();
  }

  private TableInput.Builder input(String name) {
    return shape()
        .fill(TableInput.builder())
        .name(name)
        .tableType(words.oneOf(Arrays.asList("EXTERNAL_TABLE", "MANAGED_TABLE", "", null)))
        .partitionKeys((List<Column>) null);
  }

  private Map<String, String> iceberg() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("table_type", "ICEBERG");
    parameters.put("metadata_location", words.location() + "/metadata/00000.metadata.json");
    return parameters;
  }

  /** Null for a table without one. */
  private @Nullable StorageDescriptor storage(List<String> columns) {
    return words.once(8)
        ? null
        : shape().fill(StorageDescriptor.builder()).columns(columns(columns)).build();
  }

  private List<Column> columns(List<String> names) {
    List<Column> columns = new ArrayList<>();
    names.forEach(name -> columns.add(shape().fill(Column.builder()).name(name).build()));
    return columns;
  }

  /** At most two, with different keys. */
  List<PartitionIndex> indexes(TableInput table) {
    List<String> keys = table.partitionKeys().stream().map(Column::name).toList();
    Set<List<String>> chosen = new LinkedHashSet<>();
    for (int count = keys.isEmpty() ? 0 : words.below(3); count > 0; count--) {
      chosen.add(words.exactly(1 + words.below(keys.size()), keys));
    }
    return chosen.stream()
        .map(
            each ->
                PartitionIndex.builder()
                    .indexName("by " + each.size() + each.get(0))
                    .keys(each)
                    .build())
        .toList();
  }

  /** Partitions with different values, whose columns may differ from the table's. */
  List<PartitionInput> partitions(TableInput table, int count) {
    Set<List<String>> values = new LinkedHashSet<>();
    for (int i = 0; i < count; i++) {
      values.add(Stream.generate(words::value).limit(table.partitionKeys().size()).toList());
    }
    return values.stream().map(each -> partition(table, each)).toList();
  }

  PartitionInput partition(TableInput table, List<String> values) {
    PartitionInput.Builder input = shape().fill(PartitionInput.builder()).values(values);
    if (words.once(2) && table.storageDescriptor() != null) {
      input.storageDescriptor(
          table.storageDescriptor().toBuilder().location(words.location()).build());
    }
    return input.build();
  }
}
