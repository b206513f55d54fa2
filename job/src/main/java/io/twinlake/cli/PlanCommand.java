package io.twinlake.cli;

import io.twinlake.command.Invocation;
import io.twinlake.report.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a restore would do, and does nothing. */
@picocli.CommandLine.Command(description = "Shows what a restore would do, and does nothing.")
final class PlanCommand extends SummaryCommand {
  @Mixin private final PlaceOptions config = new PlaceOptions();
  @Mixin private final SelectionOptions selection = new SelectionOptions();

  @Option(
      names = "--detailed-exitcode",
      description = "End with exit code 4 when there is something to do.")
  private boolean detailedExitcode;

  PlanCommand(Console console) {
    super(console);
  }

  @Override
  Invocation invocation(ConnectionOptions connection) {
    return new Invocation(
        Command.PLAN,
        config.place(),
        selection.selection(),
        connection.connection(),
        detailedExitcode);
  }
}
