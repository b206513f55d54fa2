package io.twinlake.demo;

import java.util.Map;
import software.amazon.awssdk.services.glue.model.SerDeInfo;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

/** What people call a table's sort. */
final class TableSort {
  private static final Map<String, String> BY_LIBRARY =
      Map.of(
          "OpenCSVSerde", "CSV",
          "LazySimpleSerDe", "text",
          "JsonSerDe", "JSON",
          "ParquetHiveSerDe", "Parquet",
          "OrcSerde", "ORC",
          "AvroSerDe", "Avro",
          "RegexSerDe", "regex");

  private TableSort() {}

  static String of(Table table) {
    Map<String, String> parameters = table.parameters();
    if (table.targetTable() != null) {
      return "link";
    }
    if ("VIRTUAL_VIEW".equals(table.tableType())) {
      return parameters.containsKey("presto_view") ? "Athena view" : "Hive view";
    }
    if (parameters.containsKey("table_type")) {
      return parameters.get("table_type").equals("DELTA") ? "Delta" : "Iceberg";
    }
    return "hudi".equals(parameters.get("spark.sql.sources.provider"))
        ? "Hudi"
        : format(table.storageDescriptor());
  }

  private static String format(StorageDescriptor storage) {
    SerDeInfo serde = storage == null ? null : storage.serdeInfo();
    String library = serde == null ? "" : String.valueOf(serde.serializationLibrary());
    return BY_LIBRARY.getOrDefault(library.substring(library.lastIndexOf('.') + 1), "-");
  }
}
