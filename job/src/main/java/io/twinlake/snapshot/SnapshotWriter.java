package io.twinlake.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.twinlake.config.Scope;
import io.twinlake.config.TwinlakeConfig.BackupFiles;
import io.twinlake.config.TwinlakeConfig.ObjectPlace;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.UserError;
import io.twinlake.snapshot.Manifest.Completeness;
import io.twinlake.snapshot.Manifest.Part;
import io.twinlake.snapshot.Manifest.Unread;
import io.twinlake.snapshot.Manifest.Unsupported;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Writes one snapshot. The manifest comes last: closed without {@link #finish}, it leaves none, and
 * so no snapshot. One thread writes objects; any thread may say what is unread or absent.
 */
public final class SnapshotWriter implements AutoCloseable {
  static final String MANIFEST = "manifest.json";
  static final String CONFIG = "config.conf";
  static final String PRINCIPALS = "principal_mapping";

  private final Bucket bucket;
  private final String folder;
  private final SnapshotId id;
  private final BackupFiles files;
  private final byte[] config;
  private final byte[] principals;
  private final Upload catalog;
  private final Upload lakeFormation;
  private final CatalogRanges ranges = new CatalogRanges();
  private final SortedMap<String, Long> counts = new TreeMap<>();
  private final ConcurrentLinkedQueue<Unread> unread = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Unsupported> unsupported = new ConcurrentLinkedQueue<>();
  private final ConcurrentSkipListSet<String> absent = new ConcurrentSkipListSet<>();

  /**
   * What only the backup as a whole knows.
   *
   * @param account the account backed up
   */
  public record Header(
      String account,
      Instant started,
      Instant finished,
      Scope scope,
      Completeness completeness,
      Map<String, String> buckets) {}

  /**
   * @param folder the snapshot's, with the slash at its end
   * @param principals the text of the mapping file; empty when there is none
   */
  SnapshotWriter(
      Bucket bucket,
      String folder,
      SnapshotId id,
      BackupFiles files,
      String configText,
      String principals) {
    requireDistinct(files);
    this.bucket = bucket;
    this.folder = folder;
    this.id = id;
    this.files = files;
    this.config = configText.getBytes(StandardCharsets.UTF_8);
    this.principals = principals.getBytes(StandardCharsets.UTF_8);
    this.catalog = new Upload(bucket, folder + files.catalogFile());
    this.lakeFormation = new Upload(bucket, folder + files.lakeFormationFile());
  }

  /**
   * Writes the next record: what Glue keeps to the catalog file, in the order of {@link
   * CatalogRanges}, everything else to the Lake Formation file.
   *
   * @throws IllegalStateException when the object comes in another order
   */
  public void write(CatalogObject object) {
    byte[] line = line(object);
    if (CatalogRanges.holds(object.key().kind())) {
      ranges.add(object.key(), line);
      catalog.write(line);
    } else {
      lakeFormation.write(line);
    }
    counts.merge(object.key().kind().name(), 1L, Long::sum);
  }

  /** Records that an object, or something of it, could not be read. */
  public void unread(ObjectKey key, String reason) {
    unread.add(new Unread(key, reason));
  }

  /** Records that the source region does not know a kind of object. */
  public void unsupported(Kind kind, String reason) {
    unsupported.add(new Unsupported(kind.name(), reason));
  }

  /** Records that a database was named in the scope and that the source lacks it. */
  public void absent(String database) {
    absent.add(ObjectKey.fold(database));
  }

  /** Completes the snapshot, then the copies that always hold the newest files. */
  public Manifest finish(Header header) {
    catalog.finish();
    lakeFormation.finish();
    bucket.create(folder + CONFIG, config);
    if (principals.length > 0) {
      bucket.create(folder + PRINCIPALS, principals);
    }
    Manifest manifest = manifest(header);
    bucket.create(folder + MANIFEST, ManifestText.write(manifest));
    copy(files.catalogFile(), catalog.size(), files.catalogCopy());
    copy(files.lakeFormationFile(), lakeFormation.size(), files.lakeFormationCopy());
    return manifest;
  }

  @Override
  public void close() {
    catalog.close();
    lakeFormation.close();
  }

  private Manifest manifest(Header header) {
    return new Manifest(
        Manifest.FORMAT_VERSION,
        ToolVersion.text(),
        id.toString(),
        header.account(),
        id.sourceRegion(),
        header.started(),
        header.finished(),
        header.scope(),
        parts(),
        counts,
        ranges.close(),
        ranges.others(),
        List.copyOf(absent),
        header.completeness(),
        List.copyOf(unread),
        List.copyOf(unsupported),
        new TreeMap<>(header.buckets()));
  }

  private List<Part> parts() {
    List<Part> parts =
        new ArrayList<>(
            List.of(
                new Part(Part.CATALOG, files.catalogFile(), catalog.size(), catalog.sha256()),
                new Part(
                    Part.LAKE_FORMATION,
                    files.lakeFormationFile(),
                    lakeFormation.size(),
                    lakeFormation.sha256()),
                new Part(Part.CONFIG, CONFIG, config.length, Sha256.hex(config))));
    if (principals.length > 0) {
      parts.add(new Part(Part.PRINCIPALS, PRINCIPALS, principals.length, Sha256.hex(principals)));
    }
    return parts;
  }

  private void copy(String file, long size, ObjectPlace to) {
    try {
      new ObjectCopy(bucket, folder + file, size).to(to);
    } catch (UserError e) {
      throw UserError.failed(
          "Snapshot %s is complete, but its copy at %s is not: %s"
              .formatted(id, to, e.getMessage()),
          e);
    }
  }

  private static byte[] line(CatalogObject object) {
    try {
      ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
      Json.LINE.writeValue(line, object.toJson());
      line.write('\n');
      return line.toByteArray();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(object.key() + " cannot be written as JSON.", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireDistinct(BackupFiles files) {
    if (Set.copyOf(
                List.of(
                    files.catalogFile(), files.lakeFormationFile(), CONFIG, PRINCIPALS, MANIFEST))
            .size()
        != 5) {
      throw UserError.usage(
          "backup_file_filename (%s) and lf_storage_file_name (%s) must differ, and neither can be %s, %s or %s."
              .formatted(
                  files.catalogFile(), files.lakeFormationFile(), CONFIG, PRINCIPALS, MANIFEST));
    }
  }
}
