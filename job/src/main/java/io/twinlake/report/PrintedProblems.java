package io.twinlake.report;

import io.twinlake.model.ObjectResult;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Prints problems to a log. */
final class PrintedProblems implements Problems {
  private final PrintStream out;
  private final String place;
  private final AtomicBoolean any = new AtomicBoolean();

  PrintedProblems(PrintStream out, String place) {
    this.out = out;
    this.place = place;
  }

  @Override
  public void add(ObjectResult result) {
    any.set(true);
    out.println(result.toJson());
  }

  @Override
  public Optional<String> place() {
    return any.get() ? Optional.of(place) : Optional.empty();
  }

  @Override
  public void close() {
    out.flush();
  }
}
