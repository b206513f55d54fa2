package io.twinlake.command;

import java.util.Set;
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
    return e.awsErrorDetails() == null
        ? String.valueOf(e.getMessage())
        : e.awsErrorDetails().errorCode() + ": " + e.awsErrorDetails().errorMessage();
  }

  /**
   * Why one object could not be read.
   *
   * @throws AwsServiceException the same, when it is not about the object
   */
  static String ofObject(AwsServiceException e) {
    if (e.awsErrorDetails() != null && OF_THE_CALLER.contains(e.awsErrorDetails().errorCode())) {
      throw e;
    }
    return sentence(e);
  }
}
