package io.twinlake.command;

import io.twinlake.aws.AwsAccess;
import io.twinlake.model.UserError;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/**
 * Who calls AWS, and where it is.
 *
 * @param endpoint an endpoint for every service; null for AWS itself
 * @param profile a profile of the AWS configuration files; null for the SDK's own search order
 */
public record Connection(@Nullable URI endpoint, @Nullable String profile) {
  /** Glue and Lake Formation answer in tens of milliseconds: enough to reach their limits. */
  private static final int CONNECTIONS = 32;

  AwsAccess access(Map<String, Double> callsPerSecond) {
    return new AwsAccess(endpoint, credentials(), callsPerSecond, CONNECTIONS);
  }

  private AwsCredentialsProvider credentials() {
    return profile == null
        ? DefaultCredentialsProvider.builder().build()
        : ProfileCredentialsProvider.create(profile);
  }

  /**
   * The region this process runs in or is set to. There is no default: the region that would be
   * guessed may be the one that is lost.
   *
   * @throws UserError when none is set
   */
  String homeRegion() {
    try {
      return new AwsRegionProviderChain(
              new SystemSettingsRegionProvider(),
              Connection::defaultRegion,
              DefaultAwsRegionProviderChain.builder().profileName(profile).build())
          .getRegion()
          .id();
    } catch (SdkClientException e) {
      throw UserError.usage(
          "No AWS region is set; set AWS_REGION to a region that is up, e.g. the target's.");
    }
  }

  /** Where AWS's other tools keep it; the SDK for Java does not look there. */
  private static @Nullable Region defaultRegion() {
    String name = System.getenv("AWS_DEFAULT_REGION");
    return name == null || name.isEmpty() ? null : Region.of(name);
  }
}
