package io.twinlake.source;

import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.User;

/** The roles and users of the caller's account, by ARN, paths included. */
public final class IamPrincipals {
  /** MaxItems at most; IAM may return fewer and more pages. */
  private static final int PAGE = 1000;

  private final IamClient iam;

  public IamPrincipals(IamClient iam) {
    this.iam = iam;
  }

  /** Needs iam:ListRoles. */
  public Set<String> roles() {
    return iam.listRolesPaginator(r -> r.maxItems(PAGE)).roles().stream()
        .map(Role::arn)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Needs iam:ListUsers. */
  public Set<String> users() {
    return iam.listUsersPaginator(r -> r.maxItems(PAGE)).users().stream()
        .map(User::arn)
        .collect(Collectors.toUnmodifiableSet());
  }
}
