package io.twinlake.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.apply.Applier;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Grant;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.TagExpressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * LF-tags and expressions that were restored once and are gone from the source. What grants or row
 * policies of the target's own go by stays: a tag's deletion takes them along (aws-facts 18).
 */
final class TagDeletions {
  private static final String IN_USE =
      "gone from the source, and left because grants or row policies that stay in the target go by it; revoke those, or delete it by hand";

  private final Desired desired;
  private final Target target;
  private final Base base;
  private final Map<ObjectKey, Grant> ours;
  private final Set<String> ownKeys = new TreeSet<>();
  private final Set<String> ownExpressions = new TreeSet<>();

  TagDeletions(Desired desired, Target target, Base base, Applier applier) {
    this.desired = desired;
    this.target = target;
    this.base = base;
    this.ours = base.grants();
    target.lakeFormation().grants().values().stream()
        .filter(this::isOwn)
        .forEach(grant -> use(grant.resource()));
    target.lakeFormation().objects(Kind.RLS_POLICY_ATTACHMENT).entrySet().stream()
        .filter(entry -> stays(entry.getKey(), applier))
        .forEach(entry -> use(entry.getValue().definition()));
    target.lakeFormation().objects(Kind.LF_TAG_EXPRESSION).values().stream()
        .filter(expression -> !isGone(expression.key()) || isUsed(expression.key()))
        .forEach(expression -> ownKeys.addAll(TagExpressions.terms(expression).keys()));
  }

  /** It is the target's own, or could not be detached. */
  private boolean stays(ObjectKey attachment, Applier applier) {
    return !base.objects(Kind.RLS_POLICY_ATTACHMENT).containsKey(attachment)
        || applier.broken(attachment);
  }

  /** The caller's rows come from creating things. */
  private boolean isOwn(Grant grant) {
    Grant held = ours.get(grant.key());
    return !target.caller().is(grant.principal()) && (held == null || !grant.minus(held).isEmpty());
  }

  private void use(ObjectNode resource) {
    resource.findValuesAsText("TagKey").forEach(ownKeys::add);
    resource.findValuesAsText("ExpressionName").forEach(ownExpressions::add);
    if (resource.has("LFTagExpression")) {
      ownExpressions.add(resource.path("LFTagExpression").path("Name").asText());
    }
  }

  private boolean isGone(ObjectKey key) {
    return desired.holdsGlobals()
        && desired.tellsGone(key.kind())
        && base.objects(key.kind()).containsKey(key)
        && !desired.lakeFormation().objects(key.kind()).containsKey(key);
  }

  private boolean isUsed(ObjectKey key) {
    return (key.kind().equals(Kind.LF_TAG) ? ownKeys : ownExpressions).contains(key.name());
  }

  List<Action> expressions() {
    return gone(Kind.LF_TAG_EXPRESSION);
  }

  List<Action> tags() {
    return gone(Kind.LF_TAG);
  }

  private List<Action> gone(Kind kind) {
    Map<ObjectKey, CatalogObject> there = new TreeMap<>(target.lakeFormation().objects(kind));
    List<Action> gone = new ArrayList<>();
    for (ObjectKey key : there.keySet()) {
      if (isGone(key)) {
        gone.add(isUsed(key) ? Action.skip(key, IN_USE) : Action.delete(key, Deletions.REASON));
      }
    }
    return gone;
  }
}
