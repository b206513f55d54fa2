package io.twinlake.standin.glue;

import io.twinlake.standin.region.Rights;
import io.twinlake.standin.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableAttributes;

/** What a caller gets to see of a table; what it may not see is missing without a word. */
final class TableView {
  private static final String SPARK_SCHEMA = "spark.sql.sources.schema";

  private final Rights rights;

  TableView(Rights rights) {
    this.rights = rights;
  }

  /**
   * @param version the current or an archived one
   */
  Table of(Call call, TableEntry entry, Table version) {
    Table.Builder seen = version.toBuilder().isRegisteredWithLakeFormation(isRegistered(version));
    rights
        .defaultRowPolicy(entry.database(), entry.name())
        .ifPresent(name -> seen.rlsProperties(p -> p.defaultRLSPolicy(name)));
    visibleColumns(call, entry).ifPresent(visible -> cut(seen, version, visible));
    if (!rights.maySelectAllColumns(call.caller(), entry.database(), entry.name())
        && version.hasParameters()) {
      seen.parameters(withoutSparkSchema(version.parameters()));
    }
    return seen.build();
  }

  /** A link shows its target's properties under its own name (aws-facts 10). */
  Table through(TableEntry link, Table target) {
    Table own = link.current();
    return target.toBuilder()
        .name(own.name())
        .databaseName(own.databaseName())
        .targetTable(own.targetTable())
        .build();
  }

  Partition of(Partition partition, Optional<Set<String>> visible, boolean withoutColumns) {
    StorageDescriptor storage = partition.storageDescriptor();
    if (storage == null || !storage.hasColumns()) {
      return partition;
    }
    if (withoutColumns) {
      return with(partition, storage.toBuilder().columns((List<Column>) null).build());
    }
    return visible.map(names -> with(partition, cut(storage, names))).orElse(partition);
  }

  Optional<Set<String>> visibleColumns(Call call, TableEntry entry) {
    return rights.visibleColumns(call.caller(), entry.database(), entry.name());
  }

  static Table only(Table table, List<TableAttributes> attributes) {
    if (!attributes.contains(TableAttributes.NAME)) {
      return table;
    }
    Table.Builder named = Table.builder().name(table.name());
    return attributes.contains(TableAttributes.TABLE_TYPE)
        ? named.tableType(table.tableType()).build()
        : named.build();
  }

  private boolean isRegistered(Table table) {
    StorageDescriptor storage = table.storageDescriptor();
    return storage != null && storage.location() != null && rights.isRegistered(storage.location());
  }

  private static void cut(Table.Builder seen, Table table, Set<String> visible) {
    if (table.storageDescriptor() != null) {
      seen.storageDescriptor(cut(table.storageDescriptor(), visible));
    }
    if (table.hasPartitionKeys()) {
      seen.partitionKeys(cut(table.partitionKeys(), visible));
    }
  }

  private static StorageDescriptor cut(StorageDescriptor storage, Set<String> visible) {
    return storage.hasColumns()
        ? storage.toBuilder().columns(cut(storage.columns(), visible)).build()
        : storage;
  }

  private static List<Column> cut(List<Column> columns, Set<String> visible) {
    return columns.stream().filter(column -> visible.contains(column.name())).toList();
  }

  private static Map<String, String> withoutSparkSchema(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .filter(parameter -> !parameter.getKey().startsWith(SPARK_SCHEMA))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Partition with(Partition partition, StorageDescriptor storage) {
    return partition.toBuilder().storageDescriptor(storage).build();
  }
}
