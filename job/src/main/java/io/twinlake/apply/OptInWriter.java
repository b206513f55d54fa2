package io.twinlake.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.Documents;
import io.twinlake.aws.NewerResources;
import io.twinlake.model.GrantResource;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Op;
import io.twinlake.plan.OptIns;
import io.twinlake.source.LakeFormationSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.CreateLakeFormationOptInRequest;
import software.amazon.awssdk.services.lakeformation.model.DeleteLakeFormationOptInRequest;

/** Opt-ins of principals to Lake Formation in hybrid locations; AWS takes one a call. */
public final class OptInWriter implements Writer {
  private final LakeFormationClient lakeFormation;
  private final LakeFormationSource source;
  private final String account;

  public OptInWriter(
      LakeFormationClient lakeFormation, LakeFormationSource source, String account) {
    this.lakeFormation = lakeFormation;
    this.source = source;
    this.account = account;
  }

  @Override
  public String lane(Action action) {
    return GrantResource.shard((ObjectNode) action.input().path("Resource"));
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    ObjectNode input = NewerResources.wrap(actions.get(0).input().deepCopy());
    if (op == Op.DELETE) {
      lakeFormation.deleteLakeFormationOptIn(
          (DeleteLakeFormationOptInRequest)
              Documents.fromDocument(input, DeleteLakeFormationOptInRequest::builder));
    } else {
      lakeFormation.createLakeFormationOptIn(
          (CreateLakeFormationOptInRequest)
              Documents.fromDocument(input, CreateLakeFormationOptInRequest::builder));
    }
    return Map.of();
  }

  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    Set<ObjectKey> there = OptIns.byKey(source.optIns(), account).keySet();
    Set<ObjectKey> settled = new HashSet<>();
    actions.stream()
        .map(Action::key)
        .filter(key -> there.contains(key) == (op != Op.DELETE))
        .forEach(settled::add);
    return settled;
  }

  @Override
  public Optional<String> excuse(Op op, ItemError error) {
    return Writer.leavesOutNobody(error);
  }
}
