package io.twinlake.aws;

import java.util.Objects;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/**
 * For a call that names the version it changes: ConcurrentModificationException may mean that there
 * is a later one (aws-facts 7), so it is not sent again unseen. All else is retried as ever.
 */
public final class OneVersion implements SdkPlugin {
  public static final OneVersion PLUGIN = new OneVersion();

  private OneVersion() {}

  @Override
  public void configureClient(SdkServiceClientConfiguration.Builder client) {
    client.overrideConfiguration(
        client
            .overrideConfiguration()
            .copy(o -> o.retryStrategy(new Retries(Objects.requireNonNull(o.retryStrategy())))));
  }

  private record Retries(RetryStrategy all) implements RetryStrategy {
    @Override
    public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
      return all.acquireInitialToken(request);
    }

    @Override
    public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
      if (request.failure() instanceof AwsServiceException e
          && e.awsErrorDetails() != null
          && "ConcurrentModificationException".equals(e.awsErrorDetails().errorCode())) {
        throw new TokenAcquisitionFailedException(
            "Another version may be there.", request.token(), e);
      }
      return all.refreshRetryToken(request);
    }

    @Override
    public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
      return all.recordSuccess(request);
    }

    @Override
    public int maxAttempts() {
      return all.maxAttempts();
    }

    @Override
    public Builder<?, ?> toBuilder() {
      return all.toBuilder();
    }
  }
}
