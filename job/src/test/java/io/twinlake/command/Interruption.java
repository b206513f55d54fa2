package io.twinlake.command;

import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;

/** Events, on whose way something else happens when a phase begins. */
record Interruption(Events heard, String phase, Runnable meanwhile) implements Events {
  @Override
  public void began(String name, long expected) {
    if (name.equals(phase)) {
      meanwhile.run();
    }
    heard.began(name, expected);
  }

  @Override
  public void results(Kind kind, Outcome outcome, long count) {
    heard.results(kind, outcome, count);
  }

  @Override
  public void result(ObjectResult result) {
    heard.result(result);
  }

  @Override
  public void note(Note note) {
    heard.note(note);
  }
}
