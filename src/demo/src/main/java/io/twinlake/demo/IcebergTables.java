package io.twinlake.demo;

import io.twinlake.standin.lake.LakeClients;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.deletes.PositionDelete;
import org.apache.iceberg.deletes.PositionDeleteWriter;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** The rows of the sample lake's Iceberg tables: what replication brings, and what engines read. */
record IcebergTables(LakeClients region, IcebergClient client) {
  static final String DATABASE = "sampledb";

  private static final Schema SALES =
      new Schema(
          NestedField.optional(1, "sale_id", Types.LongType.get()),
          NestedField.optional(2, "sold_at", Types.TimestampType.withoutZone()),
          NestedField.optional(3, "amount", Types.DecimalType.of(12, 2)),
          NestedField.optional(4, "region", Types.StringType.get()));

  private static final Schema EVENTS =
      new Schema(
          NestedField.optional(1, "event_id", Types.StringType.get()),
          NestedField.optional(2, "at", Types.TimestampType.withoutZone()),
          NestedField.optional(3, "payload", Types.StringType.get()));

  /** Sales on three days, one of them cancelled; two events. */
  void fill() throws IOException {
    begin("events_iceberg", EVENTS);
    Table events = client.table("events_iceberg");
    append(events, row(EVENTS, "e1", day(1), "opened"), row(EVENTS, "e2", day(2), "shut"));
    begin("sales_iceberg", SALES);
    Table sales = client.table("sales_iceberg");
    append(sales, sale(1, "19.90", "north"), sale(2, "5.00", "south"));
    DataFile third = append(sales, sale(3, "7.50", "south"), sale(4, "120.00", "north"));
    append(sales, sale(5, "64.25", "west"));
    deleteFirst(sales, third);
  }

  /** Writes the metadata file that the table's definition names. */
  private void begin(String name, Schema schema) {
    String file =
        region
            .glue()
            .getTable(r -> r.databaseName(DATABASE).name(name))
            .table()
            .parameters()
            .getOrDefault("metadata_location", "");
    TableMetadata metadata =
        TableMetadata.newTableMetadata(
            schema,
            PartitionSpec.unpartitioned(),
            file.substring(0, file.indexOf("/metadata/")),
            Map.of("write.format.default", "avro", "format-version", "2"));
    TableMetadataParser.write(metadata, client.files().newOutputFile(file));
  }

  private static Record sale(long id, String amount, String region) {
    return row(SALES, id, day((int) id), new BigDecimal(amount), region);
  }

  private static LocalDateTime day(int day) {
    return LocalDateTime.of(2025, 6, day, 12, 0);
  }

  private static Record row(Schema schema, Object... values) {
    Record row = GenericRecord.create(schema);
    for (int i = 0; i < values.length; i++) {
      row.set(i, values[i]);
    }
    return row;
  }

  private static DataFile append(Table table, Record... rows) throws IOException {
    DataWriter<Record> writer =
        new GenericFileWriterFactory.Builder(table)
            .build()
            .newDataWriter(newFile(table), table.spec(), null);
    try (writer) {
      Stream.of(rows).forEach(writer::write);
    }
    table.newAppend().appendFile(writer.toDataFile()).commit();
    return writer.toDataFile();
  }

  private static void deleteFirst(Table table, DataFile rows) throws IOException {
    PositionDeleteWriter<Record> writer =
        new GenericFileWriterFactory.Builder(table)
            .deleteFileFormat(FileFormat.AVRO)
            .build()
            .newPositionDeleteWriter(newFile(table), table.spec(), null);
    try (writer) {
      writer.write(PositionDelete.<Record>create().set(rows.location(), 0));
    }
    table.newRowDelta().addDeletes(writer.toDeleteFile()).commit();
  }

  private static EncryptedOutputFile newFile(Table table) {
    return OutputFileFactory.builderFor(table, 1, 1)
        .operationId(UUID.randomUUID().toString())
        .format(FileFormat.AVRO)
        .build()
        .newOutputFile();
  }

  /** The rows at each of a table's snapshots, the oldest first. */
  Map<String, List<List<String>>> read() {
    Map<String, List<List<String>>> tables = new TreeMap<>();
    for (String name : List.of("events_iceberg", "sales_iceberg")) {
      Table table = client.table(name);
      List<List<String>> snapshots = new ArrayList<>();
      for (Snapshot snapshot : table.snapshots()) {
        snapshots.add(IcebergClient.rows(table, snapshot.snapshotId()));
      }
      tables.put(name, snapshots);
    }
    return tables;
  }
}
