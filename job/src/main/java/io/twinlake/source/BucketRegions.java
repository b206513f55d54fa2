package io.twinlake.source;

import java.util.Collection;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Asks S3 where buckets lie. */
public final class BucketRegions {
  private static final String HEADER = "x-amz-bucket-region";

  private BucketRegions() {}

  /**
   * One HeadBucket for each bucket, to which S3 answers its region even when it refuses the caller
   * (aws-facts, S3).
   *
   * @return the region of each, empty where S3 did not tell it
   */
  public static SortedMap<String, String> ask(S3Client s3, Collection<String> buckets) {
    SortedMap<String, String> regions = new TreeMap<>();
    buckets.forEach(bucket -> regions.put(bucket, ask(s3, bucket)));
    return regions;
  }

  private static String ask(S3Client s3, String bucket) {
    try {
      return Objects.requireNonNullElse(
          s3.headBucket(request -> request.bucket(bucket)).bucketRegion(), "");
    } catch (S3Exception e) {
      AwsErrorDetails details = e.awsErrorDetails();
      return details == null || details.sdkHttpResponse() == null
          ? ""
          : details.sdkHttpResponse().firstMatchingHeader(HEADER).orElse("");
    } catch (SdkClientException | IllegalArgumentException e) {
      // No answer, or no name that any bucket could have.
      return "";
    }
  }
}
