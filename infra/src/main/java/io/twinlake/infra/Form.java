package io.twinlake.infra;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import software.amazon.awscdk.regioninfo.RegionInfo;

/** The form a context's value must have, and the words for what is accepted. */
record Form(String accepted, Predicate<String> rule) {
  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
  static final Form BUCKET =
      matching(
          "a bucket name (3 to 63 of a-z, 0-9, dot and hyphen, a letter or digit at both ends)",
          "(?!.*\\.\\.)(?!\\d+(\\.\\d+){3}$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  static final Form REGION =
      new Form(
          "an AWS region that this CDK release knows, such as ap-south-1",
          region -> RegionInfo.get(region).getPartition() != null);

  /** {@code *}, {@code ?} and {@code $} would be wildcards and variables in the role's policy. */
  static final Form OBJECT_KEY = matching("an S3 key without *, ? and $", "[^*?$]{1,1024}");

  static final Form ROLE_NAME =
      matching("an IAM role name (1 to 64 letters, digits and +=,.@_-)", "[\\w+=,.@-]{1,64}");

  static final Form ROLE_ARN =
      matching(
          "a role ARN such as arn:aws:iam::111122223333:role/name",
          "arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+");

  static final Form KEY_ARN =
      matching(
          "a KMS key ARN (not an alias) such as arn:aws:kms:us-east-1:111122223333:key/id",
          "arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+");

  static final Form SCHEDULE =
      matching(
          "a Glue schedule of six fields in UTC such as cron(0 3 * * ? *)",
          "cron\\(\\S+( \\S+){5}\\)");

  /** The versions with Java 17 or newer. */
  static final Form GLUE_VERSION = matching("5.0, 5.1 or 6.0", "5\\.0|5\\.1|6\\.0");

  static final Form BOOLEAN = matching("true or false", "true|false");

  boolean admits(String value) {
    return rule.test(value);
  }

  private static Form matching(String accepted, String regex) {
    return new Form(accepted, Pattern.compile(regex).asMatchPredicate());
  }
}
