package io.twinlake.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlake.config.Scope;
import io.twinlake.model.UserError;
import io.twinlake.snapshot.Manifest.Completeness;
import io.twinlake.snapshot.SnapshotStore.Latest;
import io.twinlake.snapshot.SnapshotStore.PassedOver;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotStoreTest {
  private static final String OLD = "20261120T000000Z-us-east-1-0001";
  private static final String NEW = "20261121T000000Z-us-east-1-0002";
  private static final String NEWEST = "20261122T000000Z-us-east-1-0003";
  private static final String ROOT = "lake/snapshots/";

  private final Store store = new Store(Clock.systemUTC());

  @AfterEach
  void close() {
    store.close();
  }

  private static void assertFails(ThrowingCallable call, String sentence) {
    assertThatThrownBy(call).isInstanceOf(UserError.class).hasMessage(sentence);
  }

  private static String uri(String id, String file) {
    return "s3://" + Store.BUCKET + "/" + ROOT + id + "/" + file;
  }

  private static SnapshotWriter.Header of(String account, Scope scope) {
    SnapshotWriter.Header header = Samples.header();
    return new SnapshotWriter.Header(
        account,
        header.started(),
        header.finished(),
        scope,
        header.completeness(),
        header.buckets());
  }

  @Test
  void listsSnapshotsNewestFirstAndNamesWhatIsNone() {
    Manifest newest = store.write(NEWEST, Samples.lake());
    Manifest old = store.write(OLD, List.of());
    store.write(NEW, List.of());
    store.delete(ROOT + NEW + "/manifest.json");
    store.put(ROOT + "readme.txt", "not a folder");
    store.put(ROOT + "mine/manifest.json", "not a snapshot's name");

    SnapshotStore.Listing listing = store.snapshots().list();

    assertThat(listing.complete()).containsExactly(newest, old);
    assertThat(listing.passedOver())
        .containsExactly(
            new PassedOver(
                NEW,
                uri(NEW, "manifest.json")
                    + " is missing: the backup did not finish; use another snapshot."));
  }

  @Test
  void listsNothingInAnEmptyFolder() {
    assertThat(store.snapshots().list()).isEqualTo(new SnapshotStore.Listing(List.of(), List.of()));
  }

  @Test
  void latestIsTheNewestThatCanBeUsed() {
    store.write(OLD, Samples.lake());
    store.write(NEW, Samples.lake());
    store.write(NEWEST, Samples.lake());
    store.delete(ROOT + NEWEST + "/permissions.json");

    Latest latest = store.snapshots().latest(Samples.ACCOUNT, "us-east-1", Scope.ALL);

    assertThat(latest.snapshot().manifest().id()).isEqualTo(NEW);
    assertThat(latest.passedOver())
        .containsExactly(
            new PassedOver(
                NEWEST,
                uri(NEWEST, "permissions.json")
                    + " is missing; restore it, or use another snapshot."));
  }

  @Test
  void latestPassesOverOtherAccountsAndNarrowerScopes() {
    Scope sales = new Scope(Set.of("sales"), true);
    store.write(OLD, Samples.lake());
    store.write(NEW, Samples.lake(), of(Samples.ACCOUNT, sales));
    store.write(NEWEST, Samples.lake(), of("444455556666", Scope.ALL));
    store.write("20261123T000000Z-eu-west-1-0004", Samples.lake());

    Latest latest = store.snapshots().latest(Samples.ACCOUNT, "us-east-1", Scope.ALL);

    assertThat(latest.snapshot().manifest().id()).isEqualTo(OLD);
    assertThat(latest.passedOver())
        .containsExactly(
            new PassedOver(NEWEST, "It is of account 444455556666."),
            new PassedOver(NEW, "It holds only part of the databases that are asked for."));
    assertThat(store.snapshots().latest(Samples.ACCOUNT, "us-east-1", sales).snapshot().manifest())
        .extracting(Manifest::id)
        .isEqualTo(NEW);
  }

  @Test
  void latestSaysWhatItPassedOverWhenNothingIsLeft() {
    store.write(OLD, Samples.lake());
    store.delete(ROOT + OLD + "/manifest.json");

    assertFails(
        () -> store.snapshots().latest(Samples.ACCOUNT, "us-east-1", Scope.ALL),
        "No snapshot of us-east-1 of account 111122223333 in s3://twinlake-backup/lake/snapshots/"
            + " can be used; run a backup, or name another place. Passed over "
            + OLD
            + ": "
            + uri(OLD, "manifest.json")
            + " is missing: the backup did not finish; use another snapshot.");
  }

  @Test
  void opensASnapshotInAReplicatedBucketOfAnotherName() {
    store.write(OLD, Samples.lake());
    for (String key : store.keys(Store.BUCKET)) {
      store
          .s3()
          .copyObject(
              r ->
                  r.sourceBucket(Store.BUCKET)
                      .sourceKey(key)
                      .destinationBucket(Store.COPIES)
                      .destinationKey(key));
    }

    SnapshotStore replica =
        SnapshotStore.at(store.s3(), "s3://" + Store.COPIES + "/lake/", Samples.ACCOUNT);
    replica.open(OLD).check();

    assertThat(replica.open(OLD).tables("sales")).toIterable().hasSize(3);
  }

  @Test
  void opensASnapshotAtTheRootOfABucket() {
    SnapshotStore root = SnapshotStore.at(store.s3(), "s3://" + Store.BUCKET, Samples.ACCOUNT);
    try (SnapshotWriter writer = root.begin(SnapshotId.parse(OLD), Store.FILES, Store.CONFIG)) {
      writer.finish(Samples.header());
    }

    assertThat(store.keys(Store.BUCKET)).contains("snapshots/" + OLD + "/manifest.json");
    assertThat(root.open(OLD).config()).isEqualTo(Store.CONFIG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bucket/folder", "https://bucket/x", ""})
  void refusesAPlaceThatIsNotInS3(String place) {
    assertFails(
        () -> SnapshotStore.at(store.s3(), place, Samples.ACCOUNT),
        place + " is not a place in S3; write it as s3://bucket/folder.");
  }

  @Test
  void knowsTheBucketsRegion() {
    assertThat(store.snapshots().bucketRegion()).isEqualTo("ap-south-1");
  }

  @Test
  void saysWhichSnapshotsThereAreWhenOneIsNot() {
    store.write(OLD, List.of());
    store.write(NEW, List.of());
    String place = " in s3://twinlake-backup/lake/snapshots/; ";

    assertFails(
        () -> store.snapshots().open(NEWEST),
        "There is no snapshot " + NEWEST + place + "use one of these: " + NEW + ", " + OLD + ".");
    assertFails(
        () -> store.snapshots().open("20261120"),
        "There is no snapshot 20261120" + place + "use one of these: " + OLD + ".");
  }

  @Test
  void saysToRunABackupWhereThereAreNoSnapshots() {
    assertFails(
        () -> store.snapshots().open(NEWEST),
        "There is no snapshot "
            + NEWEST
            + " in s3://twinlake-backup/lake/snapshots/; run a backup first.");
  }

  @Test
  void refusesAManifestThatIsNotJson() {
    store.write(OLD, List.of());
    store.put(ROOT + OLD + "/manifest.json", "<html>");

    assertFails(
        () -> store.snapshots().open(OLD),
        uri(OLD, "manifest.json") + " is damaged: it is not a JSON object; use another snapshot.");
  }

  @Test
  void refusesASnapshotOfANewerFormat() {
    store.write(OLD, List.of());
    store.put(ROOT + OLD + "/manifest.json", "{\"format_version\" : 7}");

    assertFails(
        () -> store.snapshots().open(OLD),
        uri(OLD, "manifest.json")
            + " is of format 7 and this version of Twinlake reads up to 1; use a newer version.");
  }

  @Test
  void refusesTheManifestOfAnotherSnapshot() {
    store.write(OLD, List.of());
    store.write(NEW, List.of());
    store.put(
        ROOT + NEW + "/manifest.json", store.bytes(Store.BUCKET, ROOT + OLD + "/manifest.json"));

    assertFails(
        () -> store.snapshots().open(NEW),
        uri(NEW, "manifest.json") + " is the manifest of " + OLD + "; use another snapshot.");
  }

  @Test
  void refusesATruncatedFile() {
    store.write(OLD, Samples.lake());
    String key = ROOT + OLD + "/catalog.json";
    byte[] file = store.bytes(Store.BUCKET, key);
    store.put(key, Arrays.copyOf(file, file.length - 1));

    assertFails(
        () -> store.snapshots().open(OLD),
        "%s is damaged: it has %d bytes and its manifest says %d; use another snapshot."
            .formatted(uri(OLD, "catalog.json"), file.length - 1, file.length));
  }

  @Test
  void refusesAFileTruncatedAfterItWasOpened() {
    store.write(OLD, Samples.lake());
    Snapshot snapshot = store.snapshots().open(OLD);
    String key = ROOT + OLD + "/catalog.json";
    byte[] file = store.bytes(Store.BUCKET, key);
    store.put(key, Arrays.copyOf(file, file.length - 1));

    assertFails(
        snapshot::check,
        "%s is damaged: it ends before byte %d; restore the object's earlier version, or use another snapshot."
            .formatted(uri(OLD, "catalog.json"), file.length));
  }

  @Test
  void saysThatABucketIsMissing() {
    SnapshotStore nowhere = new SnapshotStore(store.s3(), "no-such-bucket", "", Samples.ACCOUNT);
    String sentence = "Bucket no-such-bucket does not exist; create it, or correct its name.";

    assertFails(nowhere::list, sentence);
    assertFails(nowhere::bucketRegion, sentence);
    assertFails(() -> nowhere.latest(Samples.ACCOUNT, "us-east-1", Scope.ALL), sentence);
    assertFails(
        () -> {
          try (SnapshotWriter writer =
              nowhere.begin(SnapshotId.parse(OLD), Store.FILES, Store.CONFIG)) {
            writer.finish(Samples.header());
          }
        },
        sentence);
  }

  @Test
  void refusesABucketOfAnotherAccount() {
    Store.createBucket(store.s3(store.aws().account("444455556666").root()), "taken-over");
    SnapshotStore taken = new SnapshotStore(store.s3(), "taken-over", "", Samples.ACCOUNT);

    assertThatThrownBy(taken::list)
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("s3:ListBucket on s3://taken-over/snapshots/ was denied (")
        .hasMessageEndingWith("); allow it, and check that account 111122223333 owns the bucket.");
  }

  @Test
  void reachesNoBucketButItsExpectedOwners() {
    String other = "444455556666";
    SnapshotStore wrong = new SnapshotStore(store.s3(), Store.BUCKET, "lake", other);
    TargetState state =
        new TargetState(
            store.s3(), Store.BUCKET, "lake", other, "ap-south-1", "me", Clock.systemUTC());

    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            wrong::bucketRegion,
            wrong::list,
            () -> wrong.open(OLD),
            () -> wrong.begin(SnapshotId.parse(OLD), Store.FILES, "").finish(Samples.header()),
            state::read,
            () -> state.acquire(new TargetState.Held(List.of(), null, List.of(), null), OLD))) {
      assertThatThrownBy(call)
          .isInstanceOf(UserError.class)
          .hasMessageContaining(" was denied (")
          .hasMessageEndingWith("check that account 444455556666 owns the bucket.");
    }
    assertThat(store.keys(Store.BUCKET)).isEmpty();
  }

  @Test
  void namesThePermissionThatIsMissing() {
    store.write(OLD, Samples.lake());
    String policy =
        """
        {"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*"}]}
        """;
    SnapshotStore denied =
        new SnapshotStore(
            store.s3(store.aws().account(Samples.ACCOUNT).role("Lister", policy)),
            Store.BUCKET,
            "lake",
            Samples.ACCOUNT);

    assertThatThrownBy(() -> denied.open(OLD))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("s3:GetObject on " + uri(OLD, "manifest.json") + " was denied (");
    assertThatThrownBy(() -> denied.latest(Samples.ACCOUNT, "us-east-1", Scope.ALL))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("s3:GetObject on ");
    assertThatThrownBy(
            () -> denied.begin(SnapshotId.parse(NEW), Store.FILES, "").finish(Samples.header()))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("s3:PutObject on " + uri(NEW, "catalog.json") + " was denied (");
  }

  @Test
  void saysWhenS3CannotBeReached() {
    SnapshotStore snapshots =
        new SnapshotStore(store.impatientS3(), Store.BUCKET, "lake", Samples.ACCOUNT);
    store.aws().cutOff("ap-south-1");

    assertThatThrownBy(snapshots::list)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("did not get an answer")
        .hasMessageEndingWith("Check the network and the region, then run again.");
  }

  @Test
  void keepsWhatTheBackupCouldNotSee() {
    SnapshotWriter.Header header =
        new SnapshotWriter.Header(
            Samples.ACCOUNT,
            Instant.EPOCH,
            Instant.EPOCH,
            Scope.ALL,
            new Completeness(Samples.CALLER, true, List.of("sales.orders")),
            Map.of());
    Manifest manifest = store.write(OLD, Samples.lake(), header);

    assertThat(store.snapshots().open(OLD).manifest()).isEqualTo(manifest);
    assertThat(manifest.completeness().complete()).isFalse();
    assertThat(
            store
                .text(Store.BUCKET, ROOT + OLD + "/manifest.json")
                .getBytes(StandardCharsets.UTF_8))
        .isEqualTo(ManifestText.write(manifest));
  }
}
