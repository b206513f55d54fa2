package io.twinlake.standin.s3;

import io.twinlake.standin.wire.HttpRequest;
import io.twinlake.standin.wire.Percent;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request addresses, path-style or virtual-host-style.
 *
 * @param bucket empty for the service itself
 * @param key empty for the bucket itself
 * @param virtualHost whether the bucket was named in the Host header
 */
record S3Target(String bucket, String key, boolean virtualHost) {
  private static final Pattern VIRTUAL_HOST =
      Pattern.compile("(.+?)\\.(localhost|s3[.-][a-z0-9.-]*amazonaws\\.com)(:\\d+)?");

  static S3Target of(HttpRequest request) {
    String path = Percent.decode(request.rawPath()).replaceFirst("^/", "");
    Optional<String> bucket = bucketOfHost(request.header("host").orElse(""));
    if (bucket.isPresent()) {
      return new S3Target(bucket.get(), path, true);
    }
    int slash = path.indexOf('/');
    return slash < 0
        ? new S3Target(path, "", false)
        : new S3Target(path.substring(0, slash), path.substring(slash + 1), false);
  }

  /** Of {@code /bucket/key?versionId=…}, the form of x-amz-copy-source without its query. */
  static S3Target ofPath(String encoded) {
    String path = Percent.decode(encoded).replaceFirst("^/", "");
    int slash = path.indexOf('/');
    if (slash < 0) {
      throw S3Errors.invalidArgument("Copy Source must mention the source bucket and key.");
    }
    return new S3Target(path.substring(0, slash), path.substring(slash + 1), false);
  }

  private static Optional<String> bucketOfHost(String host) {
    Matcher matcher = VIRTUAL_HOST.matcher(host);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  boolean isService() {
    return bucket.isEmpty();
  }

  boolean isObject() {
    return !key.isEmpty();
  }

  String bucketArn() {
    return "arn:aws:s3:::" + bucket;
  }

  String arn() {
    return isObject() ? bucketArn() + "/" + key : bucketArn();
  }
}
