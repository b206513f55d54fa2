package io.twinlake.cli;

import io.twinlake.command.Invocation;
import io.twinlake.report.Command;
import picocli.CommandLine.Mixin;

/** Restores a snapshot into the target region; writes only what differs. */
@picocli.CommandLine.Command(
    description = "Restores a snapshot into the target region; writes only what differs.")
final class RestoreCommand extends SummaryCommand {
  @Mixin private final PlaceOptions config = new PlaceOptions();
  @Mixin private final SelectionOptions selection = new SelectionOptions();
  @Mixin private final IncompleteOption incomplete = new IncompleteOption();

  RestoreCommand(Console console) {
    super(console);
  }

  @Override
  Invocation invocation(ConnectionOptions connection) {
    return new Invocation(
        Command.RESTORE,
        config.place(),
        selection.selection().acceptingIncomplete(incomplete.accepted()),
        connection.connection(),
        false);
  }
}
