package io.twinlake.plan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.ResourcePolicy;

/**
 * What turns one resource policy into another. It is carried out on whatever is there at that
 * moment, so that no statement that somebody else made is lost.
 */
public record ResourcePolicyChange(ResourcePolicy add, ResourcePolicy remove) {
  /**
   * The first of two steps, neither of which is wider than the source: it adds what denies and
   * takes away what allowed and is gone.
   *
   * @param desired the source's policy, rewritten for the target
   * @param base what was restored before
   */
  public static ResourcePolicyChange narrowing(ResourcePolicy desired, ResourcePolicy base) {
    ResourcePolicyChange whole = whole(desired, base);
    return new ResourcePolicyChange(whole.add.denials(), whole.remove.allowances());
  }

  /**
   * The last step: it adds what allows, too, and takes away what denied and is gone. What is the
   * target's own stays, and so do shares across accounts.
   */
  public static ResourcePolicyChange whole(ResourcePolicy desired, ResourcePolicy base) {
    ResourcePolicy gone = base.without(desired);
    return new ResourcePolicyChange(desired, gone.without(gone.shares()));
  }

  /**
   * What {@link #whole} leaves although it was restored before and is gone from the source: nobody
   * can tell whether a share needs it.
   *
   * @param now the target's policy
   */
  public static ResourcePolicy staying(
      ResourcePolicy desired, ResourcePolicy base, ResourcePolicy now) {
    ResourcePolicy shares = base.without(desired).shares();
    return shares.without(shares.without(now));
  }

  /** Reads what {@link #toInput} made. */
  public static ResourcePolicyChange of(ObjectNode input) {
    return new ResourcePolicyChange(
        ResourcePolicy.parse(input.path("Add").asText()),
        ResourcePolicy.parse(input.path("Remove").asText()));
  }

  /** The change as an action's input. */
  public ObjectNode toInput() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("Add", add.text())
        .put("Remove", remove.text());
  }

  public ResourcePolicy on(ResourcePolicy policy) {
    return policy.without(remove).with(add);
  }

  public boolean changes(ResourcePolicy policy) {
    return !on(policy).saysTheSame(policy);
  }

  /** What it does to the policy, for people. */
  public String on(String what, ResourcePolicy policy) {
    ResourcePolicy lacking = add.without(policy);
    return lacking.isEmpty()
        ? what
            + " has what the source's has no more: "
            + remove.without(remove.without(policy)).names()
        : what + " lacks " + lacking.names();
  }
}
