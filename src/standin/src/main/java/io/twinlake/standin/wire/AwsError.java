package io.twinlake.standin.wire;

/** An error answer as AWS words it: the code is what the SDKs turn into an exception type. */
public final class AwsError extends RuntimeException {
  private final String code;
  private final int status;

  public AwsError(String code, int status, String message) {
    super(message);
    this.code = code;
    this.status = status;
  }

  /** A client error: HTTP 400, as both Glue and Lake Formation send it. */
  public static AwsError of(String code, String message) {
    return new AwsError(code, 400, message);
  }

  public static AwsError entityNotFound(String message) {
    return of("EntityNotFoundException", message);
  }

  public static AwsError alreadyExists(String message) {
    return of("AlreadyExistsException", message);
  }

  public static AwsError invalidInput(String message) {
    return of("InvalidInputException", message);
  }

  public static AwsError accessDenied(String message) {
    return of("AccessDeniedException", message);
  }

  public String code() {
    return code;
  }

  public int status() {
    return status;
  }
}
