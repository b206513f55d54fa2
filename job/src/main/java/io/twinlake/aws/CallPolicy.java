package io.twinlake.aws;

import com.google.common.util.concurrent.RateLimiter;
import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * How calls are paced, retried and given up. Nothing waits for long for a region that is gone:
 * where nobody listens, an attempt ends after two seconds and the call, with its pauses, within
 * about a minute; where somebody listens and is silent, an attempt ends after thirty seconds and
 * the call after four minutes. A part of a large file may take two minutes to travel, and eight in
 * all.
 */
final class CallPolicy {
  /** Transient by AWS's documentation and not retried by the SDK (aws-facts 13, 21, S3). */
  private static final Set<String> RETRIED_BY_US =
      Set.of(
          "ConcurrentModificationException",
          "OperationTimeoutException",
          "ResourceNotReadyException",
          "InternalServiceException",
          "FederationSourceRetryableException",
          "ConditionalRequestConflict");

  private static final int ATTEMPTS = 10;

  /** IAM lives in one region, which may be the lost one, and is asked for advice only. */
  private static final String ADVISER = "iam";

  private static final int ATTEMPTS_OF_ADVISER = 3;

  private CallPolicy() {}

  /**
   * Backs off and slows the whole client down when AWS throttles (the SDK's adaptive strategy), ten
   * attempts a call.
   */
  static ClientOverrideConfiguration of(AwsAccess access, String service) {
    ClientOverrideConfiguration.Builder policy =
        ClientOverrideConfiguration.builder()
            .retryStrategy(
                AwsRetryStrategy.adaptiveRetryStrategy().toBuilder()
                    .maxAttempts(service.equals(ADVISER) ? ATTEMPTS_OF_ADVISER : ATTEMPTS)
                    .retryOnException(CallPolicy::isTransient)
                    .backoffStrategy(delays(access.pauses()))
                    .throttlingBackoffStrategy(delays(access.pauses().afterThrottling()))
                    .build())
            .apiCallAttemptTimeout(attempt(service))
            .apiCallTimeout(call(service));
    Double limit = access.callsPerSecond().get(service);
    if (limit != null) {
      policy.addExecutionInterceptor(new Pace(RateLimiter.create(limit)));
    }
    if (service.equals("lakeformation")) {
      policy.addExecutionInterceptor(new NewerResources());
    }
    return policy.build();
  }

  private static Duration attempt(String service) {
    if (service.equals(ADVISER)) {
      return Duration.ofSeconds(5);
    }
    return service.equals("s3") ? Duration.ofMinutes(2) : Duration.ofSeconds(30);
  }

  /** Throttled calls wait for their turn within it. */
  private static Duration call(String service) {
    if (service.equals(ADVISER)) {
      return Duration.ofSeconds(12);
    }
    return service.equals("s3") ? Duration.ofMinutes(8) : Duration.ofMinutes(4);
  }

  private static BackoffStrategy delays(Pauses pauses) {
    return BackoffStrategy.exponentialDelay(pauses.first(), pauses.longest());
  }

  private static boolean isTransient(Throwable error) {
    return error instanceof AwsServiceException e
        && e.awsErrorDetails() != null
        // An answer without a body, as HEAD's, has no code.
        && e.awsErrorDetails().errorCode() != null
        && RETRIED_BY_US.contains(e.awsErrorDetails().errorCode());
  }

  /** Waits for a permit before every attempt, retries included. */
  private record Pace(RateLimiter limiter) implements ExecutionInterceptor {
    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      limiter.acquire();
    }
  }
}
