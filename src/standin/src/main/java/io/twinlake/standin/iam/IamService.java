package io.twinlake.standin.iam;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.HttpRequest;
import io.twinlake.standin.wire.HttpResponse;
import io.twinlake.standin.wire.Query;
import io.twinlake.standin.wire.Service;
import io.twinlake.standin.wire.Xml;
import java.util.Comparator;

/** GetRole, which tells a role's path: an STS session ARN lacks it. */
public final class IamService implements Service {
  private static final String NAMESPACE = "https://iam.amazonaws.com/doc/2010-05-08/";

  private final Identities identities;
  private final Authoriser authoriser;

  public IamService(Identities identities, Authoriser authoriser) {
    this.identities = identities;
    this.authoriser = authoriser;
  }

  @Override
  public String operation(HttpRequest request) {
    return Query.parameter(request, "Action");
  }

  @Override
  public String subject(HttpRequest request) {
    return Query.form(request).getOrDefault("RoleName", "");
  }

  @Override
  public HttpResponse answer(Call call, HttpRequest request) {
    if (!call.operation().equals("GetRole")) {
      throw Query.unknown(call.operation());
    }
    Principal role = role(call, Query.parameter(request, "RoleName"));
    require(Access.of(call, "iam:GetRole", role.arn()));
    Xml xml =
        new Xml("Role")
            .text("Path", role.path())
            .text("RoleName", role.name())
            .text("RoleId", "AROA" + role.account())
            .text("Arn", role.arn())
            .text("CreateDate", "2026-01-01T00:00:00Z");
    return Query.answer(NAMESPACE, call.operation(), new Xml("GetRoleResult").child(xml));
  }

  @Override
  public HttpResponse refusal(AwsError error, HttpRequest request) {
    return Query.refusal(NAMESPACE, error);
  }

  /** Role names are unique in an account, whatever their paths. */
  private Principal role(Call call, String name) {
    return identities.all().values().stream()
        .filter(Principal::isRole)
        .filter(role -> role.account().equals(call.caller().account()) && role.name().equals(name))
        .min(Comparator.comparing(Principal::arn))
        .orElseThrow(
            () ->
                new AwsError(
                    "NoSuchEntity", 404, "The role with name " + name + " cannot be found."));
  }

  private void require(Access access) {
    authoriser
        .refusal(access)
        .ifPresent(
            refusal -> {
              throw new AwsError("AccessDenied", 403, refusal);
            });
  }
}
