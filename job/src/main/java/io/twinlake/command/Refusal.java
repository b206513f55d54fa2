package io.twinlake.command;

import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What an AWS service answered instead of what was asked for. */
final class Refusal {
  /** The caller itself is refused: nothing else would be answered either. */
  private static final Set<String> OF_THE_CALLER =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "UnrecognizedClientException");

  private Refusal() {}

  /** Code and message as AWS sent them, without the request's identifiers. */
  static String sentence(AwsServiceException e) {
    return code(e).isEmpty()
        ? String.valueOf(e.getMessage())
        : code(e) + ": " + e.awsErrorDetails().errorMessage();
  }

  /**
   * Why one object could not be read.
   *
   * @throws AwsServiceException the same, when it is not about the object
   */
  static String ofObject(AwsServiceException e) {
    if (OF_THE_CALLER.contains(code(e))) {
      throw e;
    }
    return sentence(e);
  }

  /** Empty when the answer had none, as one without a body has. */
  private static String code(AwsServiceException e) {
    return Optional.ofNullable(e.awsErrorDetails()).map(AwsErrorDetails::errorCode).orElse("");
  }
}
