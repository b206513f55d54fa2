package io.twinlake.iceberg;

import io.twinlake.aws.AwsAccess;
import io.twinlake.aws.AwsRegion;
import io.twinlake.aws.Pauses;
import java.io.Serializable;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * How a worker reaches the target's buckets with the credentials of the machine it runs on.
 *
 * @param endpoint null for AWS itself
 */
public record Storage(String region, @Nullable URI endpoint) implements Serializable {
  private static final int CONNECTIONS = 8;

  /** Clients for the worker to close. */
  public AwsRegion open() {
    return new AwsAccess(
            endpoint,
            DefaultCredentialsProvider.builder().build(),
            Map.of(),
            CONNECTIONS,
            Pauses.STANDARD)
        .in(region);
  }
}
