package io.twinlake.iceberg;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterators;
import com.google.common.hash.Hashing;
import io.twinlake.aws.Parallel;
import io.twinlake.config.TwinlakeConfig.Iceberg.FileCheck;
import io.twinlake.transform.BucketMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericRecord;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileContent;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * One run over a table's files: each manifest list, manifest and position-delete file that no run
 * has rewritten yet is read once, and written to the folder of the new metadata file; data files
 * and equality-delete files are where replication put them. A manifest list is written when all
 * that it leads to is in place, so one that is there need not be looked into.
 */
final class Rewriting {
  /** Of snapshots, and then of their manifests, which are a few megabytes each. */
  private static final int AT_ONCE = 4;

  private final Parallel sideBySide = new Parallel(AT_ONCE);
  private final LakeFiles files;
  private final BucketMapping buckets;
  private final TableRewrite table;
  private final String folder;

  /** Lengths in bytes of what is in the folder, by location. */
  private final Map<String, Long> written = new ConcurrentHashMap<>();

  /** Manifests of which all that they lead to is in place, by location. */
  private final Set<String> settled = new HashSet<>();

  /** Where the target has the files of some snapshots that are not rewritten. */
  private final Referred referred;

  Rewriting(LakeFiles files, BucketMapping buckets, TableRewrite table) {
    this.files = files;
    this.buckets = buckets;
    this.table = table;
    this.referred = new Referred(files, table.fileCheck());
    this.folder = table.target().substring(0, table.target().lastIndexOf('/') + 1);
  }

  /** Whether the metadata file was there, and nothing else was looked at. */
  boolean run() throws IOException {
    boolean asBefore =
        !table.thorough() && files.checked(table.target()).filter(this::suffices).isPresent();
    if (!asBefore) {
      rewrite();
    }
    return asBefore;
  }

  private void rewrite() throws IOException {
    MetadataFile metadata = MetadataFile.read(table.source(), files.read(table.source()));
    written.putAll(files.lengths(folder));
    Optional<String> newest = newestList(metadata);
    if (!table.everySnapshot()) {
      metadata.keepCurrent();
    }
    Iterator<Snapshot> missing =
        Iterators.filter(
            metadata.snapshots().iterator(),
            each -> newest.isEmpty() || !isWritten(each.manifestListLocation()));
    if (missing.hasNext()) {
      settle(newest);
    }
    while (missing.hasNext()) {
      snapshots(ImmutableList.copyOf(Iterators.limit(missing, AT_ONCE)), metadata.specs());
    }
    files.write(table.target(), metadata.rewritten(table.target(), buckets, this::moved));
  }

  private boolean isWritten(@Nullable String list) {
    return list != null && written.containsKey(moved(list));
  }

  private boolean suffices(FileCheck made) {
    return made.suffices(table.fileCheck());
  }

  /**
   * The manifest list of the newest snapshot that was rewritten before, whichever are wanted; empty
   * when all is gone through again, because what was left then is not trusted or data files are to
   * be looked for as they were not then.
   */
  private Optional<String> newestList(MetadataFile metadata) {
    return metadata.manifestLists().stream()
        .filter(this::isWritten)
        .findFirst()
        .filter(list -> !table.thorough())
        .map(this::moved)
        .filter(list -> suffices(files.checkedAndRead(list)));
  }

  /** Most manifests of a snapshot are those of one before; one of them may be gone by now. */
  private void settle(Optional<String> list) throws IOException {
    if (list.isPresent()) {
      AvroFile.read(
          files.read(list.get()),
          manifest -> settled.add(manifest.get("manifest_path").toString()));
      settled.retainAll(written.keySet());
    }
  }

  /**
   * What a manifest list holds.
   *
   * @param location empty where a table of version 1 names the manifests in the metadata file
   * @param read holds the list itself
   */
  private record ManifestList(String location, LakeFiles read, List<ManifestFile> manifests) {}

  private void snapshots(List<Snapshot> some, Map<Integer, PartitionSpec> specs) {
    List<ManifestList> lists = ImmutableList.copyOf(sideBySide.map(some.iterator(), this::list));
    Iterator<ManifestFile> missing =
        lists.stream()
            .flatMap(list -> list.manifests().stream())
            .filter(manifest -> settled.add(moved(manifest.path())))
            .iterator();
    sideBySide.forEach(missing, unchecked(manifest -> manifest(manifest, specs)));
    referred.require();
    sideBySide.forEach(
        lists.stream().filter(list -> !list.location().isEmpty()).iterator(),
        unchecked(
            list ->
                write(
                    list.location(),
                    AvroFile.rewrite(list.read().read(list.location()), this::listed))));
  }

  private ManifestList list(Snapshot snapshot) {
    if (snapshot.keyId() != null) {
      throw new Unrewritable("its manifests are encrypted by Iceberg");
    }
    LakeFiles own = files.alone();
    return new ManifestList(
        Strings.nullToEmpty(snapshot.manifestListLocation()), own, snapshot.allManifests(own));
  }

  private void manifest(ManifestFile manifest, Map<Integer, PartitionSpec> specs)
      throws IOException {
    LakeFiles own = files.alone();
    byte[] file = own.read(manifest.path());
    if (manifest.content() == ManifestContent.DELETES) {
      deletes(own, manifest, specs);
    }
    byte[] rewritten = AvroFile.rewrite(file, this::entry);
    if (!written.containsKey(moved(manifest.path()))) {
      write(manifest.path(), rewritten);
    }
  }

  /** Two manifests may name one file, which is then written twice alike. */
  private void deletes(LakeFiles own, ManifestFile manifest, Map<Integer, PartitionSpec> specs)
      throws IOException {
    PartitionSpec spec =
        Objects.requireNonNull(specs.get(manifest.partitionSpecId()), manifest.path());
    PositionDeletes positionDeletes = new PositionDeletes(own, buckets);
    try (var reader = ManifestFiles.readDeleteManifest(manifest, own, specs)) {
      for (DeleteFile file : reader) {
        if (file.content() == FileContent.POSITION_DELETES
            && !written.containsKey(moved(file.location()))) {
          write(file.location(), positionDeletes.rewrite(file, spec));
        }
      }
    }
  }

  /** A task that reads and writes files. */
  private interface Step<T> {
    void take(T item) throws IOException;
  }

  private static <T> Consumer<T> unchecked(Step<T> step) {
    return item -> {
      try {
        step.take(item);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private void write(String source, byte[] rewritten) {
    files.write(moved(source), rewritten);
    written.put(moved(source), (long) rewritten.length);
  }

  /** Of a manifest list. */
  private void listed(GenericRecord manifest) {
    String location = moved(manifest.get("manifest_path").toString());
    manifest.put("manifest_path", location);
    manifest.put("manifest_length", written.get(location));
  }

  /** Of a manifest. */
  private void entry(GenericRecord entry) {
    ManifestEntry read = new ManifestEntry(entry);
    String path = read.path();
    if (read.isPositionDelete()) {
      read.move(moved(path), written.get(moved(path)));
      read.moveBounds(buckets::location);
    } else {
      read.move(read.isLive() ? replicated(path) : buckets.location(path), null);
    }
    read.moveReferred(buckets::location);
  }

  private String replicated(String path) {
    if (!buckets.covers(path)) {
      throw unmapped(path);
    }
    String location = buckets.location(path);
    referred.add(location);
    return location;
  }

  static Unrewritable unmapped(String path) {
    return new Unrewritable(
        "it refers to %s, which target_s3_locations does not map; add its bucket".formatted(path));
  }

  /** Where a file that is rewritten goes; two of one name in different folders stay apart. */
  private String moved(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return folder
        + Hashing.sha256().hashString(path, UTF_8).toString().substring(0, 8)
        + "-"
        + name;
  }
}
