package io.twinlake.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.twinlake.config.TwinlakeConfig.BackupFiles;
import io.twinlake.config.TwinlakeConfig.ObjectPlace;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.UserError;
import io.twinlake.snapshot.Manifest.Part;
import io.twinlake.snapshot.Manifest.Unread;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnapshotWriterTest {
  private static final String ID = "20261122T180724Z-us-east-1-7f3a";
  private static final String FOLDER = "lake/snapshots/" + ID + "/";

  private final Store store = new Store(Clock.systemUTC());

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void readsBackWhatWasWritten() {
    Manifest manifest = store.write(ID, Samples.lake());

    Snapshot snapshot = store.snapshots().open(ID);

    snapshot.check();
    assertThat(snapshot.manifest()).isEqualTo(manifest);
    assertThat(snapshot.config()).isEqualTo(Store.CONFIG);
    assertThat(snapshot.tables("sales")).toIterable().isEqualTo(Samples.lake().subList(0, 3));
    assertThat(snapshot.tables("WEB")).toIterable().isEqualTo(Samples.lake().subList(3, 5));
    assertThat(snapshot.partitions("sales")).toIterable().isEqualTo(Samples.lake().subList(5, 8));
    assertThat(snapshot.partitions("web")).toIterable().isEmpty();
    assertThat(snapshot.lakeFormation()).toIterable().isEqualTo(Samples.lake().subList(8, 9));
  }

  @Test
  void writesOneRecordALine() {
    store.write(ID, List.of(Samples.database("sales"), Samples.table("sales", "orders")));

    assertThat(store.text(Store.BUCKET, FOLDER + "catalog.json"))
        .isEqualTo(
            """
            {"kind":"database","database":"sales","definition":{"Name":"sales","Retention":0,"Ratio":1.50,"Parameters":{},"PartitionKeys":[]}}
            {"kind":"table","database":"sales","name":"orders","definition":{"Name":"orders","Retention":0,"Ratio":1.50,"Parameters":{},"PartitionKeys":[]}}
            """);
  }

  @Test
  void countsAndNamesEverything() {
    Manifest manifest;
    try (SnapshotWriter writer = store.begin(ID)) {
      Samples.lake().forEach(writer::write);
      writer.absent("Gone");
      writer.unread(ObjectKey.table("web", "hidden"), "AWS denied glue:GetTable.");
      manifest = writer.finish(Samples.header());
    }

    assertThat(manifest.counts())
        .isEqualTo(Map.of("database", 2L, "table", 3L, "partition", 3L, "grant", 1L));
    assertThat(manifest.absentDatabases()).containsExactly("gone");
    assertThat(manifest.unread())
        .containsExactly(new Unread(ObjectKey.table("web", "hidden"), "AWS denied glue:GetTable."));
    assertThat(manifest.files())
        .extracting(Part::role, Part::key)
        .containsExactly(
            tuple("catalog", "catalog.json"),
            tuple("lake_formation", "permissions.json"),
            tuple("config", "config.conf"));
  }

  @Test
  void keepsTheNewestFilesAtTheConfiguredPlaces() {
    store.write("20261121T000000Z-us-east-1-0001", Samples.lake());
    store.write(ID, List.of(Samples.database("sales"), Samples.grant("me")));

    assertThat(store.text(Store.BUCKET, "newest/catalog.json"))
        .isEqualTo(store.text(Store.BUCKET, FOLDER + "catalog.json"));
    assertThat(store.text(Store.COPIES, "lf/us-east-1/permissions.json"))
        .isEqualTo(store.text(Store.BUCKET, FOLDER + "permissions.json"));
  }

  @Test
  void saysThatTheSnapshotIsCompleteWhenOnlyItsCopyFails() {
    BackupFiles files =
        new BackupFiles(
            Store.BUCKET,
            "lake",
            "catalog.json",
            new ObjectPlace("no-such-bucket", "x.json"),
            "permissions.json",
            new ObjectPlace(Store.COPIES, "y.json"));

    try (SnapshotWriter writer =
        store.snapshots().begin(SnapshotId.parse(ID), files, Store.CONFIG)) {
      assertThatThrownBy(() -> writer.finish(Samples.header()))
          .isInstanceOf(UserError.class)
          .hasMessage(
              "Snapshot "
                  + ID
                  + " is complete, but its copy at s3://no-such-bucket/x.json is not: Bucket no-such-bucket does not exist; create it, or correct its name.");
    }
    store.snapshots().open(ID).check();
  }

  @Test
  void anEmptyRegionIsASnapshotToo() {
    Manifest manifest = store.write(ID, List.of());

    Snapshot snapshot = store.snapshots().open(ID);
    snapshot.check();
    assertThat(manifest.databases()).isEmpty();
    assertThat(snapshot.lakeFormation()).toIterable().isEmpty();
    assertThat(store.bytes(Store.BUCKET, "newest/catalog.json")).isEmpty();
  }

  @Test
  void sendsLargeFilesInParts() {
    List<CatalogObject> objects = largeLake(22_000_000);
    Manifest manifest = store.write(ID, objects);

    assertThat(store.aws().calls().counts("ap-south-1"))
        .containsEntry("s3:CreateMultipartUpload", 1L)
        .containsEntry("s3:UploadPart", 3L)
        .containsEntry("s3:CompleteMultipartUpload", 1L);
    Snapshot snapshot = store.snapshots().open(ID);
    snapshot.check();
    assertThat(snapshot.tables("large")).toIterable().isEqualTo(objects);
    assertThat(manifest.part(Part.CATALOG).orElseThrow().size()).isGreaterThan(20_000_000);
  }

  @Test
  void leavesNothingBehindWhenItIsClosedUnfinished() {
    try (SnapshotWriter writer = store.begin(ID)) {
      largeLake(22_000_000).forEach(writer::write);
    }

    assertThat(store.keys(Store.BUCKET)).isEmpty();
    assertThat(store.s3().listMultipartUploads(r -> r.bucket(Store.BUCKET)).uploads()).isEmpty();
  }

  @Test
  void neverWritesOverASnapshot() {
    store.write(ID, Samples.lake());

    assertThatThrownBy(() -> store.write(ID, List.of()))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "s3://twinlake-backup/%scatalog.json is there already and holds something else; run again for a new snapshot."
                .formatted(FOLDER));
    store.snapshots().open(ID).check(Set.of("sales"));
  }

  @Test
  void refusesAFileNameThatIsTakenInTheFolder() {
    BackupFiles files =
        new BackupFiles(
            Store.BUCKET,
            "lake",
            "manifest.json",
            Store.FILES.catalogCopy(),
            "permissions.json",
            Store.FILES.lakeFormationCopy());

    assertThatThrownBy(() -> store.snapshots().begin(SnapshotId.parse(ID), files, ""))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("backup_file_filename (manifest.json) and");
  }

  @ParameterizedTest
  @EnumSource(names = {"KILLED", "LOST_ANSWER", "SERVER_ERROR", "CONDITIONAL_CONFLICT"})
  void isWholeWhateverGoesWrongWithAnyOneCall(Fault fault) {
    List<CatalogObject> objects = largeLake(9_000_000);
    store.aws().calls().clear();
    store.write(ID, objects);
    int calls = store.aws().calls().all().size();
    assertThat(calls).isEqualTo(9);

    for (int nth = 1; nth <= calls; nth++) {
      String id = "20261122T18070%dZ-us-east-1-7f3a".formatted(nth);
      store.aws().faults().inject(fault, CallPattern.any().nth(nth));
      Manifest manifest = store.write(id, objects);
      store.aws().faults().clear();

      assertThat(store.snapshots().open(id).manifest()).isEqualTo(manifest);
      store.snapshots().open(id).check();
    }
  }

  @Test
  void copiesAVeryLargeFileInParts() {
    store.put("from", "x".repeat(11 * 1024 * 1024));
    Bucket bucket = new Bucket(store.s3(), Store.BUCKET, Samples.ACCOUNT);
    long size = 11 * 1024 * 1024;

    new ObjectCopy(bucket, "from", size, size - 1, 5 * 1024 * 1024)
        .to(new ObjectPlace(Store.COPIES, "to"));

    assertThat(store.bytes(Store.COPIES, "to")).isEqualTo(store.bytes(Store.BUCKET, "from"));
    assertThat(store.aws().calls().counts("ap-south-1")).containsEntry("s3:UploadPartCopy", 3L);
  }

  /** A database with tables of 200 kB. */
  private static List<CatalogObject> largeLake(int bytes) {
    Stream<CatalogObject> tables =
        IntStream.range(0, bytes / 200_000)
            .mapToObj(
                i ->
                    new CatalogObject(
                        ObjectKey.table("large", "t" + i),
                        JsonNodeFactory.instance
                            .objectNode()
                            .put("Description", "ü".repeat(100_000))));
    return Stream.concat(Stream.of(Samples.database("large")), tables).toList();
  }
}
