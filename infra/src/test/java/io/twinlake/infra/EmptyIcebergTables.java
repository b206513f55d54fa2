package io.twinlake.infra;

import io.twinlake.standin.lake.LakeClients;
import io.twinlake.standin.lake.SampleLake;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.glue.model.Table;

/**
 * The metadata files of the sample lake's Iceberg tables, replicated: tables without a snapshot.
 */
record EmptyIcebergTables(LakeClients source, LakeClients target) {
  /** As Iceberg's specification has it for format version 2. */
  private static final String METADATA =
      """
      {"format-version":2,"table-uuid":"9c12d441-03fe-4693-9a96-a0705ddf69c1","location":"%s",
      "last-sequence-number":0,"last-updated-ms":1751320800000,"last-column-id":1,
      "current-schema-id":0,"schemas":[{"type":"struct","schema-id":0,
      "fields":[{"id":1,"name":"id","required":false,"type":"long"}]}],
      "default-spec-id":0,"partition-specs":[{"spec-id":0,"fields":[]}],"last-partition-id":999,
      "default-sort-order-id":0,"sort-orders":[{"order-id":0,"fields":[]}],
      "properties":{},"current-snapshot-id":-1,"refs":{},"snapshots":[],"snapshot-log":[],
      "metadata-log":[]}""";

  void write() {
    SampleLake.DATABASES.stream().flatMap(this::tables).forEach(this::write);
  }

  private Stream<Table> tables(String database) {
    return source.glue().getTablesPaginator(r -> r.databaseName(database)).stream()
        .flatMap(page -> page.tableList().stream())
        .filter(table -> table.parameters().containsKey("metadata_location"));
  }

  private void write(Table table) {
    RequestBody body =
        RequestBody.fromString(METADATA.formatted(table.storageDescriptor().location()));
    String[] place = table.parameters().getOrDefault("metadata_location", "").split("/", 4);
    source.s3().putObject(r -> r.bucket(place[2]).key(place[3]), body);
    target
        .s3()
        .putObject(
            r -> r.bucket(place[2].replace(source.region(), target.region())).key(place[3]), body);
  }
}
