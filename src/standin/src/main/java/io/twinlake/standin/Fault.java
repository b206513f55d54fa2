package io.twinlake.standin;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import java.util.Set;

/** What can go wrong with a call. */
public enum Fault {
  /** ThrottlingException, or S3's SlowDown: the SDK tries again. */
  THROTTLED,
  /** HTTP 500: the SDK tries again. */
  SERVER_ERROR,
  /** The connection is closed before anything happens. */
  KILLED,
  /** The operation takes effect and the connection is closed. */
  LOST_ANSWER,
  /** The answer is late by {@link #DELAY_MILLIS}. */
  LATENCY,
  /** ConcurrentModificationException, which the SDK does not try again. */
  CONCURRENT_MODIFICATION,
  /** OperationTimeoutException. */
  OPERATION_TIMEOUT,
  /** ResourceNotReadyException. */
  RESOURCE_NOT_READY,
  /** AccessDeniedException, or S3's AccessDenied. */
  ACCESS_DENIED,
  /** A Glue object is not there yet for a reader (aws-facts 4). */
  NOT_YET_VISIBLE,
  /** S3's ConditionalRequestConflict. */
  CONDITIONAL_CONFLICT;

  static final long DELAY_MILLIS = 50;

  private static final Set<String> CONDITIONAL =
      Set.of("PutObject", "CopyObject", "CompleteMultipartUpload");
  private static final Set<String> LOOK_UPS =
      Set.of("GetDatabase", "GetTable", "GetPartition", "GetUserDefinedFunction");

  /** Whether AWS could ever do this to the call. */
  public boolean appliesTo(Call call) {
    boolean catalog = Set.of("glue", "lakeformation").contains(call.service());
    return switch (this) {
      case THROTTLED, SERVER_ERROR, KILLED, LOST_ANSWER, LATENCY, ACCESS_DENIED -> true;
      case CONCURRENT_MODIFICATION -> catalog && call.isWrite();
      case OPERATION_TIMEOUT, RESOURCE_NOT_READY -> catalog;
      case NOT_YET_VISIBLE -> call.service().equals("glue") && LOOK_UPS.contains(call.operation());
      case CONDITIONAL_CONFLICT ->
          call.service().equals("s3") && CONDITIONAL.contains(call.operation());
    };
  }

  /** What happens to a call that meets the fault. */
  Faults.Effect effect(Call call) {
    return switch (this) {
      case KILLED -> Faults.Effect.KILL;
      case LOST_ANSWER -> Faults.Effect.LOSE;
      case LATENCY -> Faults.Effect.delay(DELAY_MILLIS);
      default -> Faults.Effect.error(error(call));
    };
  }

  private AwsError error(Call call) {
    boolean s3 = call.service().equals("s3");
    return switch (this) {
      case THROTTLED ->
          s3
              ? new AwsError("SlowDown", 503, "Please reduce your request rate.")
              : AwsError.of("ThrottlingException", "Rate exceeded");
      case SERVER_ERROR ->
          new AwsError(
              s3 ? "InternalError" : "InternalServiceException",
              500,
              "We encountered an internal error. Please try again.");
      case CONCURRENT_MODIFICATION ->
          AwsError.of(
              "ConcurrentModificationException", call.operation() + " met another modification.");
      case OPERATION_TIMEOUT ->
          AwsError.of("OperationTimeoutException", call.operation() + " timed out.");
      case RESOURCE_NOT_READY ->
          AwsError.of("ResourceNotReadyException", "The resource is not ready.");
      case ACCESS_DENIED -> accessDenied(call, s3);
      case NOT_YET_VISIBLE -> AwsError.entityNotFound("Entity Not Found");
      case CONDITIONAL_CONFLICT ->
          new AwsError(
              "ConditionalRequestConflict",
              409,
              "The conditional request cannot succeed due to a conflicting operation against this"
                  + " resource.");
      case KILLED, LOST_ANSWER, LATENCY -> throw new IllegalStateException(this + " has no code.");
    };
  }

  private static AwsError accessDenied(Call call, boolean s3) {
    String message =
        "User: "
            + call.caller().sessionArn()
            + " is not authorized to perform: "
            + call.service()
            + ":"
            + call.operation();
    return s3 ? new AwsError("AccessDenied", 403, message) : AwsError.accessDenied(message);
  }
}
