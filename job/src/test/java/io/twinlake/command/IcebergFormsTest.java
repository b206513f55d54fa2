package io.twinlake.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.Events.Note.Level;
import io.twinlake.model.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.GenericBlobMetadata;
import org.apache.iceberg.GenericStatisticsFile;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.ImmutableGenericPartitionStatisticsFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StatisticsFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.puffin.Blob;
import org.apache.iceberg.puffin.Puffin;
import org.apache.iceberg.puffin.PuffinReader;
import org.apache.iceberg.puffin.PuffinWriter;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Iceberg tables in all the forms that writers of any age leave, with the source's bucket gone. */
class IcebergFormsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "visits";
  private static final Schema SCHEMA =
      new Schema(
          Types.NestedField.required(1, "id", Types.LongType.get()),
          Types.NestedField.required(2, "city", Types.StringType.get()));

  private final IcebergRegions lake = IcebergRegions.open();

  @AfterEach
  void close() throws IOException {
    lake.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iceberg_snapshots = all", "iceberg_snapshots = current"})
  void readsTablesOfVersion1WhoseMetadataFileNamesTheManifests(String snapshots)
      throws IOException {
    Table table = create("1");
    append(table, 1, "a");
    append(table, 2, "b");
    Snapshot old = table.currentSnapshot();
    edit(
        metadata ->
            metadata
                .path("snapshots")
                .forEach(
                    snapshot -> {
                      Snapshot real = table.snapshot(snapshot.path("snapshot-id").asLong());
                      ((ObjectNode) snapshot).remove("manifest-list");
                      ArrayNode manifests = ((ObjectNode) snapshot).putArray("manifests");
                      real.allManifests(table.io()).stream()
                          .map(ManifestFile::path)
                          .forEach(manifests::add);
                    }));
    assertThat(lake.source().table(NAME).currentSnapshot().manifestListLocation()).isNull();
    assertRestored(snapshots);
    assertRows("Record(1, a)", "Record(2, b)");
    Table restored = lake.target().table(NAME);
    assertThat(restored.currentSnapshot().snapshotId()).isEqualTo(old.snapshotId());
    append(restored, 3, "c");
    assertRows("Record(1, a)", "Record(2, b)", "Record(3, c)");
  }

  @Test
  void readsTablesOfVersion1WithOneSchemaAndOnePartitionSpec() throws IOException {
    Table table = create("1");
    append(table, 1, "a");
    append(table, 2, "b");
    edit(
        metadata ->
            metadata.remove(
                List.of(
                    "schemas",
                    "current-schema-id",
                    "partition-specs",
                    "default-spec-id",
                    "last-partition-id",
                    "sort-orders",
                    "default-sort-order-id",
                    "refs")));
    assertRestored();
    assertRows("Record(1, a)", "Record(2, b)");
    assertThat(lake.target().table(NAME).spec().isPartitioned()).isTrue();
  }

  @Test
  void readsStatisticsFilesWhereReplicationPutThem() throws IOException {
    Table table = create("2");
    append(table, 1, "a");
    StatisticsFile statistics = statistics(table);
    table.updateStatistics().setStatistics(statistics).commit();
    table
        .updatePartitionStatistics()
        .setPartitionStatistics(
            ImmutableGenericPartitionStatisticsFile.builder()
                .snapshotId(statistics.snapshotId())
                .path(statistics.path())
                .fileSizeInBytes(statistics.fileSizeInBytes())
                .build())
        .commit();
    assertRestored();
    Table restored = lake.target().table(NAME);
    String there = statistics.path().replace(IcebergRegions.SOURCE, IcebergRegions.TARGET);
    assertThat(restored.statisticsFiles()).extracting(StatisticsFile::path).containsExactly(there);
    assertThat(restored.partitionStatisticsFiles())
        .extracting(file -> file.path())
        .containsExactly(there);
    try (PuffinReader reader =
        Puffin.read(restored.io().newInputFile(restored.statisticsFiles().get(0).path())).build()) {
      assertThat(reader.fileMetadata().blobs()).hasSize(1);
      ByteBuffer sketch = reader.readAll(reader.fileMetadata().blobs()).iterator().next().second();
      assertThat(UTF_8.decode(sketch).toString()).isEqualTo("sketch");
    }
  }

  @Test
  void readsBranchesAndTagsAndTheLogOfMetadataFiles() throws IOException {
    Table table = create("2");
    append(table, 1, "a");
    table
        .manageSnapshots()
        .createTag("first", table.currentSnapshot().snapshotId())
        .createBranch("audit")
        .commit();
    table
        .newAppend()
        .appendFile(IcebergLake.data(table, IcebergLake.row(table, 7L, "audit")))
        .toBranch("audit")
        .commit();
    append(table, 2, "b");
    assertRestored();
    assertRows("Record(1, a)", "Record(2, b)");
    Table restored = lake.target().table(NAME);
    assertThat(IcebergLake.rows(restored, restored.snapshot("first").snapshotId()))
        .containsExactly("Record(1, a)");
    assertThat(IcebergLake.rows(restored, restored.snapshot("audit").snapshotId()))
        .containsExactly("Record(1, a)", "Record(7, audit)");
    TableMetadata metadata = ((HasTableOperations) restored).operations().current();
    assertThat(metadata.previousFiles())
        .hasSize(4)
        .allSatisfy(
            file -> {
              assertThat(file.file()).startsWith("s3://" + IcebergRegions.TARGET + "/");
              assertThat(restored.io().newInputFile(file.file()).exists()).isTrue();
            });
  }

  @Test
  void theCurrentSnapshotAloneKeepsWhatNamesItAndIsOfNoBranch() throws IOException {
    Table table = create("2");
    append(table, 1, "a");
    table.manageSnapshots().createBranch("old").commit();
    append(table, 2, "b");
    table.manageSnapshots().createTag("newest", table.currentSnapshot().snapshotId()).commit();
    assertRestored("iceberg_snapshots = current");
    assertRows("Record(1, a)", "Record(2, b)");
    assertThat(lake.target().table(NAME).refs()).containsOnlyKeys("main", "newest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3"})
  void readsTablesWithoutASnapshotAndAppendsToThem(String version) throws IOException {
    create(version);
    assertRestored();
    assertRows();
    append(lake.target().table(NAME), 1, "a");
    assertRows("Record(1, a)");
  }

  @Test
  void readsTablesWhoseSnapshotsAreAllExpired() throws IOException {
    Table table = create("2");
    append(table, 1, "a");
    edit(
        metadata -> {
          metadata.putArray("snapshots");
          metadata.putArray("snapshot-log");
          metadata.put("current-snapshot-id", -1);
          metadata.putObject("refs");
        });
    assertRestored();
    assertRows();
  }

  /** The source's region is there, and would answer. */
  @ParameterizedTest
  @ValueSource(strings = {"manifest-list", "manifests"})
  void aFileInABucketThatIsNotMappedIsNamedAndNotReadThere(String member) throws IOException {
    Table table = create("1");
    append(table, 1, "a");
    String elsewhere = "elsewhere-us-east-1";
    S3Client s3 = lake.regions().source().s3();
    s3.createBucket(r -> r.bucket(elsewhere));
    String list = table.currentSnapshot().manifestListLocation();
    String file =
        member.equals("manifests")
            ? table.currentSnapshot().allManifests(table.io()).get(0).path()
            : list;
    byte[] bytes =
        s3.getObjectAsBytes(r -> r.bucket(IcebergRegions.SOURCE).key(key(file))).asByteArray();
    s3.putObject(r -> r.bucket(elsewhere).key("f.avro"), RequestBody.fromBytes(bytes));
    edit(
        metadata -> {
          ObjectNode snapshot = (ObjectNode) metadata.path("snapshots").path(0);
          snapshot.remove("manifest-list");
          if (member.equals("manifests")) {
            snapshot.putArray(member).add("s3://" + elsewhere + "/f.avro");
          } else {
            snapshot.put(member, "s3://" + elsewhere + "/f.avro");
          }
        });
    lake.backUpAndReplicate();
    lake.regions().aws().calls().clear();
    assertThat(lake.restore().notes(Level.PROBLEM))
        .singleElement()
        .asString()
        .contains("it refers to s3://elsewhere-us-east-1/f.avro, which target_s3_locations does");
    assertThat(lake.regions().aws().calls().counts(entry -> entry.subject().endsWith("f.avro")))
        .isEmpty();
  }

  /** Iceberg's writer of Parquet makes none. */
  @ParameterizedTest
  @EnumSource(names = {"AVRO", "ORC"})
  void readsTablesWithAPositionDeleteFileThatDeletesNothing(FileFormat format) throws IOException {
    Table table = create("2");
    DataFile file = IcebergLake.append(table, IcebergLake.row(table, 1L, "a"));
    IcebergLake.deleteAt(table, format, file);
    List<String> rows = IcebergLake.rows(table);
    assertThat(rows).hasSize(1);
    assertRestored();
    assertRows(rows.toArray(String[]::new));
  }

  /** Manifests say where in the file each vector lies. */
  @Test
  void deletionVectorsThatWouldLieElsewhereInTheirFileAreNamed() throws IOException {
    Table table =
        lake.source()
            .create(NAME, SCHEMA, PartitionSpec.unpartitioned(), Map.of("format-version", "3"));
    DataFile one = IcebergLake.append(table, IcebergLake.row(table, 1L, "a"));
    DataFile other = IcebergLake.append(table, IcebergLake.row(table, 2L, "b"));
    IcebergLake.deleteByVector(table, one, 0, other, 0);
    lake.lose();
    S3Client s3 = lake.regions().target().s3();
    String key =
        lake.names(IcebergRegions.TARGET)
            .filter(name -> name.endsWith(".puffin"))
            .findFirst()
            .orElseThrow();
    byte[] file = s3.getObjectAsBytes(r -> r.bucket(IcebergRegions.TARGET).key(key)).asByteArray();
    s3.putObject(r -> r.bucket(IcebergRegions.TARGET).key(key), RequestBody.fromBytes(apart(file)));
    assertThat(lake.restore().notes(Level.PROBLEM))
        .singleElement()
        .asString()
        .contains("the deletion vectors in s3://" + IcebergRegions.SOURCE + "/" + key);
  }

  /**
   * A Puffin file with a gap before its blobs: a head of 4 bytes, the blobs, and a foot of the same
   * 4 bytes, a JSON document, its length, 4 bytes of flags and once more those of the head.
   */
  private static byte[] apart(byte[] puffin) throws IOException {
    int gap = 8;
    int tail = puffin.length - 12;
    int json = tail - ByteBuffer.wrap(puffin).order(ByteOrder.LITTLE_ENDIAN).getInt(tail);
    ObjectNode foot = (ObjectNode) JSON.readTree(Arrays.copyOfRange(puffin, json, tail));
    foot.path("blobs")
        .forEach(blob -> ((ObjectNode) blob).put("offset", blob.path("offset").asLong() + gap));
    byte[] moved = JSON.writeValueAsBytes(foot);
    return ByteBuffer.allocate(json + gap + moved.length + 12)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(puffin, 0, 4)
        .put(new byte[gap])
        .put(puffin, 4, json - 4)
        .put(moved)
        .putInt(moved.length)
        .put(puffin, puffin.length - 8, 8)
        .array();
  }

  @Test
  void propertiesThatAreLocationsAreMovedAndTextThatBeginsLikeOneStays() throws IOException {
    String raw = "s3://" + IcebergRegions.SOURCE + "/raw";
    Table table = create("2");
    table
        .updateProperties()
        .set("comment", raw)
        .set("origin", raw + " is the raw copy")
        .set("write.data.path", raw + "/a, b")
        .set("upstream", raw)
        .commit();
    assertRestored();
    String there = "s3://" + IcebergRegions.TARGET + "/raw";
    assertThat(lake.target().table(NAME).properties())
        .containsEntry("comment", raw)
        .containsEntry("origin", raw + " is the raw copy")
        .containsEntry("write.data.path", there + "/a, b")
        .containsEntry("upstream", there);
  }

  @Test
  void tablesThatIcebergEncryptsAreNamed() throws IOException {
    Table table = create("3");
    append(table, 1, "a");
    edit(
        metadata -> {
          ((ObjectNode) metadata.path("snapshots").path(0)).put("key-id", "k1");
          metadata
              .putArray("encryption-keys")
              .addObject()
              .put("key-id", "k1")
              .put("encrypted-key-metadata", "AAAA");
        });
    lake.lose();
    Heard heard = lake.restore();
    assertThat(heard.notes(Level.PROBLEM))
        .singleElement()
        .asString()
        .contains("table ice.visits", "its manifests are encrypted by Iceberg");
    assertThat(heard.counts()).containsEntry("table created", 1L);
    assertThat(lake.location(NAME)).doesNotContain("/twinlake-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none| | is missing; wait for its replication",
        "none|[]|is no JSON object",
        "none|''|is no JSON object",
        "none|{\"format-version\":2}|cannot be read as Iceberg's",
        "none|{\"for|cannot be read as Iceberg's",
        "gzip| | is missing; wait for its replication",
        "gzip|{\"format-version\":2}|cannot be read as Iceberg's",
        "gzip|half|cannot be read as Iceberg's",
        "gzip|''|cannot be read as Iceberg's"
      })
  void aMetadataFileThatIsMissingOrNoneIsNamedAndTheOthersAreRestored(
      String codec, @org.jspecify.annotations.Nullable String content, String reason)
      throws IOException {
    Table table = create("2", "write.metadata.compression-codec", codec);
    append(table, 1, "a");
    String key = key(at(lake.source()));
    Table other = lake.source().create("sound", SCHEMA, PartitionSpec.unpartitioned(), Map.of());
    append(other, 5, "e");
    lake.lose();
    S3Client s3 = lake.regions().target().s3();
    if (content == null) {
      s3.deleteObject(r -> r.bucket(IcebergRegions.TARGET).key(key));
    } else {
      s3.putObject(
          r -> r.bucket(IcebergRegions.TARGET).key(key), RequestBody.fromBytes(bytes(content)));
    }
    Heard heard = lake.restore("iceberg_failures = skip");
    assertThat(heard.of(Outcome.FAILED))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.key().name()).isEqualTo(NAME);
              assertThat(result.reason()).contains(reason);
            });
    assertThat(IcebergLake.rows(lake.target().table("sound"))).containsExactly("Record(5, e)");
  }

  /** Half a gzip file where that is wanted. */
  private static byte[] bytes(String content) throws IOException {
    if (!content.equals("half")) {
      return content.getBytes(UTF_8);
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("{\"format-version\": 2, \"table-uuid\": \"never told\"}".getBytes(UTF_8));
    }
    return Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
  }

  private Table create(String version, String... properties) {
    PartitionSpec spec = PartitionSpec.builderFor(SCHEMA).identity("city").build();
    return lake.source()
        .create(
            NAME,
            SCHEMA,
            spec,
            properties.length == 0
                ? Map.of("format-version", version)
                : Map.of("format-version", version, properties[0], properties[1]));
  }

  private static void append(Table table, long id, String city) throws IOException {
    IcebergLake.append(table, IcebergLake.row(table, id, city));
  }

  private static StatisticsFile statistics(Table table) throws IOException {
    Snapshot snapshot = table.currentSnapshot();
    String path = table.location() + "/metadata/" + snapshot.snapshotId() + ".stats";
    PuffinWriter writer = Puffin.write(table.io().newOutputFile(path)).createdBy("test").build();
    try (writer) {
      writer.add(
          new Blob(
              "sketch",
              List.of(1),
              snapshot.snapshotId(),
              snapshot.sequenceNumber(),
              ByteBuffer.wrap("sketch".getBytes(UTF_8))));
    }
    return new GenericStatisticsFile(
        snapshot.snapshotId(),
        path,
        writer.fileSize(),
        writer.footerSize(),
        writer.writtenBlobsMetadata().stream().map(GenericBlobMetadata::from).toList());
  }

  /** As another writer would have written the metadata file. */
  private void edit(Consumer<ObjectNode> change) throws IOException {
    S3Client s3 = lake.regions().source().s3();
    String key = key(at(lake.source()));
    ObjectNode metadata =
        (ObjectNode)
            JSON.readTree(
                s3.getObjectAsBytes(r -> r.bucket(IcebergRegions.SOURCE).key(key)).asByteArray());
    change.accept(metadata);
    s3.putObject(
        r -> r.bucket(IcebergRegions.SOURCE).key(key), RequestBody.fromString(metadata.toString()));
  }

  private static String at(IcebergLake where) {
    return ((HasTableOperations) where.table(NAME)).operations().current().metadataFileLocation();
  }

  private static String key(String location) {
    return location.substring(("s3://" + IcebergRegions.SOURCE + "/").length());
  }

  private void assertRestored(String... options) {
    lake.lose();
    Heard heard = lake.restore(options);
    assertThat(heard.notes(Level.PROBLEM)).isEmpty();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(lake.location(NAME)).contains("/twinlake-");
  }

  private void assertRows(String... rows) throws IOException {
    assertThat(IcebergLake.rows(lake.target().table(NAME))).containsExactly(rows);
  }
}
