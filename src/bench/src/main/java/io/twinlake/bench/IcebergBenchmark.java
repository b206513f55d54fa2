package io.twinlake.bench;

import io.twinlake.demo.IcebergClient;
import io.twinlake.demo.Replication;
import io.twinlake.standin.lake.LakeClients;
import java.io.IOException;
import java.util.Map;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/**
 * An Iceberg table of many snapshots, each with a manifest of its own: restored, restored again
 * after some more commits, and restored when nothing is new.
 */
record IcebergBenchmark(Cloud cloud, int snapshots) {
  private static final String FROM = "bench-source";
  private static final String TO = "bench-target";
  private static final int LATER = 10;
  private static final Schema SCHEMA =
      new Schema(NestedField.optional(1, "id", Types.LongType.get()));
  private static final String CONFIG =
      Benchmark.CONFIG
          + """
          [Target_s3_update]
          update_table_s3_location = True
          target_s3_locations = {'bench-source': 'bench-target'}
          rewrite_iceberg_metadata = True
          """;

  /** Whether every run ended well. */
  boolean run() throws IOException, InterruptedException {
    Cloud.say("An Iceberg table of %,d snapshots; 40 ms a call", snapshots);
    try (LakeClients source = cloud.clients(Cloud.SOURCE);
        LakeClients target = cloud.clients(Cloud.TARGET);
        IcebergClient iceberg =
            IcebergClient.open(
                cloud.aws().endpoint(),
                cloud.aws().account(Cloud.ACCOUNT).observer(),
                Cloud.SOURCE)) {
      cloud.settle(source, 1);
      cloud.settle(target, 1);
      source.s3().createBucket(r -> r.bucket(FROM));
      target.s3().createBucket(r -> r.bucket(TO));
      target.s3().createBucket(r -> r.bucket(Cloud.BACKUPS));
      source.glue().createDatabase(r -> r.databaseInput(d -> d.name("ice")));
      Table table = create(iceberg);
      boolean fine = commit(table, snapshots, source, target);
      fine &= commit(table, LATER, source, target);
      return fine && cloud.measure(Map.of(), "restore");
    }
  }

  private static Table create(IcebergClient iceberg) {
    return iceberg
        .catalog()
        .createTable(
            TableIdentifier.of("ice", "large"),
            SCHEMA,
            PartitionSpec.unpartitioned(),
            "s3://" + FROM + "/large",
            Map.of("commit.manifest-merge.enabled", "false"));
  }

  private boolean commit(Table table, int times, LakeClients source, LakeClients target)
      throws IOException, InterruptedException {
    cloud.rest();
    for (int i = 0; i < times; i++) {
      append(table, i);
    }
    new Replication(source.s3(), target.s3()).copy(FROM, TO);
    cloud.open(CONFIG);
    return cloud.measure(Map.of(), "backup") && cloud.measure(Map.of(), "restore");
  }

  private static void append(Table table, long id) throws IOException {
    DataWriter<Record> writer =
        new GenericFileWriterFactory.Builder(table)
            .dataFileFormat(FileFormat.AVRO)
            .build()
            .newDataWriter(
                OutputFileFactory.builderFor(table, 1, id)
                    .format(FileFormat.AVRO)
                    .build()
                    .newOutputFile(),
                table.spec(),
                null);
    try (writer) {
      writer.write(GenericRecord.create(SCHEMA).copy("id", id));
    }
    table.newAppend().appendFile(writer.toDataFile()).commit();
  }
}
