package io.twinlake.cli;

import io.twinlake.command.Run;
import io.twinlake.command.Snapshots;
import io.twinlake.model.UserError;
import io.twinlake.report.SnapshotView;
import io.twinlake.snapshot.SnapshotStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the snapshots, newest first. */
@Command(description = "Lists the snapshots, newest first.")
final class SnapshotsCommand implements Callable<Integer> {
  @Mixin private final PlaceOptions config = new PlaceOptions();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  @Option(names = "--json", description = "Print the list as JSON.")
  private boolean json;

  @Option(names = "--debug", description = "Print stack traces of what stopped the run.")
  private boolean debug;

  private final Console console;

  SnapshotsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try {
      SnapshotStore.Listing listing = Snapshots.list(config.place(), connection.connection());
      console.out().print(json ? SnapshotView.json(listing) + "\n" : SnapshotView.text(listing));
      console.out().flush();
      return 0;
    } catch (RuntimeException e) {
      if (debug) {
        e.printStackTrace(console.err());
      }
      UserError error = Run.explain(e);
      error.problems().forEach(console.err()::println);
      return error.exit().code();
    }
  }
}
