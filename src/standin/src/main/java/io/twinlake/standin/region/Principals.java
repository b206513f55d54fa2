package io.twinlake.standin.region;

/** Which principals AWS would accept in a grant or a settings document. */
public interface Principals {
  /**
   * @param principal an ARN, a 12-digit account id, {@code IAM_ALLOWED_PRINCIPALS} or {@code
   *     <account>:IAMPrincipals}; ARNs that AWS cannot look up in IAM (Identity Center, SAML,
   *     organizations, QuickSight, federated users) are judged by their form (aws-facts 22)
   */
  boolean exists(String principal);

  /** Lake Formation makes its own role when the first location is registered with it. */
  default void createServiceLinkedRole(String arn) {}
}
