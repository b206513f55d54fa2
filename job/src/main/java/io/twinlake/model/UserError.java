package io.twinlake.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something the operator can mend, in sentences for them: what, with the value, and what to do
 * next. Shown without a stack trace.
 */
public final class UserError extends RuntimeException {
  /** Which exit code the error ends a command with. */
  public enum Exit {
    /** Could not be done: exit code 1. */
    FAILED(1),
    /** A wrong command line or configuration: exit code 2. */
    USAGE(2);

    private final int code;

    Exit(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }
  }

  private final Exit exit;
  private final List<String> problems;

  private UserError(Exit exit, List<String> problems, @Nullable Throwable cause) {
    super(String.join("\n", problems), cause);
    this.exit = exit;
    this.problems = List.copyOf(problems);
  }

  public static UserError failed(String sentence) {
    return new UserError(Exit.FAILED, List.of(sentence), null);
  }

  public static UserError failed(String sentence, Throwable cause) {
    return new UserError(Exit.FAILED, List.of(sentence), cause);
  }

  public static UserError failed(List<String> problems) {
    return new UserError(Exit.FAILED, problems, null);
  }

  public static UserError usage(List<String> problems) {
    return new UserError(Exit.USAGE, problems, null);
  }

  public static UserError usage(String sentence) {
    return usage(List.of(sentence));
  }

  public Exit exit() {
    return exit;
  }

  /** One sentence a problem, in the order they were found. */
  public List<String> problems() {
    return problems;
  }
}
