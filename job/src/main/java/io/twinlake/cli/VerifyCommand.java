package io.twinlake.cli;

import io.twinlake.command.Invocation;
import io.twinlake.report.Command;
import picocli.CommandLine.Mixin;

/** Compares the target region with a snapshot, object by object. */
@picocli.CommandLine.Command(
    description = "Compares the target region with a snapshot, object by object.")
final class VerifyCommand extends SummaryCommand {
  @Mixin private final PlaceOptions config = new PlaceOptions();
  @Mixin private final SelectionOptions selection = new SelectionOptions();

  VerifyCommand(Console console) {
    super(console);
  }

  @Override
  Invocation invocation(ConnectionOptions connection) {
    return new Invocation(
        Command.VERIFY, config.place(), selection.selection(), connection.connection(), true);
  }
}
