package io.twinlake.standin.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lakeformation.model.AttachRlsPolicyRequest;
import software.amazon.awssdk.services.lakeformation.model.Column;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagPolicyResource;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicy;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.ResourceType;

/**
 * Random attachments of row-level-security policies to tables and to whatever carries LF-tags: for
 * a principal, for all that a condition picks, and as the default of everybody (aws-facts 19).
 *
 * @param tables those without the policy's columns are left out
 * @param tags with all their values
 * @param expressions names
 */
record RandomAttachments(
    RandomWords words,
    LakeClients clients,
    List<MadeTable> tables,
    List<LFTag> tags,
    List<String> expressions) {
  /** From none to a few, no two of them the same. */
  void attach(RLSPolicy policy) {
    List<AttachRlsPolicyRequest> different = new ArrayList<>();
    for (int count = words.below(4); count > 0; count--) {
      AttachRlsPolicyRequest one = attachment(policy);
      if (different.stream().noneMatch(each -> same(each, one))) {
        different.add(one);
      }
    }
    different.forEach(clients.lakeFormation()::attachRLSPolicy);
  }

  private static boolean same(AttachRlsPolicyRequest left, AttachRlsPolicyRequest right) {
    return Objects.equals(left.principal(), right.principal())
        && Objects.equals(left.condition(), right.condition())
        && key(left.resource()).equals(key(right.resource()));
  }

  AttachRlsPolicyRequest attachment(RLSPolicy policy) {
    AttachRlsPolicyRequest.Builder request =
        AttachRlsPolicyRequest.builder().name(policy.name()).resource(resource(policy));
    switch (words.below(4)) {
      case 0 -> request.setDefault(true);
      case 1 -> to(request, principals().ofIam()).setDefault(true);
      case 2 ->
          to(request, principals().allOfIam()).condition(c -> c.expression(words.condition()));
      default -> to(request, principals().ofIamOrSaml());
    }
    return request.build();
  }

  private RandomPrincipals principals() {
    return new RandomPrincipals(words, clients);
  }

  private static AttachRlsPolicyRequest.Builder to(
      AttachRlsPolicyRequest.Builder request, String principal) {
    return request.principal(p -> p.dataLakePrincipalIdentifier(principal));
  }

  private Resource resource(RLSPolicy policy) {
    return tags.isEmpty() || words.once(2)
        ? words.oneOf(fitting(policy)).resource()
        : Resource.builder().lfTagPolicy(tagged()).build();
  }

  private LFTagPolicyResource tagged() {
    LFTagPolicyResource.Builder policy =
        LFTagPolicyResource.builder().resourceType(ResourceType.TABLE);
    return expressions.isEmpty() || words.once(2)
        ? policy.expression(new RandomTags(words, clients).terms(tags)).build()
        : policy.expressionName(words.oneOf(expressions)).build();
  }

  /** The tables with all columns that the policy asks for. */
  List<MadeTable> fitting(RLSPolicy policy) {
    List<String> asked = folded(policy.attachmentColumns().stream().map(Column::name)).toList();
    return tables.stream()
        .filter(table -> folded(table.columns().stream()).toList().containsAll(asked))
        .toList();
  }

  private static Stream<String> folded(Stream<String> names) {
    return names.map(name -> name.toLowerCase(Locale.ROOT));
  }

  /** A resource as AWS tells one from another: without catalog, case and order. */
  static List<String> key(Resource resource) {
    LFTagPolicyResource policy = resource.lfTagPolicy();
    return policy == null
        ? folded(Stream.of(resource.table().databaseName(), resource.table().name())).toList()
        : Stream.concat(
                Stream.of(String.valueOf(policy.expressionName())),
                policy.expression().stream().map(RandomAttachments::key).sorted())
            .toList();
  }

  private static String key(LFTag term) {
    return term.tagKey() + term.tagValues().stream().sorted().toList();
  }
}
