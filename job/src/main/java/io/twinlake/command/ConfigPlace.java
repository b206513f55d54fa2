package io.twinlake.command;

import io.twinlake.model.S3Location;
import io.twinlake.model.UserError;
import org.jspecify.annotations.Nullable;

/** Where a run's configuration comes from. */
public sealed interface ConfigPlace {
  /**
   * A configuration file.
   *
   * @param place a path, or {@code s3://bucket/key}
   */
  record File(String place) implements ConfigPlace {}

  /**
   * The configuration that a snapshot was made with, for the day on which nothing else is left.
   *
   * @param place the folder that holds {@code snapshots/}, as {@code s3://bucket/folder}
   * @param sourceRegion whose newest snapshot is meant; null for the newest of all
   * @param targetRegion instead of the one that the configuration names; null to keep it
   */
  record Backup(String place, @Nullable String sourceRegion, @Nullable String targetRegion)
      implements ConfigPlace {
    public Backup {
      if (S3Location.parse(place).isEmpty()) {
        throw UserError.usage(place + " is not a place in S3; write it as s3://bucket/folder.");
      }
    }
  }

  /** A file's configuration, with the backup read from another place than the file names. */
  record FileWithBackup(File file, Backup backup) implements ConfigPlace {}
}
