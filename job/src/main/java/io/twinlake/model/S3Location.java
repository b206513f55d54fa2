package io.twinlake.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in S3 as catalogs spell it, taken apart without changing a character.
 *
 * @param scheme {@code s3}, {@code s3a} or {@code s3n}, spelt as found
 * @param bucket the bucket's name
 * @param rest everything after the bucket, with its leading {@code /}, or empty
 */
public record S3Location(String scheme, String bucket, String rest) {
  private static final Pattern URI =
      Pattern.compile("(?i)(s3|s3a|s3n)://([^/]+)(/.*)?", Pattern.DOTALL);

  /** Parses the text when all of it is an S3 URI, and nothing that merely contains one. */
  public static Optional<S3Location> parse(String text) {
    Matcher matcher = URI.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String rest = matcher.group(3) == null ? "" : matcher.group(3);
    return Optional.of(new S3Location(matcher.group(1), matcher.group(2), rest));
  }

  public S3Location withBucket(String other) {
    return new S3Location(scheme, other, rest);
  }

  @Override
  public String toString() {
    return scheme + "://" + bucket + rest;
  }
}
