package io.twinlake.standin.iam;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.HttpRequest;
import io.twinlake.standin.wire.HttpResponse;
import io.twinlake.standin.wire.Query;
import io.twinlake.standin.wire.Service;
import io.twinlake.standin.wire.Xml;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * GetRole, which tells a role's path: an STS session ARN lacks it. ListRoles and ListUsers, which
 * tell who there is. IAM is one for all regions; its requests are signed for us-east-1 and meet a
 * closed connection while that region is cut off. A client with an endpoint of its own must be
 * given us-east-1: for {@code aws-global} the SDK signs what AWS refuses.
 */
public final class IamService implements Service {
  private static final String NAMESPACE = "https://iam.amazonaws.com/doc/2010-05-08/";
  private static final String US_EAST_1 = "us-east-1";
  private static final int PAGE = 100;
  private static final int MAX = 1000;

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
  public boolean isGlobal() {
    return true;
  }

  @Override
  public HttpResponse answer(Call call, HttpRequest request) {
    requireScope(call);
    Xml result =
        switch (call.operation()) {
          case "GetRole" -> role(call, Query.parameter(request, "RoleName"));
          case "ListRoles" -> list(call, Query.form(request), "Role", Principal::isRole);
          case "ListUsers" -> list(call, Query.form(request), "User", p -> !p.isRole());
          default -> throw Query.unknown(call.operation());
        };
    return Query.answer(NAMESPACE, call.operation(), result);
  }

  private static void requireScope(Call call) {
    if (!call.region().equals(US_EAST_1)) {
      throw new AwsError(
          "SignatureDoesNotMatch",
          403,
          "Credential should be scoped to a valid region, not " + call.region() + ".");
    }
  }

  private Xml role(Call call, String name) {
    Principal role = named(call, name);
    require(Access.of(call, "iam:GetRole", role.arn()));
    return new Xml("GetRoleResult").child(describe(new Xml("Role"), "Role", role));
  }

  /** Neither operation knows resources: a policy allows it on {@code *} or not at all. */
  private Xml list(Call call, Map<String, String> form, String kind, Predicate<Principal> wanted) {
    require(Access.of(call, "iam:" + call.operation(), "*"));
    int most = most(form);
    String after = after(form);
    String prefix = form.getOrDefault("PathPrefix", "/");
    List<Principal> rest =
        ofAccount(call)
            .filter(wanted)
            .filter(principal -> principal.path().startsWith(prefix))
            .filter(principal -> principal.arn().compareTo(after) > 0)
            .sorted(Comparator.comparing(Principal::arn))
            .limit(most + 1L)
            .toList();
    List<Principal> page = rest.subList(0, Math.min(most, rest.size()));
    Xml members = new Xml(kind + "s");
    members.each(page, "member", (member, principal) -> describe(member, kind, principal));
    Xml result = new Xml(call.operation() + "Result").child(members);
    boolean isTruncated = rest.size() > most;
    return isTruncated
        ? result.text("IsTruncated", true).text("Marker", marker(page.get(most - 1)))
        : result.text("IsTruncated", false);
  }

  private static int most(Map<String, String> form) {
    String asked = form.getOrDefault("MaxItems", String.valueOf(PAGE));
    if (!asked.matches("\\d{1,4}")
        || Integer.parseInt(asked) < 1
        || Integer.parseInt(asked) > MAX) {
      throw AwsError.of("ValidationError", "MaxItems must be between 1 and " + MAX + ".");
    }
    return Integer.parseInt(asked);
  }

  private static String marker(Principal last) {
    return Base64.getEncoder().encodeToString(last.arn().getBytes(StandardCharsets.UTF_8));
  }

  private static String after(Map<String, String> form) {
    try {
      return new String(
          Base64.getDecoder().decode(form.getOrDefault("Marker", "")), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw AwsError.of("ValidationError", "Invalid Marker.");
    }
  }

  private static Xml describe(Xml element, String kind, Principal principal) {
    return element
        .text("Path", principal.path())
        .text(kind + "Name", principal.name())
        .text(kind + "Id", (principal.isRole() ? "AROA" : "AIDA") + principal.account())
        .text("Arn", principal.arn())
        .text("CreateDate", "2026-01-01T00:00:00Z");
  }

  @Override
  public HttpResponse refusal(AwsError error, HttpRequest request) {
    return Query.refusal(NAMESPACE, error);
  }

  /** Role names are unique in an account, whatever their paths. */
  private Principal named(Call call, String name) {
    return ofAccount(call)
        .filter(Principal::isRole)
        .filter(role -> role.name().equals(name))
        .min(Comparator.comparing(Principal::arn))
        .orElseThrow(
            () ->
                new AwsError(
                    "NoSuchEntity", 404, "The role with name " + name + " cannot be found."));
  }

  private Stream<Principal> ofAccount(Call call) {
    return identities.all().values().stream()
        .filter(principal -> principal.account().equals(call.caller().account()));
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
