package io.twinlake.aws;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The clients of one region. They share one HTTP client with a connection for every worker. */
public record AwsRegion(
    String name,
    GlueClient glue,
    LakeFormationClient lakeFormation,
    S3Client s3,
    StsClient sts,
    IamClient iam,
    SdkHttpClient http,
    int connections,
    Pauses pauses)
    implements AutoCloseable {

  static AwsRegion open(AwsAccess access, String region) {
    SdkHttpClient http =
        Apache5HttpClient.builder()
            .maxConnections(access.connections() + 8)
            .connectionTimeout(Duration.ofSeconds(2))
            .socketTimeout(Duration.ofSeconds(30))
            .connectionAcquisitionTimeout(Duration.ofMinutes(1))
            .build();
    return new AwsRegion(
        region,
        build(GlueClient.builder(), access, region, "glue", http),
        build(LakeFormationClient.builder(), access, region, "lakeformation", http),
        // A bucket may lie in another region than the one at work: the region is found and cached.
        build(S3Client.builder().crossRegionAccessEnabled(true), access, region, "s3", http),
        build(StsClient.builder(), access, region, "sts", http),
        build(IamClient.builder(), access, iamRegion(region), "iam", http),
        http,
        access.connections(),
        access.pauses());
  }

  /**
   * IAM is one for all regions of a partition, and calls to it are signed for this one.
   *
   * @see <a href="https://docs.aws.amazon.com/general/latest/gr/iam-service.html">AWS: IAM
   *     endpoints</a>
   */
  private static String iamRegion(String region) {
    if (region.startsWith("cn-")) {
      return "cn-north-1";
    }
    return region.startsWith("us-gov-") ? "us-gov-west-1" : "us-east-1";
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
      B builder, AwsAccess access, String region, String service, SdkHttpClient http) {
    builder
        .httpClient(http)
        .region(Region.of(region))
        .credentialsProvider(access.credentials())
        .overrideConfiguration(CallPolicy.of(access, service));
    if (access.endpoint() != null) {
      builder.endpointOverride(access.endpoint());
    }
    return builder.build();
  }

  /** Parallelism over this region's connections. */
  public Parallel parallel() {
    return new Parallel(connections);
  }

  @Override
  public void close() {
    List.<SdkAutoCloseable>of(glue, lakeFormation, s3, sts, iam, http)
        .forEach(SdkAutoCloseable::close);
  }
}
