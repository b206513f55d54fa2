package io.twinlake.command;

import io.twinlake.aws.AwsRegion;
import io.twinlake.config.ConfigReader;
import io.twinlake.config.MappingFiles;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.config.TwinlakeConfig.BackupFiles;
import io.twinlake.model.S3Location;
import io.twinlake.model.UserError;
import io.twinlake.snapshot.Manifest;
import io.twinlake.snapshot.Snapshot;
import io.twinlake.snapshot.SnapshotStore;
import java.util.Map;
import java.util.Optional;

/** Finds a run's configuration. */
final class ConfigLoader {
  private final Connection connection;

  ConfigLoader(Connection connection) {
    this.connection = connection;
  }

  /**
   * @param snapshot {@code latest} or the id of the snapshot whose configuration is meant, when the
   *     place is a backup
   * @throws UserError when there is none, or something is wrong with it
   */
  TwinlakeConfig load(ConfigPlace place, String snapshot) {
    if (place instanceof ConfigPlace.Backup backup) {
      return ofBackup(backup, snapshot);
    }
    if (place instanceof ConfigPlace.FileWithBackup both) {
      return moved(ofFile(both.file().place()), both.backup());
    }
    return ofFile(((ConfigPlace.File) place).place());
  }

  private TwinlakeConfig ofFile(String file) {
    Optional<S3Location> inS3 = S3Location.parse(file);
    return inS3.isPresent()
        ? readObject(inS3.get())
        : ConfigReader.load(file, MappingFiles.onDisk(file, this::readObject));
  }

  private String readObject(String place) {
    try (AwsRegion home = connection.access(Map.of()).in(connection.homeRegion())) {
      return MappingFiles.inS3(home.s3(), place).text(place);
    }
  }

  private TwinlakeConfig readObject(S3Location location) {
    try (AwsRegion home = connection.access(Map.of()).in(connection.homeRegion())) {
      return ConfigReader.load(home.s3(), location.bucket(), location.rest());
    }
  }

  private TwinlakeConfig ofBackup(ConfigPlace.Backup backup, String snapshot) {
    String region = backup.targetRegion() == null ? connection.homeRegion() : backup.targetRegion();
    try (AwsRegion home = connection.access(Map.of()).in(region)) {
      SnapshotStore store =
          SnapshotStore.at(home.s3(), backup.place(), home.sts().getCallerIdentity().account());
      String id = snapshot.equals(Selection.LATEST.snapshot()) ? newest(store, backup) : snapshot;
      String name = backup.place() + " snapshot " + id;
      Snapshot of = store.open(id);
      TwinlakeConfig saved = ConfigReader.parse(of.config(), name, place -> principals(of, place));
      return moved(saved, backup);
    }
  }

  private static String newest(SnapshotStore store, ConfigPlace.Backup backup) {
    String of = backup.sourceRegion();
    return store.list().complete().stream()
        .filter(manifest -> of == null || manifest.sourceRegion().equals(of))
        .findFirst()
        .map(Manifest::id)
        .orElseThrow(
            () ->
                UserError.failed(
                    "There is no complete snapshot%s in %s; name the folder that holds snapshots/."
                        .formatted(of == null ? "" : " of " + of, backup.place())));
  }

  /** A backup holds the mapping file too: where it lay may be lost. */
  private static String principals(Snapshot snapshot, String place) {
    return snapshot
        .principals()
        .orElseThrow(
            () ->
                UserError.usage(
                    "Snapshot %s holds no copy of %s; restore with --config."
                        .formatted(snapshot.manifest().id(), place)));
  }

  /** The configuration, reading from where the backup now is. */
  private static TwinlakeConfig moved(TwinlakeConfig config, ConfigPlace.Backup backup) {
    S3Location location = S3Location.parse(backup.place()).orElseThrow();
    BackupFiles files = config.files();
    BackupFiles moved =
        new BackupFiles(
            location.bucket(),
            location.rest().replaceAll("^/+|/+$", ""),
            files.catalogFile(),
            files.catalogCopy(),
            files.lakeFormationFile(),
            files.lakeFormationCopy());
    return new TwinlakeConfig(
        config.sourceRegion(),
        backup.targetRegion() == null ? config.targetRegion() : backup.targetRegion(),
        config.operation(),
        config.bucketMapping(),
        config.iceberg(),
        moved,
        config.scope(),
        config.principals(),
        config.callsPerSecond(),
        config.text());
  }
}
