package io.twinlake.standin.sts;

import io.twinlake.standin.iam.Access;
import io.twinlake.standin.iam.Authoriser;
import io.twinlake.standin.iam.Identities;
import io.twinlake.standin.iam.Principal;
import io.twinlake.standin.iam.Verdict;
import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.HttpRequest;
import io.twinlake.standin.wire.HttpResponse;
import io.twinlake.standin.wire.Query;
import io.twinlake.standin.wire.Service;
import io.twinlake.standin.wire.Xml;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** GetCallerIdentity and AssumeRole. */
public final class StsService implements Service {
  private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final Identities identities;
  private final Authoriser authoriser;

  public StsService(Identities identities, Authoriser authoriser) {
    this.identities = identities;
    this.authoriser = authoriser;
  }

  @Override
  public String operation(HttpRequest request) {
    return Query.parameter(request, "Action");
  }

  @Override
  public String subject(HttpRequest request) {
    return Query.form(request).getOrDefault("RoleArn", "");
  }

  @Override
  public HttpResponse answer(Call call, HttpRequest request) {
    return switch (call.operation()) {
      case "GetCallerIdentity" -> Query.answer(NAMESPACE, call.operation(), identity(call));
      case "AssumeRole" -> Query.answer(NAMESPACE, call.operation(), assumeRole(call, request));
      default -> throw Query.unknown(call.operation());
    };
  }

  @Override
  public HttpResponse refusal(AwsError error, HttpRequest request) {
    return Query.refusal(NAMESPACE, error);
  }

  private static Xml identity(Call call) {
    return new Xml("GetCallerIdentityResult")
        .text("Arn", call.caller().sessionArn())
        .text("UserId", "AIDA" + call.caller().account())
        .text("Account", call.caller().account());
  }

  private Xml assumeRole(Call call, HttpRequest request) {
    String arn = Query.parameter(request, "RoleArn");
    String sessionName = Query.parameter(request, "RoleSessionName");
    Principal role =
        identities
            .principal(arn)
            .filter(Principal::isRole)
            .filter(found -> mayAssume(call, found))
            .orElseThrow(() -> denied(call, arn));
    AwsCredentials credentials = identities.session(role, sessionName);
    return new Xml("AssumeRoleResult")
        .child(credentials(credentials))
        .child(
            new Xml("AssumedRoleUser")
                .text("AssumedRoleId", "AROA" + role.account() + ":" + sessionName)
                .text("Arn", role.caller(sessionName).sessionArn()));
  }

  /**
   * Both the caller's policy and the role's trust must allow it: stricter than AWS within one
   * account.
   */
  private boolean mayAssume(Call call, Principal role) {
    Access access = Access.of(call, "sts:AssumeRole", role.arn());
    return authoriser.refusal(access).isEmpty()
        && identities.trust(role).judge(access) == Verdict.ALLOWED;
  }

  private static Xml credentials(AwsCredentials credentials) {
    Instant expiration = Instant.now().plus(LIFETIME).truncatedTo(ChronoUnit.SECONDS);
    return new Xml("Credentials")
        .text("AccessKeyId", credentials.accessKeyId())
        .text("SecretAccessKey", credentials.secretAccessKey())
        .text("SessionToken", ((AwsSessionCredentials) credentials).sessionToken())
        .text("Expiration", expiration.toString());
  }

  private static AwsError denied(Call call, String arn) {
    return new AwsError(
        "AccessDenied",
        403,
        "User: "
            + call.caller().sessionArn()
            + " is not authorized to perform: sts:AssumeRole on resource: "
            + arn);
  }
}
