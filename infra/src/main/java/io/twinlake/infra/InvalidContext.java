package io.twinlake.infra;

import java.util.List;

/** Everything that keeps the app from building its stacks, one sentence each. */
final class InvalidContext extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidContext(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
