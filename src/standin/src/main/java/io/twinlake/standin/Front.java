package io.twinlake.standin;

import io.twinlake.standin.iam.Identity;
import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.HttpRequest;
import io.twinlake.standin.wire.HttpResponse;
import io.twinlake.standin.wire.Service;
import io.twinlake.standin.wire.SigV4;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** From an HTTP request to an authenticated call of a service. */
final class Front implements Function<HttpRequest, Optional<HttpResponse>> {
  private final World world;
  private final Optional<String> accountForAnyone;

  Front(World world, Optional<String> accountForAnyone) {
    this.world = world;
    this.accountForAnyone = accountForAnyone;
  }

  @Override
  public Optional<HttpResponse> apply(HttpRequest request) {
    Optional<SigV4> signed = request.header("authorization").flatMap(SigV4::parse);
    if (signed.isEmpty()) {
      return Optional.of(HttpResponse.empty(403));
    }
    Optional<Service> service = world.service(signed.get().service());
    if (service.isEmpty()
        || !(service.get().isGlobal() || world.hasRegion(signed.get().region()))) {
      return Optional.empty();
    }
    return answer(service.get(), signed.get(), request)
        .map(response -> response.with("x-amzn-RequestId", UUID.randomUUID().toString()))
        .map(response -> response.with("Date", world.date()));
  }

  private Optional<HttpResponse> answer(Service service, SigV4 signed, HttpRequest request) {
    try {
      Identity identity = identify(signed, request);
      Call call =
          new Call(
              identity.caller(), signed.service(), signed.region(), service.operation(request));
      Performance performance = new Performance(world, service, call, request);
      if (identity.isObserver()) {
        return Optional.of(service.answer(call, request));
      }
      Optional<HttpResponse> answer = world.listeners().watch(performance);
      LockSupport.parkNanos(world.latency().toNanos());
      return answer;
    } catch (AwsError error) {
      return Optional.of(service.refusal(error, request));
    }
  }

  private Identity identify(SigV4 signed, HttpRequest request) {
    Optional<Identity> known = world.identities().identity(signed.accessKey());
    if (known.isEmpty() && accountForAnyone.isPresent()) {
      return world.identities().root(accountForAnyone.get());
    }
    Identity identity = known.orElseThrow(() -> unknownKey(signed.service()));
    if (!signed.isValidFor(request, identity.credentials().secretAccessKey())
        || !tokenMatches(identity, request)) {
      throw new AwsError(
          signed.service().equals("s3") ? "SignatureDoesNotMatch" : "InvalidSignatureException",
          403,
          "The request signature we calculated does not match the signature you provided.");
    }
    return identity;
  }

  private static AwsError unknownKey(String service) {
    return service.equals("s3")
        ? new AwsError(
            "InvalidAccessKeyId",
            403,
            "The AWS Access Key Id you provided does not exist in our records.")
        : AwsError.of(
            "UnrecognizedClientException",
            "The security token included in the request is invalid.");
  }

  private static boolean tokenMatches(Identity identity, HttpRequest request) {
    String expected =
        identity.credentials() instanceof AwsSessionCredentials session
            ? session.sessionToken()
            : "";
    return request.header("x-amz-security-token").orElse("").equals(expected);
  }
}
