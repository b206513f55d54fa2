package io.twinlake.transform;

import io.twinlake.model.S3Location;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bucket stands for which in the target. A bucket is replaced whole and the rest of its
 * location stays, character for character; what was rewritten once is not rewritten again.
 *
 * @param buckets source bucket to target bucket, as they take effect; no target is a source
 */
public record BucketMapping(Map<String, String> buckets) {
  public static final BucketMapping IDENTITY = new BucketMapping(Map.of());

  /** A bucket or a part of one; access points and object lambdas have a region there. */
  private static final Pattern ARN =
      Pattern.compile("(arn:aws[a-z-]*:s3:::)([^/]+)(/.*)?", Pattern.DOTALL);

  public BucketMapping {
    buckets = Collections.unmodifiableMap(new LinkedHashMap<>(buckets));
    for (String target : buckets.values()) {
      if (buckets.containsKey(target)) {
        throw new IllegalArgumentException("Bucket " + target + " is both a source and a target.");
      }
    }
  }

  public boolean isIdentity() {
    return buckets.isEmpty();
  }

  /** Rewrites {@code s3://bucket/path}; any other text stays. */
  public String location(String text) {
    return S3Location.parse(text)
        .filter(location -> buckets.containsKey(location.bucket()))
        .map(location -> location.withBucket(bucket(location.bucket())).toString())
        .orElse(text);
  }

  /** Rewrites {@code arn:aws:s3:::bucket/path} within its AWS partition; any other text stays. */
  public String arn(String text) {
    Matcher arn = ARN.matcher(text);
    return arn.matches() && buckets.containsKey(arn.group(2))
        ? arn.group(1) + bucket(arn.group(2)) + text.substring(arn.end(2))
        : text;
  }

  private String bucket(String name) {
    return buckets.getOrDefault(name, name);
  }
}
