package io.twinlake.snapshot;

import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.UserError;
import io.twinlake.snapshot.Manifest.DatabaseRanges;
import io.twinlake.snapshot.Manifest.Part;
import io.twinlake.snapshot.Manifest.Range;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A snapshot to read from. Every read is held against the manifest's checksums. */
public final class Snapshot {
  private final Bucket bucket;
  private final String folder;
  private final Manifest manifest;

  Snapshot(Bucket bucket, String folder, Manifest manifest) {
    this.bucket = bucket;
    this.folder = folder;
    this.manifest = manifest;
  }

  public Manifest manifest() {
    return manifest;
  }

  /** The configuration file that the backup used. */
  public String config() {
    return new String(whole(part(Part.CONFIG)).bytes(), StandardCharsets.UTF_8);
  }

  /** The mapping file that the configuration names, if it names one. */
  public Optional<String> principals() {
    return manifest
        .part(Part.PRINCIPALS)
        .map(part -> new String(whole(part).bytes(), StandardCharsets.UTF_8));
  }

  /**
   * Reads every file once.
   *
   * @throws UserError that names the file when a byte of it is wrong
   */
  public void check() {
    manifest.files().forEach(part -> whole(part).check());
  }

  /**
   * Reads what a restore of these databases reads: their ranges, and the Lake Formation file.
   *
   * @throws UserError that names the file when a byte of it is wrong
   */
  public void check(Set<String> databases) {
    Set<String> folded = new TreeSet<>();
    databases.forEach(name -> folded.add(ObjectKey.fold(name)));
    manifest.databases().stream()
        .filter(database -> folded.contains(database.database()))
        .flatMap(DatabaseRanges::ranges)
        .forEach(range -> catalog(range).check());
    whole(part(Part.LAKE_FORMATION)).check();
  }

  /** The database's record, then its tables. Damage shows, at the latest, at the end. */
  public Iterator<CatalogObject> tables(String database) {
    return catalog(ranges(database).tables()).records();
  }

  /** What belongs to the database or its tables. Damage shows, at the latest, at the end. */
  public Iterator<CatalogObject> details(String database) {
    return catalog(ranges(database).details()).records();
  }

  /** What belongs to no database. Damage shows, at the latest, at the end. */
  public Iterator<CatalogObject> others() {
    return catalog(manifest.others()).records();
  }

  /** The database's partitions, table by table. Damage shows, at the latest, at the end. */
  public Iterator<CatalogObject> partitions(String database) {
    return catalog(ranges(database).partitions()).records();
  }

  /** Everything of Lake Formation. */
  public Iterator<CatalogObject> lakeFormation() {
    return whole(part(Part.LAKE_FORMATION)).records();
  }

  private DatabaseRanges ranges(String database) {
    return manifest
        .database(database)
        .orElseThrow(
            () ->
                UserError.failed(
                    "Snapshot %s holds no database %s; choose one that it holds."
                        .formatted(manifest.id(), database)));
  }

  private Part part(String role) {
    return manifest.part(role).orElseThrow();
  }

  private CheckedRange catalog(Range range) {
    return new CheckedRange(bucket, folder + part(Part.CATALOG).key(), range);
  }

  private CheckedRange whole(Part part) {
    return new CheckedRange(bucket, folder + part.key(), new Range(0, part.size(), part.sha256()));
  }
}
