package io.twinlake.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * Who calls AWS.
 *
 * @param account 12 digits
 * @param arn as STS says it, e.g. {@code arn:aws:sts::111122223333:assumed-role/Loader/session}
 * @param principal the IAM ARN that Lake Formation knows, e.g. {@code
 *     arn:aws:iam::111122223333:role/Loader}; a role's path is lost in its session's ARN
 */
public record Caller(String account, String arn, String principal) {
  private static final Pattern SESSION =
      Pattern.compile("arn:([^:]+):sts::(\\d+):assumed-role/([^/]+)/.*");
  private static final Pattern ROLE = Pattern.compile("arn:[^:]+:iam::(\\d+):role/(?:.*/)?([^/]+)");

  public static Caller of(StsClient sts) {
    GetCallerIdentityResponse identity = sts.getCallerIdentity();
    return of(identity.account(), identity.arn());
  }

  static Caller of(String account, String arn) {
    Matcher session = SESSION.matcher(arn);
    String principal =
        session.matches()
            ? "arn:%s:iam::%s:role/%s"
                .formatted(session.group(1), session.group(2), session.group(3))
            : arn;
    return new Caller(account, arn, principal);
  }

  /** Whether the ARN names this caller: role names are unique in an account, whatever the path. */
  public boolean is(String principalArn) {
    return principal.equals(principalArn) || role(principal).equals(role(principalArn));
  }

  private static String role(String arn) {
    Matcher role = ROLE.matcher(arn);
    return role.matches() ? role.group(1) + "/" + role.group(2) : arn;
  }
}
