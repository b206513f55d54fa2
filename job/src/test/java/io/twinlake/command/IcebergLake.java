package io.twinlake.command;

import io.twinlake.standin.StandIn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.RowDelta;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.aws.glue.GlueCatalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.deletes.BaseDVFileWriter;
import org.apache.iceberg.deletes.DVFileWriter;
import org.apache.iceberg.deletes.EqualityDeleteWriter;
import org.apache.iceberg.deletes.PositionDelete;
import org.apache.iceberg.deletes.PositionDeleteWriter;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** The Iceberg tables of a region, written and read by Iceberg's own client of Glue and S3. */
public record IcebergLake(GlueCatalog catalog) implements AutoCloseable {
  public static final String DATABASE = "ice";

  /**
   * @param bucket where new tables go
   */
  public static IcebergLake open(StandIn aws, String region, String bucket) {
    AwsCredentials owner = aws.account(TwoRegions.ACCOUNT).observer();
    Map<String, String> properties = new HashMap<>();
    properties.put("warehouse", "s3://" + bucket + "/warehouse");
    properties.put("client.region", region);
    properties.put("client.credentials-provider", Owner.class.getName());
    properties.put("client.credentials-provider.id", owner.accessKeyId());
    properties.put("client.credentials-provider.secret", owner.secretAccessKey());
    properties.put("glue.endpoint", aws.endpoint().toString());
    properties.put("s3.endpoint", aws.endpoint().toString());
    properties.put("s3.path-style-access", "true");
    properties.put("http-client.type", "urlconnection");
    GlueCatalog catalog = new GlueCatalog();
    catalog.initialize("glue", properties);
    return new IcebergLake(catalog);
  }

  /** Who Iceberg's client calls as; it makes one of these itself. */
  public record Owner(AwsCredentials resolveCredentials) implements AwsCredentialsProvider {
    public static AwsCredentialsProvider create(Map<String, String> properties) {
      return new Owner(AwsBasicCredentials.create(properties.get("id"), properties.get("secret")));
    }
  }

  public IcebergLake database() {
    catalog.createNamespace(Namespace.of(DATABASE));
    return this;
  }

  public Table create(
      String name, Schema schema, PartitionSpec spec, Map<String, String> properties) {
    return catalog.createTable(named(name), schema, spec, properties);
  }

  public Table table(String name) {
    return catalog.loadTable(named(name));
  }

  public static TableIdentifier named(String table) {
    return TableIdentifier.of(DATABASE, table);
  }

  /** Appends a file with these rows, all of one partition. */
  public static DataFile append(Table table, Record... rows) throws IOException {
    DataFile file = data(table, rows);
    table.newAppend().appendFile(file).commit();
    return file;
  }

  static DataFile data(Table table, Record... rows) throws IOException {
    StructLike partition = partition(table, rows[0]);
    DataWriter<Record> writer =
        new GenericFileWriterFactory.Builder(table)
            .build()
            .newDataWriter(file(table, partition, FileFormat.PARQUET), table.spec(), partition);
    try (writer) {
      for (Record row : rows) {
        writer.write(row);
      }
    }
    return writer.toDataFile();
  }

  /** Deletes the rows at these positions of a file. */
  public static DeleteFile deleteAt(
      Table table, FileFormat format, DataFile file, long... positions) throws IOException {
    PartitionSpec spec = table.specs().get(file.specId());
    PositionDeleteWriter<Record> writer =
        new GenericFileWriterFactory.Builder(table)
            .deleteFileFormat(format)
            .build()
            .newPositionDeleteWriter(file(table, file.partition(), format), spec, file.partition());
    try (writer) {
      for (long position : positions) {
        writer.write(PositionDelete.<Record>create().set(file.location(), position));
      }
    }
    table.newRowDelta().addDeletes(writer.toDeleteFile()).commit();
    return writer.toDeleteFile();
  }

  /** Deletes the rows of a partition that have a value. */
  public static void deleteWhere(Table table, DataFile like, String column, Object value)
      throws IOException {
    Schema schema = table.schema().select(column);
    PartitionSpec spec = table.specs().get(like.specId());
    EqualityDeleteWriter<Record> writer =
        new GenericFileWriterFactory.Builder(table)
            .deleteFileFormat(FileFormat.PARQUET)
            .equalityFieldIds(new int[] {schema.findField(column).fieldId()})
            .equalityDeleteRowSchema(schema)
            .build()
            .newEqualityDeleteWriter(
                file(table, like.partition(), FileFormat.PARQUET), spec, like.partition());
    try (writer) {
      writer.write(GenericRecord.create(schema).copy(column, value));
    }
    table.newRowDelta().addDeletes(writer.toDeleteFile()).commit();
  }

  /** One file with a deletion vector for each of two data files. */
  public static void deleteByVector(Table table, DataFile one, long in, DataFile other, long there)
      throws IOException {
    DVFileWriter writer =
        new BaseDVFileWriter(
            OutputFileFactory.builderFor(table, 1, 1).format(FileFormat.PUFFIN).build(),
            path -> null);
    try (writer) {
      writer.delete(one.location(), in, table.spec(), null);
      writer.delete(other.location(), there, table.spec(), null);
    }
    RowDelta delta = table.newRowDelta();
    writer.result().deleteFiles().forEach(delta::addDeletes);
    delta.commit();
  }

  private static EncryptedOutputFile file(Table table, StructLike partition, FileFormat format) {
    return OutputFileFactory.builderFor(table, 1, 1)
        .operationId(UUID.randomUUID().toString())
        .format(format)
        .build()
        .newOutputFile(table.spec(), partition);
  }

  private static StructLike partition(Table table, Record row) {
    PartitionKey key = new PartitionKey(table.spec(), table.schema());
    key.partition(new InternalRecordWrapper(table.schema().asStruct()).wrap(row));
    return key;
  }

  public static Record row(Table table, @Nullable Object... values) {
    Record row = GenericRecord.create(table.schema());
    for (int i = 0; i < values.length; i++) {
      row.set(i, values[i]);
    }
    return row;
  }

  /** What a reader sees now. */
  public static List<String> rows(Table table) throws IOException {
    return rows(IcebergGenerics.read(table).build());
  }

  /** What a reader saw at a snapshot. */
  public static List<String> rows(Table table, long snapshot) throws IOException {
    return rows(IcebergGenerics.read(table).useSnapshot(snapshot).build());
  }

  private static List<String> rows(CloseableIterable<Record> records) throws IOException {
    List<String> rows = new ArrayList<>();
    try (records) {
      records.forEach(record -> rows.add(record.toString()));
    }
    rows.sort(null);
    return rows;
  }

  /** As S3 replication does it: the same keys, the same bytes. */
  public static void replicate(S3Client from, String source, S3Client to, String target) {
    keys(from, source)
        .forEach(
            key -> {
              var object = from.getObjectAsBytes(r -> r.bucket(source).key(key));
              to.putObject(
                  r -> r.bucket(target).key(key),
                  software.amazon.awssdk.core.sync.RequestBody.fromBytes(object.asByteArray()));
            });
  }

  public static List<String> keys(S3Client s3, String bucket) {
    return s3.listObjectsV2Paginator(r -> r.bucket(bucket)).contents().stream()
        .map(object -> object.key())
        .toList();
  }

  @Override
  public void close() throws IOException {
    catalog.close();
  }
}
