package io.twinlake.source;

/**
 * What S3 said when it was asked for a bucket.
 *
 * @param status HeadBucket's HTTP status, or 0 when no answer came
 * @param said S3's own words, which are few, for HeadBucket answers have no body
 */
public record BucketAnswer(int status, String said) {
  public boolean isThere() {
    return status == 200;
  }

  public boolean isAbsent() {
    return status == 404;
  }
}
