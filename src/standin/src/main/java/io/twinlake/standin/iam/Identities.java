package io.twinlake.standin.iam;

import io.twinlake.standin.region.Principals;
import io.twinlake.standin.wire.Caller;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** The accounts, principals and credentials of the whole partition: IAM knows no regions. */
public final class Identities implements Principals {
  private static final String SESSION = "GlueJobRunnerSession";

  /** What Lake Formation takes without asking IAM: aws-facts 22. */
  private static final Pattern TAKEN_BY_FORM =
      Pattern.compile(
          "IAM_ALLOWED_PRINCIPALS"
              + "|arn:aws:sts::\\d{12}:federated-user/.+"
              + "|arn:aws:iam::\\d{12}:saml-provider/[^:]+:(user|group)/.+"
              + "|arn:aws:identitystore:::(user|group)/.+"
              + "|arn:aws:quicksight:[a-z0-9-]+:\\d{12}:(user|group|namespace)/.+"
              + "|arn:aws:organizations::\\d{12}:(organization/o-|ou/o-[^/]+/ou-).+");

  private static final Pattern ALL_OF_ACCOUNT = Pattern.compile("(\\d{12}):IAMPrincipals");

  private final Set<String> accounts = ConcurrentHashMap.newKeySet();
  private final Map<String, Principal> principals = new ConcurrentHashMap<>();
  private final Map<String, PolicyDocument> trusts = new ConcurrentHashMap<>();
  private final Map<String, Identity> byAccessKey = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> used = new ConcurrentHashMap<>();
  private final AtomicLong sessions = new AtomicLong();

  public void addAccount(String account) {
    accounts.add(AccountIds.require(account));
    user(account, "admin", PolicyDocument.EVERYTHING);
  }

  public Identity root(String account) {
    Principal admin = Principal.of(account, "user/admin", PolicyDocument.EVERYTHING);
    return new Identity(admin.callerWithoutSession(), KeyMaker.longLived(admin.arn()));
  }

  public AwsCredentials observer(String account) {
    AwsCredentials credentials = KeyMaker.longLived("observer of " + account);
    return register(new Identity(root(account).caller(), credentials, true));
  }

  public Set<String> accounts() {
    return Set.copyOf(accounts);
  }

  /** A principal without credentials. */
  public Principal add(String account, String suffix, PolicyDocument policy) {
    Principal principal = Principal.of(account, suffix, policy);
    principals.put(principal.arn(), principal);
    return principal;
  }

  @Override
  public void createServiceLinkedRole(String arn) {
    String[] parts = arn.split(":", 6);
    principals.putIfAbsent(arn, Principal.of(parts[4], parts[5], PolicyDocument.NOTHING));
  }

  /** As when IAM deletes it: its ARN is unknown from then on and its credentials are refused. */
  public void remove(String arn) {
    principals.remove(arn);
    byAccessKey.values().removeIf(identity -> identity.caller().principal().equals(arn));
  }

  public AwsCredentials user(String account, String name, PolicyDocument policy) {
    Principal user = add(account, "user/" + name, policy);
    AwsCredentials credentials = KeyMaker.longLived(user.arn());
    return register(new Identity(user.callerWithoutSession(), credentials));
  }

  public AwsCredentials role(String account, String pathAndName, PolicyDocument policy) {
    return session(add(account, "role/" + pathAndName, policy), SESSION);
  }

  /** Temporary credentials of a role, other ones at every call. */
  public AwsCredentials session(Principal role, String sessionName) {
    Caller caller = role.caller(sessionName);
    AwsCredentials credentials = KeyMaker.session(caller + "#" + sessions.incrementAndGet());
    return register(new Identity(caller, credentials));
  }

  private AwsCredentials register(Identity identity) {
    byAccessKey.put(identity.credentials().accessKeyId(), identity);
    return identity.credentials();
  }

  /** Replaces a role's trust policy. */
  public void setTrust(String roleArn, PolicyDocument trust) {
    trusts.put(roleArn, trust);
  }

  /** A role's trust policy; one that nobody set trusts the role's account. */
  public PolicyDocument trust(Principal role) {
    return trusts.computeIfAbsent(role.arn(), arn -> PolicyDocument.trusting(role.account()));
  }

  public Optional<Identity> identity(String accessKey) {
    return Optional.ofNullable(byAccessKey.get(accessKey));
  }

  public Optional<Principal> principal(String arn) {
    return Optional.ofNullable(principals.get(arn));
  }

  public Map<String, Principal> all() {
    return new LinkedHashMap<>(principals);
  }

  void use(String arn, String action) {
    used.computeIfAbsent(arn, principal -> ConcurrentHashMap.newKeySet()).add(action);
  }

  /** The actions that a principal's own policy was asked for and allowed. */
  public Set<String> used(String arn) {
    return Set.copyOf(used.getOrDefault(arn, Set.of()));
  }

  @Override
  public boolean exists(String principal) {
    return principals.containsKey(principal)
        || accounts.contains(principal)
        || TAKEN_BY_FORM.matcher(principal).matches()
        || List.of(ALL_OF_ACCOUNT.matcher(principal)).stream()
            .anyMatch(m -> m.matches() && accounts.contains(m.group(1)));
  }
}
