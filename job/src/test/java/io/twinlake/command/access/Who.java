package io.twinlake.command.access;

import java.util.regex.Pattern;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;

/** A principal, or one that stands for all those whom nothing names (aws-facts 22). */
record Who(String principal) {
  /** Of the account. */
  static final Who ANY_IAM_PRINCIPAL = new Who("any other IAM principal");

  static final Who ANYBODY = new Who("anybody else");
  static final String EVERYONE = "IAM_ALLOWED_PRINCIPALS";
  private static final String GROUP = ":IAMPrincipals";

  /** Whether it names people rather than being one. */
  static boolean isGroup(String identifier) {
    return identifier.equals(EVERYONE) || identifier.endsWith(GROUP);
  }

  boolean is(DataLakePrincipal named) {
    return is(named.dataLakePrincipalIdentifier());
  }

  boolean is(String named) {
    return named.equals(principal)
        || (named.endsWith(GROUP) && isIamPrincipal(named.substring(0, named.indexOf(GROUP))));
  }

  private boolean isIamPrincipal(String account) {
    return equals(ANY_IAM_PRINCIPAL)
        || Pattern.matches(
            "arn:aws[^:]*:(iam::"
                + account
                + ":(user|role)|sts::"
                + account
                + ":federated-user)/.+",
            principal);
  }
}
