package io.twinlake.snapshot;

import io.twinlake.aws.Parallel;
import io.twinlake.config.Scope;
import io.twinlake.config.TwinlakeConfig.BackupFiles;
import io.twinlake.model.S3Location;
import io.twinlake.model.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;

/** The snapshots under one folder of one bucket. */
public final class SnapshotStore {
  private static final int MANIFESTS_AT_ONCE = 8;

  private final Bucket bucket;
  private final String root;

  /**
   * @param complete the snapshots, newest first
   * @param passedOver folders that are none, newest first
   */
  public record Listing(List<Manifest> complete, List<PassedOver> passedOver) {}

  /** A folder that was not used, and why, in one sentence. */
  public record PassedOver(String id, String reason) {}

  /**
   * @param passedOver newer ones that could not be used
   */
  public record Latest(Snapshot snapshot, List<PassedOver> passedOver) {}

  /**
   * @param folder prefix under the bucket, without slashes at its ends; may be empty
   * @param account the account that must own the bucket
   */
  public SnapshotStore(S3Client s3, String bucket, String folder, String account) {
    this.bucket = new Bucket(s3, bucket, account);
    this.root = root(folder) + "snapshots/";
  }

  /**
   * The store at a place like {@code s3://bucket/folder}.
   *
   * @throws UserError when the text is no such place
   */
  public static SnapshotStore at(S3Client s3, String s3Uri, String account) {
    S3Location location =
        S3Location.parse(s3Uri)
            .orElseThrow(
                () ->
                    UserError.usage(
                        "%s is not a place in S3; write it as s3://bucket/folder."
                            .formatted(s3Uri)));
    String folder = location.rest().replaceAll("^/+|/+$", "");
    return new SnapshotStore(s3, location.bucket(), folder, account);
  }

  static String root(String folder) {
    return folder.isEmpty() ? "" : folder + "/";
  }

  /** The region the bucket lies in. */
  public String bucketRegion() {
    return bucket.region();
  }

  /** Begins a snapshot; nothing of it is one before {@link SnapshotWriter#finish}. */
  public SnapshotWriter begin(SnapshotId id, BackupFiles files, String configText) {
    return begin(id, files, configText, "");
  }

  /** As {@link #begin(SnapshotId, BackupFiles, String)}, with a mapping file; empty for none. */
  public SnapshotWriter begin(
      SnapshotId id, BackupFiles files, String configText, String principals) {
    return new SnapshotWriter(bucket, root + id + "/", id, files, configText, principals);
  }

  /** Every snapshot, and every folder that is none. */
  public Listing list() {
    List<Manifest> complete = new ArrayList<>();
    List<PassedOver> passedOver = new ArrayList<>();
    new Parallel(MANIFESTS_AT_ONCE)
        .map(SnapshotFolder.under(bucket, root).iterator(), SnapshotFolder::load)
        .forEachRemaining(loaded -> loaded.sortInto(complete, passedOver));
    return new Listing(List.copyOf(complete), List.copyOf(passedOver));
  }

  /**
   * Opens a snapshot whose files are all there.
   *
   * @throws UserError when there is none of that name, or it cannot be used
   */
  public Snapshot open(String id) {
    return find(id).orElseThrow(() -> noSuch(id));
  }

  /**
   * As {@link #open}, or empty when nothing has that name any more.
   *
   * @throws UserError when there is something that cannot be used, or S3 does not tell
   */
  public Optional<Snapshot> find(String id) {
    return SnapshotId.find(id).stream()
        .flatMap(known -> SnapshotFolder.under(bucket, root, known + "/").stream())
        .findFirst()
        .map(folder -> folder.load().orThrow());
  }

  /**
   * The newest snapshot of a source that covers the scope and whose files are all there.
   *
   * @throws UserError when there is none
   */
  public Latest latest(String account, String sourceRegion, Scope scope) {
    List<PassedOver> passedOver = new ArrayList<>();
    for (SnapshotFolder folder : SnapshotFolder.under(bucket, root)) {
      if (folder.id().sourceRegion().equals(sourceRegion)) {
        SnapshotFolder.Loaded loaded = folder.load().that(account, scope);
        if (loaded.snapshot() != null) {
          return new Latest(loaded.snapshot(), List.copyOf(passedOver));
        }
        passedOver.add(loaded.passedOver());
      }
    }
    throw UserError.failed(
        "No snapshot of %s of account %s in %s can be used; run a backup, or name another place.%s"
            .formatted(sourceRegion, account, bucket.uri(root), reasons(passedOver)));
  }

  private UserError noSuch(String id) {
    List<String> ids =
        SnapshotFolder.under(bucket, root).stream().map(f -> f.id().toString()).toList();
    List<String> alike = ids.stream().filter(known -> known.startsWith(id)).toList();
    String known =
        (alike.isEmpty() ? ids : alike).stream().limit(3).collect(Collectors.joining(", "));
    return UserError.failed(
        "There is no snapshot %s in %s; %s."
            .formatted(
                id,
                bucket.uri(root),
                known.isEmpty() ? "run a backup first" : "use one of these: " + known));
  }

  private static String reasons(List<PassedOver> passedOver) {
    return passedOver.stream()
        .map(one -> " Passed over " + one.id() + ": " + one.reason())
        .collect(Collectors.joining());
  }
}
