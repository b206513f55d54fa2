package io.twinlake.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlake.model.CatalogObject;
import io.twinlake.model.UserError;
import io.twinlake.snapshot.Manifest.DatabaseRanges;
import io.twinlake.snapshot.Manifest.Part;
import io.twinlake.snapshot.Manifest.Range;
import java.time.Clock;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  private static final String ID = "20261122T180724Z-us-east-1-7f3a";
  private static final String FOLDER = "lake/snapshots/" + ID + "/";
  private static final String CATALOG = "catalog.json";
  private static final String PERMISSIONS = "permissions.json";

  private final Store store = new Store(Clock.systemUTC());
  private Snapshot snapshot;

  @BeforeEach
  void write() {
    store.write(ID, Samples.lake());
    snapshot = store.snapshots().open(ID);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static void assertNamed(String file, ThrowingCallable read) {
    assertThatThrownBy(read)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("s3://twinlake-backup/" + FOLDER + file + " is damaged: ");
  }

  private static void readAll(Iterator<CatalogObject> records) {
    records.forEachRemaining(record -> assertThat(record.definition()).isNotNull());
  }

  /** Runs the assertion with one byte of the file flipped, for a spread of positions. */
  private void withEveryByteFlipped(String file, long from, long to, Runnable assertion) {
    String key = FOLDER + file;
    byte[] whole = store.bytes(Store.BUCKET, key);
    IntStream.range((int) from, (int) to)
        .filter(at -> at == from || at == to - 1 || at % 31 == 0)
        .forEach(
            at -> {
              byte[] flipped = whole.clone();
              flipped[at] ^= (byte) (1 << at % 8);
              store.put(key, flipped);
              assertion.run();
            });
    store.put(key, whole);
  }

  @Test
  void refusesAnyWrongByteOfAnyFile() {
    for (Part part : snapshot.manifest().files()) {
      withEveryByteFlipped(
          part.key(), 0, part.size(), () -> assertNamed(part.key(), snapshot::check));
    }
    assertThatCode(snapshot::check).doesNotThrowAnyException();
  }

  @Test
  void refusesAnyWrongByteOfTheManifest() {
    byte[] manifest = store.bytes(Store.BUCKET, FOLDER + "manifest.json");
    withEveryByteFlipped(
        "manifest.json",
        0,
        manifest.length,
        () ->
            assertThatThrownBy(() -> store.snapshots().open(ID))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("s3://twinlake-backup/" + FOLDER + "manifest.json is "));
  }

  @Test
  void findsWrongBytesWhileItReads() {
    DatabaseRanges sales = snapshot.manifest().database("sales").orElseThrow();
    damage(sales.tables(), () -> assertNamed(CATALOG, () -> readAll(snapshot.tables("sales"))));
    damage(
        sales.partitions(),
        () -> assertNamed(CATALOG, () -> readAll(snapshot.partitions("sales"))));
    Part permissions = snapshot.manifest().part(Part.LAKE_FORMATION).orElseThrow();
    withEveryByteFlipped(
        PERMISSIONS,
        0,
        permissions.size(),
        () -> assertNamed(PERMISSIONS, () -> readAll(snapshot.lakeFormation())));
    withEveryByteFlipped(
        "config.conf",
        0,
        snapshot.config().length(),
        () -> assertNamed("config.conf", snapshot::config));
  }

  @Test
  void checksOnlyWhatARestoreOfSomeDatabasesReads() {
    DatabaseRanges sales = snapshot.manifest().database("sales").orElseThrow();
    damage(
        sales.tables(),
        () -> {
          assertNamed(CATALOG, () -> snapshot.check(Set.of("SALES")));
          snapshot.check(Set.of("web"));
          readAll(snapshot.tables("web"));
        });
    damage(sales.partitions(), () -> assertNamed(CATALOG, () -> snapshot.check(Set.of("sales"))));
    withEveryByteFlipped(
        PERMISSIONS, 0, 1, () -> assertNamed(PERMISSIONS, () -> snapshot.check(Set.of("web"))));
  }

  @Test
  void refusesADatabaseThatItDoesNotHold() {
    assertThatThrownBy(() -> snapshot.tables("nowhere"))
        .isInstanceOf(UserError.class)
        .hasMessage("Snapshot " + ID + " holds no database nowhere; choose one that it holds.");
  }

  private void damage(Range range, Runnable assertion) {
    withEveryByteFlipped(CATALOG, range.offset(), range.end(), assertion);
  }
}
