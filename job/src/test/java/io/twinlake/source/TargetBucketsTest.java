package io.twinlake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.collect.Maps;
import io.twinlake.aws.AwsAccess;
import io.twinlake.aws.AwsRegion;
import io.twinlake.standin.CallLog;
import io.twinlake.standin.StandIn;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class TargetBucketsTest {
  private static final String OURS = "111122223333";
  private static final String THEIRS = "444455556666";

  private final StandIn aws =
      StandIn.builder().regions("us-east-1", "ap-south-1").accounts(OURS, THEIRS).start();
  private final AwsRegion home = as(aws.account(OURS).root());
  private final AwsRegion stranger = as(aws.account(THEIRS).root());

  @BeforeEach
  void makeBuckets() {
    create(home, "twin");
    create(home, "other-twin");
    create(stranger, "taken");
    aws.calls().clear();
  }

  @AfterEach
  void close() {
    home.close();
    stranger.close();
    aws.close();
  }

  @Test
  void asksOnceForEveryDistinctBucket() {
    Map<String, BucketAnswer> answers =
        TargetBuckets.ask(home.s3(), OURS, List.of("twin", "other-twin", "twin", "absent"));
    assertThat(Maps.transformValues(answers, BucketAnswer::status))
        .containsExactlyInAnyOrderEntriesOf(Map.of("twin", 200, "other-twin", 200, "absent", 404));
    assertThat(aws.calls().all())
        .extracting(CallLog.Entry::name, CallLog.Entry::subject)
        .containsExactly(
            tuple("s3:HeadBucket", "absent"),
            tuple("s3:HeadBucket", "other-twin"),
            tuple("s3:HeadBucket", "twin"));
  }

  @Test
  void takesNoBucketOfAnotherAccount() {
    assertThat(answer(home, "taken").status()).isEqualTo(403);
    assertThat(answer(as(aws.account(OURS).role("Open", policy("s3:*"))), "taken").status())
        .isEqualTo(403);
  }

  @Test
  void tellsADeniedBucketFromAnAbsentOne() {
    try (AwsRegion reader = as(aws.account(OURS).role("Reader", policy("s3:GetObject")))) {
      assertThat(answer(reader, "twin").status()).isEqualTo(403);
    }
    try (AwsRegion lister = as(aws.account(OURS).role("Lister", policy("s3:ListBucket")))) {
      assertThat(answer(lister, "twin").isThere()).isTrue();
      assertThat(answer(lister, "absent").isAbsent()).isTrue();
    }
  }

  @Test
  void hasNoStatusWhenNoAnswerComes() {
    aws.close();
    try (S3Client once =
        S3Client.builder()
            .endpointOverride(aws.endpoint())
            .region(Region.AP_SOUTH_1)
            .credentialsProvider(StaticCredentialsProvider.create(aws.account(OURS).root()))
            .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build()) {
      BucketAnswer answer =
          TargetBuckets.ask(once, OURS, Set.of("twin")).values().iterator().next();
      assertThat(answer.status()).isZero();
      assertThat(answer.said()).isNotEmpty();
    }
  }

  private static BucketAnswer answer(AwsRegion region, String bucket) {
    return TargetBuckets.ask(region.s3(), OURS, List.of(bucket)).values().iterator().next();
  }

  private AwsRegion as(AwsCredentials credentials) {
    return new AwsAccess(aws.endpoint(), StaticCredentialsProvider.create(credentials), Map.of(), 4)
        .in("ap-south-1");
  }

  private static String policy(String action) {
    return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"%s","Resource":"*"}]}"""
        .formatted(action);
  }

  private static void create(AwsRegion region, String bucket) {
    region
        .s3()
        .createBucket(
            b ->
                b.bucket(bucket)
                    .createBucketConfiguration(c -> c.locationConstraint(region.name())));
  }
}
