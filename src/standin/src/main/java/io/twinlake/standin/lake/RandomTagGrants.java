package io.twinlake.standin.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsRequestEntry;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagPolicyResource;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.ResourceType;

/** Random grants on LF-tags, on their expressions, and on whatever carries them (aws-facts 21). */
record RandomTagGrants(RandomGrants grants, RandomTags tags) {
  private static final List<String> ON_TAG =
      List.of("ALTER", "ASSOCIATE", "DESCRIBE", "DROP", "GRANT_WITH_LF_TAG_EXPRESSION");
  private static final List<String> ON_VALUES =
      List.of("ASSOCIATE", "DESCRIBE", "GRANT_WITH_LF_TAG_EXPRESSION");
  private static final List<String> ON_EXPRESSION =
      List.of("ALTER", "DESCRIBE", "DROP", "GRANT_WITH_LF_TAG_EXPRESSION");

  /**
   * @param known with all their values; may be empty
   * @param expressions names
   */
  List<BatchPermissionsRequestEntry> on(List<LFTag> known, List<String> expressions) {
    List<BatchPermissionsRequestEntry> entries = new ArrayList<>();
    known.forEach(tag -> entries.addAll(onTag(tag)));
    expressions.forEach(name -> entries.addAll(grants.toSome(expression(name), ON_EXPRESSION)));
    policies(known, expressions).forEach(policy -> entries.addAll(onPolicy(policy)));
    return entries;
  }

  private List<BatchPermissionsRequestEntry> onTag(LFTag tag) {
    return Stream.concat(
            grants.toSome(tag(tag, List.of("*")), ON_TAG).stream(),
            grants.toSome(tag(tag, tags.someValues(tag)), ON_VALUES).stream())
        .toList();
  }

  private static Resource tag(LFTag tag, List<String> values) {
    return Resource.builder().lfTag(t -> t.tagKey(tag.tagKey()).tagValues(values)).build();
  }

  private static Resource expression(String name) {
    return Resource.builder().lfTagExpression(e -> e.name(name)).build();
  }

  /** Some, of either resource type. */
  private List<LFTagPolicyResource> policies(List<LFTag> known, List<String> expressions) {
    List<LFTagPolicyResource> policies = new ArrayList<>();
    int count = known.isEmpty() ? 0 : tags.words().below(5);
    while (policies.size() < count) {
      policies.add(policy(known, expressions));
    }
    return policies;
  }

  /**
   * @param known at least one
   */
  LFTagPolicyResource policy(List<LFTag> known, List<String> expressions) {
    LFTagPolicyResource.Builder policy =
        LFTagPolicyResource.builder()
            .resourceType(tags.words().once(2) ? ResourceType.DATABASE : ResourceType.TABLE);
    return !expressions.isEmpty() && tags.words().once(2)
        ? policy.expressionName(tags.words().oneOf(expressions)).build()
        : policy.expression(tags.terms(known)).build();
  }

  List<BatchPermissionsRequestEntry> onPolicy(LFTagPolicyResource policy) {
    return grants.toSome(
        Resource.builder().lfTagPolicy(policy).build(),
        policy.resourceType() == ResourceType.DATABASE
            ? RandomGrants.ON_DATABASE
            : RandomGrants.ON_TABLE);
  }
}
