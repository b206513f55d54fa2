package io.twinlake.cli;

import io.twinlake.model.UserError;
import io.twinlake.report.Tally;
import io.twinlake.report.TextView;

/** Says how far a run came when it is interrupted from outside. */
final class Interruption {
  private static final String SENTENCE =
      "Interrupted; what is done stays: run it again to do the rest.";

  private final Thread hook;

  Interruption(Tally tally, Console console) {
    hook = new Thread(() -> say(tally, console), "twinlake-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private static void say(Tally tally, Console console) {
    String text = TextView.render(tally.stopped(UserError.failed(SENTENCE)), console.paint());
    console.err().println(SENTENCE);
    console.err().print(text);
    console.err().flush();
  }

  /** The run ended by itself. */
  void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is going down and the hook runs.
      return;
    }
  }
}
