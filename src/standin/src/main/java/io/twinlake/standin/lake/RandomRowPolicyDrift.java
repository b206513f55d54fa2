package io.twinlake.standin.lake;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.lakeformation.model.AttachRlsPolicyRequest;
import software.amazon.awssdk.services.lakeformation.model.Column;
import software.amazon.awssdk.services.lakeformation.model.LFTagExpression;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicy;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicyAttachment;

/** Changes of row-level-security policies and of what they are attached to (aws-facts 19). */
record RandomRowPolicyDrift(RandomWords words, LakeClients clients) {
  List<Runnable> changes() {
    return List.of(
        this::add,
        this::change,
        this::drop,
        this::attach,
        this::attach,
        this::detach,
        this::detach,
        this::moveDefault);
  }

  private Present present() {
    return new Present(words, clients);
  }

  private Optional<RLSPolicy> policy() {
    return present().any(present().rowPolicies());
  }

  private List<MadeTable> tables() {
    return present().madeTables().filter(MadeTable::isFilterable).toList();
  }

  private void add() {
    String name = "new " + words.below(1_000_000);
    present()
        .any(tables().stream())
        .ifPresent(table -> new RandomRowPolicies(words, clients).create(name, table));
  }

  private void change() {
    policy()
        .ifPresent(
            each -> {
              List<String> columns = each.attachmentColumns().stream().map(Column::name).toList();
              String expression = new RandomRowPolicies(words, clients).expression(columns);
              clients
                  .lakeFormation()
                  .updateRLSPolicy(r -> r.name(each.name()).filterExpression(expression));
            });
  }

  private void drop() {
    policy().ifPresent(each -> clients.lakeFormation().deleteRLSPolicy(r -> r.name(each.name())));
  }

  private RandomAttachments attachments() {
    return new RandomAttachments(
        words,
        clients,
        tables(),
        present().tags().toList(),
        present().expressions().map(LFTagExpression::name).toList());
  }

  private void attach() {
    RandomAttachments random = attachments();
    policy()
        .filter(each -> !random.fitting(each).isEmpty())
        .map(random::attachment)
        .ifPresent(this::attach);
  }

  /** AWS refuses a second one of the same policy, resource, principal and condition. */
  private void attach(AttachRlsPolicyRequest request) {
    if (present().attachments().noneMatch(each -> isSame(each, request))) {
      clients.lakeFormation().attachRLSPolicy(request);
    }
  }

  private static boolean isSame(RLSPolicyAttachment held, AttachRlsPolicyRequest asked) {
    return held.policyName().equals(asked.name())
        && Objects.equals(held.principal(), asked.principal())
        && Objects.equals(held.condition(), asked.condition())
        && RandomAttachments.key(held.resource()).equals(RandomAttachments.key(asked.resource()));
  }

  private void detach() {
    present()
        .any(present().attachments())
        .ifPresent(
            each ->
                clients
                    .lakeFormation()
                    .detachRLSPolicy(
                        r ->
                            r.name(each.policyName())
                                .resource(each.resource())
                                .principal(each.principal())
                                .condition(each.condition())
                                .removeDefault(each.defaultRLSPolicy())));
  }

  /** To a policy of the same resource that is for some principals only until now. */
  private void moveDefault() {
    present()
        .any(present().attachments().filter(each -> each.principal() != null))
        .ifPresent(
            each ->
                attach(
                    AttachRlsPolicyRequest.builder()
                        .name(each.policyName())
                        .resource(each.resource())
                        .setDefault(true)
                        .build()));
  }
}
