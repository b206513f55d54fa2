package io.twinlake.standin.lakeformation;

import static io.twinlake.standin.lakeformation.Place.fold;

import io.twinlake.standin.wire.AwsError;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicy;

/**
 * Row-level-security policies. Their names are case-insensitive (aws-facts 19): listed as they were
 * given, found however they are written.
 */
final class RowPolicies {
  private final NavigableMap<String, RLSPolicy> byName = new ConcurrentSkipListMap<>();

  RLSPolicy require(String name) {
    return Optional.ofNullable(byName.get(fold(name)))
        .orElseThrow(() -> AwsError.entityNotFound("RLS policy " + name + " not found."));
  }

  /** A policy's name as it was given; an unknown one as asked. */
  String spelling(String name) {
    RLSPolicy policy = byName.get(fold(name));
    return policy == null ? name : policy.name();
  }

  boolean create(RLSPolicy policy) {
    return byName.putIfAbsent(fold(policy.name()), policy) == null;
  }

  void replace(RLSPolicy policy) {
    byName.put(fold(policy.name()), policy);
  }

  void remove(RLSPolicy policy) {
    byName.remove(fold(policy.name()));
  }

  NavigableMap<String, RLSPolicy> all() {
    return byName;
  }
}
