package io.twinlake.apply;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Why one item of a write failed, as AWS says it: per item inside an HTTP 200 answer, or for the
 * whole call (aws-facts 13).
 *
 * @param wholeCall whether the call as a whole failed
 * @param isUnclear whether the answer does not tell of which item it is
 */
public record ItemError(String code, String message, boolean wholeCall, boolean isUnclear) {
  private static final Set<String> TRANSIENT =
      Set.of(
          "ConcurrentModificationException",
          "OperationTimeoutException",
          "ResourceNotReadyException",
          "InternalServiceException",
          "ThrottlingException",
          "ThrottledException");

  static ItemError ofItem(String code, String message) {
    return new ItemError(code, message, false, false);
  }

  /** The same, when the answer does not tell of which item it is. */
  ItemError unclear() {
    return new ItemError(code, message, false, true);
  }

  /** The same, told with what it is about. */
  ItemError about(String what) {
    return new ItemError(code, message + " (" + what + ")", wholeCall, isUnclear);
  }

  static ItemError of(SdkException error) {
    if (error instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      AwsErrorDetails details = service.awsErrorDetails();
      return new ItemError(
          String.valueOf(details.errorCode()), String.valueOf(details.errorMessage()), true, false);
    }
    String message = error.getMessage() == null ? "no answer" : error.getMessage();
    return new ItemError(error.getClass().getSimpleName(), message, true, false);
  }

  /** The call as a whole was refused for one item's content: the others can do without it. */
  boolean isOfOneItem() {
    return wholeCall
        && Set.of("InvalidInputException", "ValidationException", "SerializationException")
            .contains(code);
  }

  /** Worth sending the item again: the SDK only retries whole calls. */
  boolean isTransientItem() {
    return !wholeCall && TRANSIENT.contains(code);
  }

  /**
   * Whether there is nobody of the principal's name, or IAM has not spread it yet, which AWS tells
   * in the same words (aws-facts 22).
   */
  boolean namesNobody() {
    return code.equals("InvalidInputException") && message.contains("Invalid principal");
  }

  /** Whether a service cannot assume a role, or IAM has not spread its trust (aws-facts 12). */
  boolean isOfUnspreadTrust() {
    return code.equals("AccessDeniedException")
        && message.contains("does not have the correct trust policies");
  }

  /**
   * Whether the write may have taken effect all the same: no clear answer after the retries, or the
   * object is already as an earlier attempt, whose answer was lost, left it.
   */
  boolean isDoubtful() {
    return isUnclear
        || code.equals("AlreadyExistsException")
        || code.equals("EntityNotFoundException")
        || (wholeCall && (TRANSIENT.contains(code) || !code.endsWith("Exception") || isClient()));
  }

  private boolean isClient() {
    return code.equals("SdkClientException")
        || code.equals("ApiCallTimeoutException")
        || code.equals("ApiCallAttemptTimeoutException")
        || code.equals("RetryableException");
  }

  public String sentence() {
    return code + ": " + message;
  }
}
