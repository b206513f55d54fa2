package io.twinlake.standin.iam;

import java.util.Optional;

/** Says no in AWS's words. */
public final class Authoriser {
  private final Identities identities;

  public Authoriser(Identities identities) {
    this.identities = identities;
  }

  /** Why the caller may not, or empty when it may. */
  public Optional<String> refusal(Access access) {
    return refusal(access, PolicyDocument.NOTHING);
  }

  /**
   * As {@link #refusal(Access)}, for a resource with a policy of its own: in the caller's own
   * account either may allow, across accounts both must, and each may forbid.
   */
  public Optional<String> refusal(Access access, PolicyDocument ofResource) {
    Verdict mine = policyOf(access).judge(access);
    Verdict theirs = ofResource.judge(access);
    if (mine == Verdict.DENIED) {
      return Optional.of(text(access, "with an explicit deny in an identity-based policy"));
    }
    if (theirs == Verdict.DENIED) {
      return Optional.of(text(access, "with an explicit deny in a resource-based policy"));
    }
    if (mine == Verdict.ALLOWED) {
      identities.use(access.caller().principal(), access.action());
    }
    boolean own = access.resourceAccount().equals(access.caller().account());
    if (mine != Verdict.ALLOWED && !(own && theirs == Verdict.ALLOWED)) {
      return Optional.of(because("identity", access));
    }
    if (!own && theirs != Verdict.ALLOWED) {
      return Optional.of(because("resource", access));
    }
    return Optional.empty();
  }

  private PolicyDocument policyOf(Access access) {
    return identities
        .principal(access.caller().principal())
        .map(Principal::policy)
        .orElse(PolicyDocument.NOTHING);
  }

  private static String because(String kind, Access access) {
    return text(
        access, "because no " + kind + "-based policy allows the " + access.action() + " action");
  }

  private static String text(Access access, String reason) {
    return "User: "
        + access.caller().sessionArn()
        + " is not authorized to perform: "
        + access.action()
        + " on resource: "
        + access.resource()
        + " "
        + reason;
  }
}
