package io.twinlake.standin.lakeformation;

import static io.twinlake.standin.lakeformation.Place.fold;

import io.twinlake.standin.wire.PojoJson;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.LFTagPolicyResource;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicyAttachment;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/**
 * Which row-level-security policy is attached to what and for whom (aws-facts 19). An attachment is
 * told from others by resource, policy, principal and condition; one of a resource's may be its
 * default, which is for every principal and needs none of its own.
 */
final class Attachments {
  private final ConcurrentNavigableMap<String, RLSPolicyAttachment> byKey =
      new ConcurrentSkipListMap<>();

  NavigableMap<String, RLSPolicyAttachment> all() {
    return byKey;
  }

  /** Those of a resource in its canonical form. */
  NavigableMap<String, RLSPolicyAttachment> on(Resource resource) {
    String prefix = prefix(resource);
    return byKey.subMap(prefix, prefix + Character.MAX_VALUE);
  }

  Optional<RLSPolicyAttachment> same(RLSPolicyAttachment attachment) {
    return Optional.ofNullable(byKey.get(key(attachment)));
  }

  Optional<RLSPolicyAttachment> defaultOn(Resource resource) {
    return on(resource).values().stream().filter(Attachments::isDefault).findFirst();
  }

  synchronized boolean attach(RLSPolicyAttachment attachment) {
    if (byKey.containsKey(key(attachment))) {
      return false;
    }
    Optional<RLSPolicyAttachment> before =
        isDefault(attachment) ? defaultOn(attachment.resource()) : Optional.empty();
    byKey.put(key(attachment), attachment);
    before.ifPresent(this::removeDefault);
    return true;
  }

  synchronized void detach(RLSPolicyAttachment attachment) {
    byKey.remove(key(attachment));
  }

  /** It stays for its principal, if it has one. */
  synchronized void removeDefault(RLSPolicyAttachment attachment) {
    if (attachment.principal() == null) {
      byKey.remove(key(attachment));
    } else {
      byKey.put(key(attachment), attachment.toBuilder().defaultRLSPolicy(false).build());
    }
  }

  synchronized void removeOf(String policy) {
    byKey.values().removeIf(each -> fold(each.policyName()).equals(fold(policy)));
  }

  synchronized void removeBelow(Place place) {
    byKey.subMap(place.path(), place.end()).clear();
  }

  boolean useTag(String key) {
    return policies()
        .flatMap(policy -> policy.expression().stream())
        .anyMatch(t -> t.tagKey().equals(key));
  }

  boolean useExpression(String name) {
    return policies().anyMatch(policy -> name.equals(policy.expressionName()));
  }

  private Stream<LFTagPolicyResource> policies() {
    return byKey.subMap(Place.POLICIES.path(), Place.POLICIES.end()).values().stream()
        .map(each -> each.resource().lfTagPolicy())
        .filter(Objects::nonNull);
  }

  static boolean isDefault(RLSPolicyAttachment attachment) {
    return Boolean.TRUE.equals(attachment.defaultRLSPolicy());
  }

  private static String prefix(Resource resource) {
    return Place.of(resource).path() + Row.OWN + PojoJson.encode(resource) + '\n';
  }

  private static String key(RLSPolicyAttachment attachment) {
    return prefix(attachment.resource())
        + String.join(
            "\n",
            fold(attachment.policyName()),
            identifier(attachment.principal()),
            attachment.condition() == null ? "" : attachment.condition().expression());
  }

  private static String identifier(@Nullable DataLakePrincipal principal) {
    return principal == null ? "" : principal.dataLakePrincipalIdentifier();
  }
}
