package io.twinlake.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.Documents;
import io.twinlake.aws.NewerResources;
import io.twinlake.model.GrantResource;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Op;
import io.twinlake.plan.RowPolicyAttachment;
import io.twinlake.source.LakeFormationSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.lakeformation.model.AttachRlsPolicyRequest;
import software.amazon.awssdk.services.lakeformation.model.DetachRlsPolicyRequest;

/**
 * Attachments of row-level-security policies; AWS takes one a call. A resource has one default at
 * most, which ceases to be it when another becomes it (aws-facts 19). So what takes a default away
 * looks first, or it might take the new one's.
 */
public final class RowPolicyAttachmentWriter implements Writer {
  private final LakeFormationClient lakeFormation;
  private final LakeFormationSource source;
  private final String account;
  private final Quotas quotas = new Quotas();

  public RowPolicyAttachmentWriter(
      LakeFormationClient lakeFormation, LakeFormationSource source, String account) {
    this.lakeFormation = lakeFormation;
    this.source = source;
    this.account = account;
  }

  @Override
  public String lane(Action action) {
    return GrantResource.shard(resource(action));
  }

  private static ObjectNode resource(Action action) {
    return (ObjectNode) action.input().path("Resource");
  }

  /** An action's input is always what attaches; of a detachment, too. */
  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    Action action = actions.get(0);
    ObjectNode input = action.input();
    if (op == Op.CREATE) {
      return quotas.unlessReached(lane(action), () -> attach(input));
    }
    if (op == Op.DELETE) {
      detach(action);
    } else if (RowPolicyAttachment.isDefault(input)) {
      makeDefault(input);
    } else {
      takeDefault(action);
    }
    return Map.of();
  }

  private void attach(ObjectNode input) {
    lakeFormation.attachRLSPolicy(
        (AttachRlsPolicyRequest)
            Documents.fromDocument(
                NewerResources.wrap(input.deepCopy()), AttachRlsPolicyRequest::builder));
  }

  private void detach(ObjectNode input) {
    lakeFormation.detachRLSPolicy(
        (DetachRlsPolicyRequest)
            Documents.fromDocument(
                NewerResources.wrap(RowPolicyAttachment.detachment(input).deepCopy()),
                DetachRlsPolicyRequest::builder));
  }

  /** What became the default of another principal's or lost it meanwhile is detached as it is. */
  private void detach(Action action) {
    ObjectNode input = action.input();
    if (!RowPolicyAttachment.isDefault(input)) {
      Writer.unlessGone(() -> detach(input));
      return;
    }
    now(action).ifPresent(found -> Writer.unlessGone(() -> detach(found.input())));
  }

  /**
   * An attachment cannot become the default where it is. While it is taken off, the policy is
   * everybody's default, so that at no moment is the resource without it.
   */
  private void makeDefault(ObjectNode input) {
    ObjectNode everybody = input.deepCopy();
    everybody.remove(List.of("Principal", "Condition"));
    ObjectNode plain = input.deepCopy();
    plain.remove("SetDefault");
    unlessThere(() -> attach(everybody));
    Writer.unlessGone(() -> detach(plain));
    attach(input);
  }

  private static void unlessThere(Runnable attach) {
    try {
      attach.run();
    } catch (AlreadyExistsException e) {
      // An earlier attempt, whose answer was lost or which was cut short, attached it.
    }
  }

  /** It stays for its principal (aws-facts 19). */
  private void takeDefault(Action action) {
    if (now(action).filter(RowPolicyAttachment::isDefault).isPresent()) {
      ObjectNode everybody = action.input().deepCopy().put("SetDefault", true);
      everybody.remove(List.of("Principal", "Condition"));
      detach(everybody);
    }
  }

  private Optional<RowPolicyAttachment> now(Action action) {
    return Optional.ofNullable(on(resource(action)).get(action.key()));
  }

  private Map<ObjectKey, RowPolicyAttachment> on(ObjectNode resource) {
    Map<ObjectKey, RowPolicyAttachment> found = new HashMap<>();
    source
        .rowPolicyAttachments(resource)
        .forEachRemaining(
            listed -> found.put(listed.key(), RowPolicyAttachment.of(listed, account)));
    return found;
  }

  @Override
  public Optional<String> excuse(Op op, ItemError error) {
    return op == Op.CREATE ? Writer.leavesOutNobody(error) : Optional.empty();
  }

  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    Action action = actions.get(0);
    boolean is =
        now(action)
            .map(
                found ->
                    op != Op.DELETE
                        && found.isDefault() == RowPolicyAttachment.isDefault(action.input()))
            .orElse(op == Op.DELETE);
    return is ? Set.of(action.key()) : Set.of();
  }
}
