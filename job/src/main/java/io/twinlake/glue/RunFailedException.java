package io.twinlake.glue;

import org.jspecify.annotations.Nullable;

/** Fails the job run; its message is the run's summary, which Glue shows as the run's error. */
public final class RunFailedException extends RuntimeException {
  RunFailedException(String summary, @Nullable Throwable cause) {
    super(summary, cause);
  }
}
