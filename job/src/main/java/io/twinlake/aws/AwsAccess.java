package io.twinlake.aws;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * How to reach AWS.
 *
 * @param endpoint an endpoint for every service, e.g. a local stand-in; null for AWS itself
 * @param credentials who calls
 * @param callsPerSecond upper bounds by service ({@code glue}, {@code lakeformation}); absent means
 *     none
 * @param connections how many calls may be under way at once
 * @param pauses between attempts
 */
public record AwsAccess(
    @Nullable URI endpoint,
    AwsCredentialsProvider credentials,
    Map<String, Double> callsPerSecond,
    int connections,
    Pauses pauses) {
  public AwsAccess {
    callsPerSecond = Map.copyOf(callsPerSecond);
  }

  public AwsAccess(
      @Nullable URI endpoint,
      AwsCredentialsProvider credentials,
      Map<String, Double> callsPerSecond,
      int connections) {
    this(endpoint, credentials, callsPerSecond, connections, Pauses.STANDARD);
  }

  /** Opens one client a service for a region. */
  public AwsRegion in(String region) {
    return AwsRegion.open(this, region);
  }
}
