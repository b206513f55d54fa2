package io.twinlake.cli;

import io.twinlake.command.Invocation;
import io.twinlake.command.Selection;
import io.twinlake.report.Command;
import picocli.CommandLine.Mixin;

/** Backs up the source region to a new snapshot. */
@picocli.CommandLine.Command(description = "Backs up the source region to a new snapshot.")
final class BackupCommand extends SummaryCommand {
  @Mixin private final FileOption config = new FileOption();

  BackupCommand(Console console) {
    super(console);
  }

  @Override
  Invocation invocation(ConnectionOptions connection) {
    return new Invocation(
        Command.BACKUP, config.place(), Selection.LATEST, connection.connection(), false);
  }
}
