package io.twinlake.cli;

import io.twinlake.command.Invocation;
import io.twinlake.command.Selection;
import io.twinlake.report.Command;
import picocli.CommandLine.Mixin;

/** Backs up the source region and restores it into the target region. */
@picocli.CommandLine.Command(
    description = "Backs up the source region and restores it into the target region.")
final class SyncCommand extends SummaryCommand {
  @Mixin private final FileOption config = new FileOption();
  @Mixin private final IncompleteOption incomplete = new IncompleteOption();

  SyncCommand(Console console) {
    super(console);
  }

  @Override
  Invocation invocation(ConnectionOptions connection) {
    return new Invocation(
        Command.SYNC,
        config.place(),
        Selection.LATEST.acceptingIncomplete(incomplete.accepted()),
        connection.connection(),
        false);
  }
}
