package io.twinlake.apply;

import io.twinlake.model.ObjectKey;
import io.twinlake.model.ResourcePolicy;
import io.twinlake.plan.Action;
import io.twinlake.plan.Op;
import io.twinlake.plan.ResourcePolicyChange;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.EnableHybridValues;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.ExistCondition;
import software.amazon.awssdk.services.glue.model.GetResourcePolicyResponse;

/**
 * The catalog's resource policy, which is one document: a change is made to what is there, and only
 * if that is still there when it is put (aws-facts 12).
 */
public final class ResourcePolicyWriter implements Writer {
  private final GlueClient glue;

  public ResourcePolicyWriter(GlueClient glue) {
    this.glue = glue;
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    GetResourcePolicyResponse now = read();
    ResourcePolicy before = policy(now);
    ResourcePolicy after = ResourcePolicyChange.of(actions.get(0).input()).on(before);
    if (after.saysTheSame(before)) {
      return Map.of();
    }
    if (after.isEmpty()) {
      glue.deleteResourcePolicy(r -> r.policyHashCondition(now.policyHash()));
    } else {
      // EnableHybrid is needed where Lake Formation has granted across accounts, and no harm
      // elsewhere.
      glue.putResourcePolicy(
          r ->
              r.policyInJson(after.text())
                  .policyHashCondition(now.policyHash())
                  .policyExistsCondition(
                      now.policyHash() == null
                          ? ExistCondition.NOT_EXIST
                          : ExistCondition.MUST_EXIST)
                  .enableHybrid(EnableHybridValues.TRUE));
    }
    return Map.of();
  }

  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    ResourcePolicy now = policy(read());
    return actions.stream()
        .filter(action -> !ResourcePolicyChange.of(action.input()).changes(now))
        .map(Action::key)
        .collect(Collectors.toSet());
  }

  private static ResourcePolicy policy(GetResourcePolicyResponse read) {
    return read.policyInJson() == null
        ? ResourcePolicy.NONE
        : ResourcePolicy.parse(read.policyInJson());
  }

  /** Without members when there is none. */
  private GetResourcePolicyResponse read() {
    try {
      return glue.getResourcePolicy(r -> {});
    } catch (EntityNotFoundException e) {
      return GetResourcePolicyResponse.builder().build();
    }
  }
}
