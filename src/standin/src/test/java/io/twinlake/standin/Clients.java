package io.twinlake.standin;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** The Java SDK's own clients, pointed at a stand-in, without retries. */
public record Clients(StandIn aws, AwsCredentials credentials, String region) {
  public S3Client s3() {
    return pointed(S3Client.builder()).build();
  }

  public GlueClient glue() {
    return pointed(GlueClient.builder()).build();
  }

  public LakeFormationClient lakeFormation() {
    return pointed(LakeFormationClient.builder()).build();
  }

  public StsClient sts() {
    return pointed(StsClient.builder()).build();
  }

  /** IAM has one endpoint for all regions and is signed for us-east-1. */
  public IamClient iam() {
    return pointed(IamClient.builder()).region(Region.US_EAST_1).build();
  }

  private <B extends AwsClientBuilder<B, C>, C> B pointed(B builder) {
    return builder
        .endpointOverride(aws.endpoint())
        .region(Region.of(region))
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)));
  }
}
