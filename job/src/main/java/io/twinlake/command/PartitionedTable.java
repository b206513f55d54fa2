package io.twinlake.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import java.util.ArrayList;
import java.util.List;

/**
 * A table that may have partitions.
 *
 * @param version what changes when the table does: VersionId and UpdateTime
 * @param columns the names of those that are no partition keys
 */
record PartitionedTable(String database, String name, String version, List<String> columns) {
  /** Whether there can be partitions to ask for: links have their target's, and views none. */
  static boolean is(CatalogObject table) {
    ObjectNode definition = table.definition();
    return !definition.path("PartitionKeys").isEmpty()
        && !definition.has("TargetTable")
        && !definition.has("ViewDefinition")
        && !definition.path("TableType").asText("").equals("VIRTUAL_VIEW");
  }

  static PartitionedTable of(CatalogObject table) {
    return new PartitionedTable(
        table.key().database(), table.key().name(), version(table), columns(table));
  }

  boolean isAsIn(CatalogObject later) {
    return version(later).equals(version);
  }

  ObjectKey key() {
    return ObjectKey.table(database, name);
  }

  /** What its partitions are called together. */
  ObjectKey partitions() {
    return ObjectKey.partition(database, name, List.of());
  }

  private static List<String> columns(CatalogObject table) {
    List<String> names = new ArrayList<>();
    table
        .definition()
        .path("StorageDescriptor")
        .path("Columns")
        .forEach(column -> names.add(column.path("Name").asText()));
    return List.copyOf(names);
  }

  private static String version(CatalogObject table) {
    return table.definition().path("VersionId").asText("")
        + " "
        + table.definition().path("UpdateTime").asText("");
  }
}
