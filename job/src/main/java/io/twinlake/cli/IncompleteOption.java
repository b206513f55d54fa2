package io.twinlake.cli;

import picocli.CommandLine.Option;

/** Whether a backup that may lack something may be restored. */
final class IncompleteOption {
  @Option(
      names = "--accept-incomplete",
      description = "Restore even a backup whose caller was no data lake administrator.")
  private boolean accepted;

  boolean accepted() {
    return accepted;
  }
}
