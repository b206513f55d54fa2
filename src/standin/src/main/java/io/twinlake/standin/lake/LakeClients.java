package io.twinlake.standin.lake;

import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * What a lake is filled with: one account's and region's clients, of the stand-in, of moto or of
 * AWS.
 *
 * @param account 12 digits
 */
public record LakeClients(
    String account, String region, GlueClient glue, LakeFormationClient lakeFormation, S3Client s3)
    implements AutoCloseable {
  /** Clients that call an endpoint, with path-style buckets. */
  public static LakeClients of(
      URI endpoint, AwsCredentials credentials, String account, String region) {
    return new LakeClients(
        account,
        region,
        pointed(GlueClient.builder(), endpoint, credentials, region).build(),
        pointed(LakeFormationClient.builder(), endpoint, credentials, region).build(),
        pointed(S3Client.builder().forcePathStyle(true), endpoint, credentials, region).build());
  }

  private static <B extends AwsClientBuilder<B, C>, C> B pointed(
      B builder, URI endpoint, AwsCredentials credentials, String region) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .credentialsProvider(StaticCredentialsProvider.create(credentials));
  }

  /**
   * @param principal e.g. {@code role/Analyst}; what has no slash or is an ARN stays as it is
   */
  String principal(String principal) {
    return principal.startsWith("arn:") || !principal.contains("/")
        ? principal
        : "arn:aws:iam::" + account + ":" + principal;
  }

  void createBucket(String name) {
    s3.createBucket(r -> r.bucket(name));
  }

  @Override
  public void close() {
    List.<SdkAutoCloseable>of(glue, lakeFormation, s3).forEach(SdkAutoCloseable::close);
  }
}
