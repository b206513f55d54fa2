package io.twinlake.command;

import io.twinlake.model.Kind;
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

  /** Kinds that AWS brought to its regions one after another (aws-facts 12, 19, 25). */
  private static final Set<Kind> NOT_EVERYWHERE =
      Set.of(
          Kind.RLS_POLICY,
          Kind.RLS_POLICY_ATTACHMENT,
          Kind.IDENTITY_CENTER,
          Kind.SCHEMA_REGISTRY,
          Kind.DATA_QUALITY_RULESET,
          Kind.TABLE_OPTIMIZER);

  static final String NEEDS_ADMIN =
      "Row policies may be shown only to a data lake administrator who is not a read-only one; make the caller one and back up again.";

  private static final int NOT_FOUND = 404;

  private Refusal() {}

  /** Whether the region does not know objects of this kind at all. */
  static boolean isOfUnknown(Kind kind, AwsServiceException e) {
    return kind.equals(Kind.CATALOG)
        ? isOfRegionWithoutCatalogs(e)
        : NOT_EVERYWHERE.contains(kind)
            && (isUnknown(e) || (!kind.equals(Kind.TABLE_OPTIMIZER) && isOfUnknownOperation(e)));
  }

  /** Whether the caller may not ask, be it at all or about this. */
  static boolean isDenial(AwsServiceException e) {
    return isDenial(sentence(e));
  }

  /**
   * The same of a refusal inside an answer.
   *
   * @param reason its code and message
   */
  static boolean isDenial(String reason) {
    return reason.startsWith("AccessDenied");
  }

  /** Whether the region has but one catalog, so that it refuses to be asked for more. */
  static boolean isOfRegionWithoutCatalogs(AwsServiceException e) {
    return code(e).equals("InvalidInputException") || isOfUnknownOperation(e);
  }

  /** Optimizers are asked for by table, and one table's refusal tells nothing of the region. */
  private static boolean isUnknown(AwsServiceException e) {
    return code(e).startsWith("UnknownOperation");
  }

  /** Whether the region lacks the operation: no one knows for sure how it says so. */
  private static boolean isOfUnknownOperation(AwsServiceException e) {
    return switch (code(e)) {
      case "UnknownOperationException", "UnknownOperation" -> true;
      case "InvalidInputException" -> sentence(e).contains("not supported");
      case "EntityNotFoundException" -> false;
      default -> e.statusCode() == NOT_FOUND;
    };
  }

  /** Code and message as AWS sent them, without the request's identifiers. */
  static String sentence(AwsServiceException e) {
    return code(e).isEmpty()
        ? String.valueOf(e.getMessage())
        : code(e) + ": " + e.awsErrorDetails().errorMessage();
  }

  /**
   * As {@link #ofObject(AwsServiceException)}, with what may help. That a read-only administrator
   * may list row policies is undocumented (aws-facts 26).
   */
  static String ofObject(Kind kind, AwsServiceException e) {
    boolean needsAdmin = kind.equals(Kind.RLS_POLICY) || kind.equals(Kind.RLS_POLICY_ATTACHMENT);
    return needsAdmin && code(e).equals("AccessDeniedException")
        ? ofObject(e) + " " + NEEDS_ADMIN
        : ofObject(e);
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
