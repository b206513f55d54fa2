package io.twinlake.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.Documents;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Op;
import io.twinlake.plan.RowPolicies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.CreateRlsPolicyRequest;
import software.amazon.awssdk.services.lakeformation.model.EntityNotFoundException;
import software.amazon.awssdk.services.lakeformation.model.UpdateRlsPolicyRequest;

/** Row-level-security policies. Deleting one takes its attachments along (aws-facts 19). */
public final class RowPolicyWriter implements Writer {
  private final LakeFormationClient lakeFormation;
  private final Quotas quotas = new Quotas();

  public RowPolicyWriter(LakeFormationClient lakeFormation) {
    this.lakeFormation = lakeFormation;
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    Action action = actions.get(0);
    if (op == Op.UPDATE) {
      lakeFormation.updateRLSPolicy(
          (UpdateRlsPolicyRequest)
              Documents.fromDocument(action.input(), UpdateRlsPolicyRequest::builder));
      return Map.of();
    }
    if (op == Op.DELETE || op == Op.REPLACE) {
      Writer.unlessGone(() -> lakeFormation.deleteRLSPolicy(r -> r.name(action.key().name())));
    }
    return op == Op.DELETE ? Map.of() : quotas.unlessReached("", () -> create(action.input()));
  }

  private void create(ObjectNode input) {
    lakeFormation.createRLSPolicy(
        (CreateRlsPolicyRequest) Documents.fromDocument(input, CreateRlsPolicyRequest::builder));
  }

  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    Action action = actions.get(0);
    boolean is =
        read(action.key())
            .map(found -> op != Op.DELETE && RowPolicies.isAs(action.input(), found))
            .orElse(op == Op.DELETE);
    return is ? Set.of(action.key()) : Set.of();
  }

  private Optional<CatalogObject> read(ObjectKey key) {
    try {
      return Optional.of(
          new CatalogObject(
              key,
              Documents.toDocument(
                  lakeFormation.getRLSPolicy(r -> r.name(key.name())).rlsPolicy())));
    } catch (EntityNotFoundException e) {
      return Optional.empty();
    }
  }
}
