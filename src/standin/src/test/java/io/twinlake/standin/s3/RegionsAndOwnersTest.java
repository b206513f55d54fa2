package io.twinlake.standin.s3;

import static io.twinlake.standin.s3.S3Test.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlake.standin.Clients;
import io.twinlake.standin.StandIn;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class RegionsAndOwnersTest {
  private static final String OURS = "111122223333";
  private static final String THEIRS = "444455556666";

  private final StandIn aws =
      StandIn.builder().regions("us-east-1", "ap-south-1").accounts(OURS, THEIRS).start();
  private final S3Client virginia = client(OURS, "us-east-1");
  private final S3Client mumbai = client(OURS, "ap-south-1");

  @BeforeEach
  void makeBuckets() {
    virginia.createBucket(b -> b.bucket("lake"));
    mumbai.createBucket(
        b -> b.bucket("twin").createBucketConfiguration(c -> c.locationConstraint("ap-south-1")));
  }

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void everyAnswerAboutABucketNamesItsRegion() {
    assertThat(virginia.headBucket(b -> b.bucket("lake")).bucketRegion()).isEqualTo("us-east-1");
    assertThatThrownBy(() -> virginia.headBucket(b -> b.bucket("twin")))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(301);
              assertThat(regionHeader(e)).contains("ap-south-1");
            });
    assertThatThrownBy(() -> client(THEIRS, "us-east-1").headBucket(b -> b.bucket("lake")))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(403);
              assertThat(regionHeader(e)).contains("us-east-1");
            });
    assertThatThrownBy(() -> virginia.headBucket(b -> b.bucket("none")))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(404));
    assertThat(mumbai.getBucketLocation(b -> b.bucket("twin")).locationConstraintAsString())
        .isEqualTo("ap-south-1");
    assertThat(virginia.getBucketLocation(b -> b.bucket("lake")).locationConstraintAsString())
        .isNullOrEmpty();
  }

  @Test
  void aCallToTheWrongRegionIsRedirected() {
    assertFails(
        () -> virginia.putObject(b -> b.bucket("twin").key("k"), RequestBody.fromString("x")),
        301,
        "PermanentRedirect");
  }

  @Test
  void aClientThatFollowsRegionsFindsTheBucket() {
    try (S3Client follows =
        S3Client.builder()
            .endpointOverride(aws.endpoint())
            .region(Region.US_EAST_1)
            .crossRegionAccessEnabled(true)
            .credentialsProvider(StaticCredentialsProvider.create(aws.account(OURS).root()))
            .build()) {
      follows.putObject(b -> b.bucket("twin").key("k"), RequestBody.fromString("x"));
    }
    assertThat(mumbai.headObject(b -> b.bucket("twin").key("k")).contentLength()).isEqualTo(1);
  }

  @Test
  void bucketNamesAreUniqueAmongAllAccounts() {
    assertFails(() -> virginia.createBucket(b -> b.bucket("lake")), 409, "BucketAlreadyOwnedByYou");
    assertFails(
        () -> client(THEIRS, "us-east-1").createBucket(b -> b.bucket("lake")),
        409,
        "BucketAlreadyExists");
    assertFails(
        () ->
            mumbai.createBucket(
                b ->
                    b.bucket("other")
                        .createBucketConfiguration(c -> c.locationConstraint("eu-west-3"))),
        400,
        "IllegalLocationConstraintException");
    assertThat(virginia.listBuckets().buckets())
        .extracting(b -> b.name() + " " + b.bucketRegion())
        .containsExactly("lake us-east-1", "twin ap-south-1");
    assertThat(client(THEIRS, "us-east-1").listBuckets().buckets()).isEmpty();
  }

  @Test
  void anotherOwnerThanExpectedIsRefused() {
    assertThat(virginia.headBucket(b -> b.bucket("lake").expectedBucketOwner(OURS)).bucketRegion())
        .isEqualTo("us-east-1");
    assertFails(
        () -> virginia.listObjectsV2(b -> b.bucket("lake").expectedBucketOwner(THEIRS)),
        403,
        "AccessDenied");
  }

  @Test
  void anotherAccountNeedsTheBucketsConsent() {
    S3Client theirs = client(THEIRS, "us-east-1");
    virginia.putObject(b -> b.bucket("lake").key("k"), RequestBody.fromString("x"));
    assertFails(() -> theirs.getObjectAsBytes(b -> b.bucket("lake").key("k")), 403, "AccessDenied");
    virginia.putBucketPolicy(
        b ->
            b.bucket("lake")
                .policy(
                    """
                    {"Version": "2012-10-17", "Statement": {
                      "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:root"},
                      "Action": "s3:GetObject", "Resource": "arn:aws:s3:::lake/*"}}"""));
    assertThat(theirs.getObjectAsBytes(b -> b.bucket("lake").key("k")).asUtf8String())
        .isEqualTo("x");
  }

  @Test
  void aBucketOfARegionCutOffIsOutOfReachFromEverywhere() {
    virginia.putObject(b -> b.bucket("lake").key("k"), RequestBody.fromString("x"));
    aws.cutOff("us-east-1");
    assertThatThrownBy(() -> mumbai.headBucket(b -> b.bucket("lake")))
        .isInstanceOf(SdkClientException.class);
    assertThatThrownBy(
            () ->
                mumbai.copyObject(
                    b ->
                        b.sourceBucket("lake")
                            .sourceKey("k")
                            .destinationBucket("twin")
                            .destinationKey("k")))
        .isInstanceOf(SdkClientException.class);
    assertThat(mumbai.listObjectsV2(b -> b.bucket("twin")).contents()).isEmpty();
    AwsCredentials observer = aws.account(OURS).observer();
    assertThat(
            new Clients(aws, observer, "us-east-1")
                .s3()
                .listObjectsV2(b -> b.bucket("lake"))
                .contents())
        .hasSize(1);
  }

  private static Optional<String> regionHeader(S3Exception e) {
    return e.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region");
  }

  private S3Client client(String account, String region) {
    return new Clients(aws, aws.account(account).root(), region).s3();
  }
}
