package io.twinlake.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.apply.Applier;
import io.twinlake.model.Events;
import io.twinlake.model.GrantResource;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Grantees;
import io.twinlake.plan.Op;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Opt-ins of hybrid mode. Without its opt-in a principal is governed by IAM alone, so they are
 * there before anything is opened, and go when all the rest is in place (aws-facts 24).
 */
final class OptInPhase {
  private final Desired desired;
  private final Target target;
  private final Map<ObjectKey, ObjectNode> base;
  private final boolean withdrawExtras;
  private final Grantees grantees;
  private final Existence existence;
  private final Writers writers;
  private final Applier applier;
  private final Events events;

  /**
   * @param base opt-ins of the snapshot restored last
   * @param withdrawExtras whether opt-ins that were never ours go too
   */
  OptInPhase(
      Desired desired,
      Target target,
      Map<ObjectKey, ObjectNode> base,
      boolean withdrawExtras,
      Grantees grantees,
      Existence existence,
      Writers writers,
      Applier applier,
      Events events) {
    this.desired = desired;
    this.target = target;
    this.base = base;
    this.withdrawExtras = withdrawExtras;
    this.grantees = grantees;
    this.existence = existence;
    this.writers = writers;
    this.applier = applier;
    this.events = events;
  }

  /** Those that are missing. */
  void missing() {
    events.began("opt-ins", desired.lakeFormation().optIns().size());
    List<Action> actions = new ArrayList<>();
    desired
        .lakeFormation()
        .optIns()
        .forEach((key, input) -> actions.add(isThere(key) ? Action.none(key) : give(key, input)));
    applier.apply(actions.iterator(), writers.optIns());
  }

  private boolean isThere(ObjectKey key) {
    return target.lakeFormation().optIns().containsKey(key);
  }

  private Action give(ObjectKey key, ObjectNode input) {
    ObjectNode resource = input.withObject("/Resource");
    return grantees
        .objection(key.name())
        .or(() -> existence.missing(resource))
        .or(() -> broken(resource))
        .map(reason -> Action.skip(key, reason))
        .orElseGet(() -> Action.create(key, input));
  }

  private Optional<String> broken(ObjectNode resource) {
    return GrantResource.named(resource).stream()
        .flatMap(key -> applier.objection(key).stream())
        .findFirst()
        .map(reason -> "held back, because " + reason);
  }

  /**
   * Databases of opt-ins that are not in place: without them, what is open to IAM is open to
   * principals who shall see less.
   */
  Set<String> databasesWithout() {
    Set<String> databases = new TreeSet<>();
    desired.lakeFormation().optIns().keySet().stream()
        .filter(applier::broken)
        .forEach(key -> databases.add(key.database()));
    return databases;
  }

  /** Takes back those that were ours and that the source has withdrawn. */
  void withdrawn() {
    if (desired.incomplete().isPresent()) {
      return;
    }
    Map<ObjectKey, ObjectNode> surplus = surplus();
    List<Action> actions = new ArrayList<>();
    surplus.forEach(
        (key, input) -> {
          if (base.containsKey(key)) {
            actions.add(new Action(Op.DELETE, key, input, "withdrawn in the source"));
          } else if (withdrawExtras) {
            actions.add(new Action(Op.DELETE, key, input, "not in the source"));
          }
        });
    applier.apply(actions.iterator(), writers.optIns());
    sayWhatIsLeft(surplus.size() - actions.size());
  }

  private Map<ObjectKey, ObjectNode> surplus() {
    Map<ObjectKey, ObjectNode> surplus = new LinkedHashMap<>(target.lakeFormation().optIns());
    surplus.keySet().removeAll(desired.lakeFormation().optIns().keySet());
    surplus.entrySet().removeIf(e -> !(base.containsKey(e.getKey()) || concerns(e)));
    return surplus;
  }

  private boolean concerns(Map.Entry<ObjectKey, ObjectNode> optIn) {
    return desired.chosen().includesGrant(optIn.getKey())
        && new GrantScope(desired).concernsOptIn(optIn.getValue().withObject("/Resource"));
  }

  private void sayWhatIsLeft(int count) {
    if (count > 0) {
      events.warn(
          "%d opt-ins of the target are neither the source's nor ours; verify names them, revoke_target_permissions = True takes them away."
              .formatted(count));
    }
  }
}
