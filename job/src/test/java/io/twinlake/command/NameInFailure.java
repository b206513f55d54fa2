package io.twinlake.command;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Puts a test's name, e.g. its seed, before its failure: Maven's console tells only its number. */
final class NameInFailure implements TestExecutionExceptionHandler {
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure) {
    throw new AssertionError(context.getDisplayName() + ": " + failure.getMessage(), failure);
  }
}
