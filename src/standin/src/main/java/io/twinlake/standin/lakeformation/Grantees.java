package io.twinlake.standin.lakeformation;

import io.twinlake.standin.region.Principals;
import io.twinlake.standin.wire.AwsError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;

/** Which principals can be granted something (aws-facts 22). */
record Grantees(String account, Principals principals) {
  private static final int MAX_LENGTH = 255;
  private static final Pattern ACCOUNT = Pattern.compile("(?:arn:aws:iam::)?(\\d{12})(?::.*)?");

  /**
   * @throws AwsError InvalidInputException "Invalid principal, …", which IAM's delay causes as well
   */
  String require(@Nullable DataLakePrincipal principal) {
    String identifier = identifier(principal);
    if (!principals.exists(identifier)) {
      throw AwsError.invalidInput("Invalid principal, " + identifier);
    }
    return identifier;
  }

  /** Whether granting to it is sharing, which IAM_ALLOWED_PRINCIPALS on the object forbids. */
  boolean isOutside(String identifier) {
    Matcher matcher = ACCOUNT.matcher(identifier);
    return identifier.startsWith("arn:aws:organizations:")
        || (matcher.matches() && !matcher.group(1).equals(account));
  }

  static String identifier(@Nullable DataLakePrincipal principal) {
    String identifier =
        Canonical.required(
            "Principal", principal == null ? null : principal.dataLakePrincipalIdentifier());
    if (identifier.length() > MAX_LENGTH) {
      throw AwsError.invalidInput("Principal is longer than " + MAX_LENGTH + " characters.");
    }
    return identifier;
  }
}
