package io.twinlake.standin;

import io.twinlake.standin.iam.Identities;
import io.twinlake.standin.iam.PolicyDocument;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** One AWS account: its principals and their credentials. */
public final class Account {
  private final String id;
  private final Identities identities;

  Account(String id, Identities identities) {
    this.id = id;
    this.identities = identities;
  }

  /** 12 digits. */
  public String id() {
    return id;
  }

  /**
   * IAM allows these everything. Their Lake Formation principal is {@code
   * arn:aws:iam::<account>:user/admin}, a data lake admin only where someone made it one.
   */
  public AwsCredentials root() {
    return identities.root(id).credentials();
  }

  /**
   * As {@link #root()}, but a call with them is not logged, meets no fault and no cut-off region,
   * and is told to no listener: for tests that look at the state.
   */
  public AwsCredentials observer() {
    return identities.observer(id);
  }

  /**
   * A session of a role that may do what the policy allows.
   *
   * @param name may begin with a path, e.g. {@code service/Loader}
   * @param policyJson a policy document, or a JSON array of several
   */
  public AwsCredentials role(String name, String policyJson) {
    return identities.role(id, name, PolicyDocument.parse(policyJson));
  }

  /**
   * As {@link #role(String, String)}.
   *
   * @param path between slashes, e.g. {@code /service/}
   */
  public AwsCredentials role(String path, String name, String policyJson) {
    return role(path.replaceAll("^/+", "") + name, policyJson);
  }

  /** As {@link #role(String, String)}, for an IAM user with a long-lived key. */
  public AwsCredentials user(String name, String policyJson) {
    return identities.user(id, name, PolicyDocument.parse(policyJson));
  }

  /**
   * Sets who may assume a role; until then its own account may. The caller's own policy must allow
   * {@code sts:AssumeRole} as well.
   *
   * @param name as given to {@link #role(String, String)}
   */
  public void trust(String name, String assumeRolePolicyJson) {
    identities.setTrust(
        "arn:aws:iam::" + id + ":role/" + name, PolicyDocument.parse(assumeRolePolicyJson));
  }

  /**
   * The actions that a role's policy was asked for and allowed, e.g. {@code glue:GetTables}.
   *
   * @param name as given to {@link #role(String, String)}
   */
  public Set<String> usedActions(String name) {
    return identities.used("arn:aws:iam::" + id + ":role/" + name);
  }

  /**
   * A principal that exists and never calls.
   *
   * @param suffix what follows the account in the ARN, e.g. {@code role/Analyst}
   * @return the ARN
   */
  public String principal(String suffix) {
    return identities.add(id, suffix, PolicyDocument.NOTHING).arn();
  }

  /** Deletes a principal: its ARN is unknown and its credentials are refused from now on. */
  public void removePrincipal(String suffix) {
    identities.remove("arn:aws:iam::" + id + ":" + suffix);
  }
}
