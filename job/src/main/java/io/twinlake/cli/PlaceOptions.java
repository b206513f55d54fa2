package io.twinlake.cli;

import io.twinlake.command.ConfigPlace;
import io.twinlake.model.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The configuration of commands that need only the backup. */
final class PlaceOptions {
  @ArgGroup(exclusive = true, multiplicity = "1")
  private Place place = new Place();

  @Option(
      names = "--target-region",
      paramLabel = "<region>",
      description = "With --from: the region to restore to, if not the configured one.")
  private @Nullable String targetRegion;

  /** One of the two. */
  private static final class Place {
    @Option(
        names = "--config",
        paramLabel = "<file>",
        description = "glue_config.conf: a path, or s3://bucket/key.")
    private @Nullable String file;

    @Option(
        names = "--from",
        paramLabel = "<folder>",
        description =
            "s3://bucket/folder that holds snapshots/: needs no other file, for the snapshot"
                + " carries its configuration.")
    private @Nullable String from;
  }

  /**
   * @throws UserError when the options contradict each other
   */
  ConfigPlace place() {
    if (place.from != null) {
      return new ConfigPlace.Backup(place.from, null, targetRegion);
    }
    if (targetRegion != null) {
      throw UserError.usage(
          "--target-region goes with --from; with --config, set destination_region in the file.");
    }
    return new ConfigPlace.File(String.valueOf(place.file));
  }
}
