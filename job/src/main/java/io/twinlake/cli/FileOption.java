package io.twinlake.cli;

import io.twinlake.command.ConfigPlace;
import picocli.CommandLine.Option;

/** The configuration of commands that read the source. */
final class FileOption {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "<file>",
      description = "glue_config.conf: a path, or s3://bucket/key.")
  private String file = "";

  ConfigPlace place() {
    return new ConfigPlace.File(file);
  }
}
