package io.twinlake.snapshot;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.twinlake.config.Scope;
import io.twinlake.model.UserError;
import io.twinlake.snapshot.Manifest.Part;
import io.twinlake.snapshot.SnapshotStore.PassedOver;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.BytesWrapper;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A folder named like a snapshot, which it may or may not be.
 *
 * @param prefix its keys' beginning, with the slash
 * @param sizes its objects, by key
 */
record SnapshotFolder(Bucket bucket, SnapshotId id, String prefix, Map<String, Long> sizes) {

  /** The folders under a root, newest first. */
  static List<SnapshotFolder> under(Bucket bucket, String root) {
    return under(bucket, root, "");
  }

  static List<SnapshotFolder> under(Bucket bucket, String root, String begin) {
    Map<Optional<SnapshotId>, List<S3Object>> objects =
        bucket.list(root + begin).stream().collect(groupingBy(object -> idOf(root, object.key())));
    return objects.entrySet().stream()
        .flatMap(e -> e.getKey().map(id -> of(bucket, root, id, e.getValue())).stream())
        .sorted(Comparator.comparing(SnapshotFolder::id).reversed())
        .toList();
  }

  private static Optional<SnapshotId> idOf(String root, String key) {
    int end = key.indexOf('/', root.length());
    return end < 0 ? Optional.empty() : SnapshotId.find(key.substring(root.length(), end));
  }

  private static SnapshotFolder of(
      Bucket bucket, String root, SnapshotId id, List<S3Object> objects) {
    Map<String, Long> sizes = objects.stream().collect(toMap(S3Object::key, S3Object::size));
    return new SnapshotFolder(bucket, id, root + id + "/", sizes);
  }

  /**
   * Reads the manifest and holds the files' sizes against it.
   *
   * @throws UserError when S3 does not let us read, which says nothing about the snapshot
   */
  Loaded load() {
    String key = prefix + SnapshotWriter.MANIFEST;
    return bucket
        .find(key)
        .map(BytesWrapper::asByteArrayUnsafe)
        .map(file -> loaded(file, bucket.uri(key)))
        .orElseGet(
            () ->
                unusable(
                    "%s is missing: the backup did not finish; use another snapshot."
                        .formatted(bucket.uri(key))));
  }

  private Loaded loaded(byte[] file, String place) {
    Manifest manifest;
    try {
      manifest = ManifestText.read(file, place);
    } catch (UserError e) {
      return unusable(e.getMessage());
    }
    if (!manifest.id().equals(id.toString())) {
      return unusable(
          "%s is the manifest of %s; use another snapshot.".formatted(place, manifest.id()));
    }
    return manifest.files().stream()
        .flatMap(part -> wrongSize(part).stream())
        .findFirst()
        .map(this::unusable)
        .orElseGet(() -> new Loaded(id, new Snapshot(bucket, prefix, manifest), ""));
  }

  private Optional<String> wrongSize(Part part) {
    Long size = sizes.get(prefix + part.key());
    if (size == null) {
      return Optional.of(
          "%s is missing; restore it, or use another snapshot."
              .formatted(bucket.uri(prefix + part.key())));
    }
    return size == part.size()
        ? Optional.empty()
        : Optional.of(
            "%s is damaged: it has %d bytes and its manifest says %d; use another snapshot."
                .formatted(bucket.uri(prefix + part.key()), size, part.size()));
  }

  private Loaded unusable(@Nullable String reason) {
    return new Loaded(id, null, String.valueOf(reason));
  }

  /**
   * @param snapshot null when the folder is none that can be used
   * @param reason why not, in one sentence
   */
  record Loaded(SnapshotId id, @Nullable Snapshot snapshot, String reason) {
    Snapshot orThrow() {
      if (snapshot == null) {
        throw UserError.failed(reason);
      }
      return snapshot;
    }

    PassedOver passedOver() {
      return new PassedOver(id.toString(), reason);
    }

    void sortInto(List<Manifest> complete, List<PassedOver> passedOver) {
      if (snapshot != null) {
        complete.add(snapshot.manifest());
      } else {
        passedOver.add(passedOver());
      }
    }

    /** This one if it is of the account and covers the scope, else one that cannot be used. */
    Loaded that(String account, Scope scope) {
      if (snapshot == null) {
        return this;
      }
      Manifest manifest = snapshot.manifest();
      if (!manifest.account().equals(account)) {
        return new Loaded(id, null, "It is of account " + manifest.account() + ".");
      }
      return manifest.scope().covers(scope)
          ? this
          : new Loaded(id, null, "It holds only part of the databases that are asked for.");
    }
  }
}
