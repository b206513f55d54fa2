package io.twinlake.standin.wire;

import java.util.Set;

/** One AWS service as its clients meet it over HTTP. */
public interface Service {
  /**
   * The operation's name as AWS spells it, e.g. {@code GetTables}.
   *
   * @throws AwsError when the request names none
   */
  String operation(HttpRequest request);

  /** What the request is about, for people who read the call log, e.g. {@code bucket/key}. */
  String subject(HttpRequest request);

  /** The regions, beside the signed one, that must be reachable. */
  default Set<String> regionsTouched(HttpRequest request) {
    return Set.of();
  }

  /** Whether it is one for the whole partition, whatever regions there are. */
  default boolean isGlobal() {
    return false;
  }

  /**
   * Authorises and carries out.
   *
   * @throws AwsError what the service refuses
   */
  HttpResponse answer(Call call, HttpRequest request);

  /** The error as this service's protocol writes it. */
  HttpResponse refusal(AwsError error, HttpRequest request);
}
