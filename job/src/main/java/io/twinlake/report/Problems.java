package io.twinlake.report;

import io.twinlake.model.ObjectResult;
import java.io.PrintStream;
import java.util.Optional;

/** Takes each object that was not fine, as it comes, from many threads. */
public interface Problems extends AutoCloseable {
  void add(ObjectResult result);

  /** Where a person finds them; empty when there is nothing to find. */
  Optional<String> place();

  /** Finishes what was written. */
  @Override
  void close();

  /**
   * One JSON line an object on a stream that outlives the run, e.g. a job's log.
   *
   * @param place how people call the stream
   */
  static Problems printed(PrintStream out, String place) {
    return new PrintedProblems(out, place);
  }
}
