package io.twinlake.source;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Asks S3 for the buckets that locations are to be mapped to. */
public final class TargetBuckets {
  private TargetBuckets() {}

  /**
   * One HeadBucket for each distinct name; needs s3:ListBucket on it.
   *
   * @param account the account that must own them: S3 answers 403 for another's (aws-facts, S3)
   */
  public static Map<String, BucketAnswer> ask(
      S3Client s3, String account, Collection<String> buckets) {
    Map<String, BucketAnswer> answers = new TreeMap<>();
    new TreeSet<>(buckets).forEach(bucket -> answers.put(bucket, ask(s3, account, bucket)));
    return answers;
  }

  private static BucketAnswer ask(S3Client s3, String account, String bucket) {
    try {
      s3.headBucket(request -> request.bucket(bucket).expectedBucketOwner(account));
      return new BucketAnswer(200, "");
    } catch (S3Exception e) {
      return new BucketAnswer(e.statusCode(), String.valueOf(e.getMessage()));
    } catch (SdkClientException e) {
      return new BucketAnswer(0, String.valueOf(e.getMessage()));
    }
  }
}
