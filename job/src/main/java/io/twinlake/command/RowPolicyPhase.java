package io.twinlake.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.apply.Applier;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events;
import io.twinlake.model.GrantResource;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Grantees;
import io.twinlake.plan.Guard;
import io.twinlake.plan.Op;
import io.twinlake.plan.RowPolicyAttachment;
import io.twinlake.plan.RowPolicyPlan;
import io.twinlake.plan.RowPolicyPlan.Rules;
import io.twinlake.plan.RowPolicyPlan.Side;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Row-level-security policies and their attachments. Where source and target both attach something,
 * something is attached at every moment: what is new comes first, and a policy that AWS cannot
 * change in place is stood in for until its successor is attached.
 */
final class RowPolicyPhase {
  private final Desired desired;
  private final Target target;
  private final Base base;
  private final Grantees grantees;
  private final Writers writers;
  private final Applier applier;
  private final Events events;
  private final RowPolicyPlan plan;
  private final Set<ObjectKey> unguarded = new LinkedHashSet<>();
  private final Map<String, ObjectNode> unguardedTagPolicies = new LinkedHashMap<>();
  private final Set<String> failedPlaces = new HashSet<>();
  private final Set<ObjectKey> detached = new HashSet<>();
  private boolean keepsSurplus;

  RowPolicyPhase(
      Desired desired,
      Target target,
      Base base,
      Grantees grantees,
      boolean takesExtras,
      Writers writers,
      Applier applier,
      Events events) {
    this.desired = desired;
    this.target = target;
    this.base = base;
    this.grantees = grantees;
    this.writers = writers;
    this.applier = applier;
    this.events = events;
    Map<ObjectKey, CatalogObject> attachments =
        desired.lakeFormation().objects(Kind.RLS_POLICY_ATTACHMENT);
    Map<ObjectKey, CatalogObject> policies = desired.lakeFormation().objects(Kind.RLS_POLICY);
    Set<ObjectKey> before = base.objects(Kind.RLS_POLICY_ATTACHMENT).keySet();
    boolean complete = desired.tellsGone(Kind.RLS_POLICY_ATTACHMENT);
    this.plan =
        new RowPolicyPlan(
            side(policies, attachments),
            side(
                target.lakeFormation().objects(Kind.RLS_POLICY),
                chosen(target.lakeFormation().objects(Kind.RLS_POLICY_ATTACHMENT))),
            new Rules(
                attachment -> complete && before.contains(attachment.key()),
                attachment -> concernsSnapshot(attachment, policies.keySet()),
                takesExtras,
                complete));
  }

  private Side side(
      Map<ObjectKey, CatalogObject> policies, Map<ObjectKey, CatalogObject> attachments) {
    return Side.of(policies, attachments, target.caller().account());
  }

  private Map<ObjectKey, CatalogObject> chosen(Map<ObjectKey, CatalogObject> attachments) {
    Map<ObjectKey, CatalogObject> chosen = new LinkedHashMap<>(attachments);
    chosen.values().removeIf(each -> !desired.chosen().includes(each));
    return chosen;
  }

  private boolean concernsSnapshot(RowPolicyAttachment attachment, Set<ObjectKey> policies) {
    return policies.contains(RowPolicyPlan.policyOf(attachment.key()))
        || GrantResource.table(attachment.resource()).map(desired.tables()::contains).orElse(false);
  }

  void narrow(Guard.Match match) {
    events.began("row policies", plan.policies().size() + plan.wanted().size());
    String unsupported = target.unsupported().get(Kind.RLS_POLICY);
    if (unsupported != null) {
      skipAll(unsupported);
      return;
    }
    suspendWhatLeaves();
    detach(plan.coveredSurplus(), match);
    applier.apply(policies(false), writers.rowPolicies());
    attach(false);
    replace();
    attach(true);
    settle(match);
  }

  /** LF-tags change later: who loses a table by them shall not see it through new policies. */
  private void suspendWhatLeaves() {
    boolean writes =
        Stream.of(plan.policies(), plan.attachments(false), plan.attachments(true))
            .flatMap(List::stream)
            .anyMatch(Action::writes);
    if (writes) {
      writers
          .beforeRowPolicies()
          .apply(desired.tables())
          .ifPresent(
              error -> plan.policies().forEach(p -> applier.hold(p.key(), error.sentence())));
    }
  }

  private void skipAll(String answer) {
    if (plan.policies().isEmpty() && plan.wanted().isEmpty()) {
      return;
    }
    String reason = "region " + target.region().name() + " does not know row policies";
    events.warn(
        "Row-level-security policies are not restored, and nothing is granted on what they are attached to, because %s: %s"
            .formatted(reason, answer));
    List<Action> skips = new ArrayList<>();
    plan.policies().forEach(policy -> skips.add(Action.skip(policy.key(), reason)));
    plan.wanted().keySet().forEach(key -> skips.add(Action.skip(key, reason)));
    applier.apply(skips.iterator(), writers.rowPolicies());
    plan.wanted().values().forEach(this::leaveUnguarded);
  }

  private Iterator<Action> policies(boolean replaced) {
    return plan.policies().stream()
        .filter(action -> (action.op() == Op.REPLACE) == replaced)
        .map(
            action ->
                applier
                    .objection(action.key())
                    .map(why -> Action.skip(action.key(), why))
                    .orElse(action))
        .iterator();
  }

  /** Whatever is missing, and what becomes the default; nothing is taken off yet. */
  private void attach(boolean ofReplaced) {
    List<Action> again = new ArrayList<>(plan.reattachments(ofReplaced));
    again.removeIf(action -> applier.broken(RowPolicyPlan.policyOf(action.key())));
    Set<ObjectKey> failed = applier.applyStep(inLanes(again), writers.rowPolicyAttachments());
    List<Action> actions = new ArrayList<>();
    plan.attachments(ofReplaced).stream()
        .filter(action -> !failed.contains(action.key()) && !takesDefault(action))
        .forEach(action -> actions.add(unlessObjected(action)));
    applier.apply(inLanes(actions), writers.rowPolicyAttachments());
    plan.wanted().values().stream()
        .filter(each -> plan.isReplaced(RowPolicyPlan.policyOf(each.key())) == ofReplaced)
        .forEach(this::noteFailure);
  }

  private static boolean takesDefault(Action action) {
    return action.op() == Op.UPDATE && !RowPolicyAttachment.isDefault(action.input());
  }

  private Action unlessObjected(Action action) {
    ObjectKey policy = RowPolicyPlan.policyOf(action.key());
    boolean isLost = applier.broken(policy) && applier.replaced(policy);
    return action.writes() || isLost
        ? objection(plan.wanted(action.key()))
            .map(why -> Action.skip(action.key(), why))
            .orElse(action)
        : action;
  }

  private Optional<String> objection(RowPolicyAttachment attachment) {
    return grantees
        .objection(attachment.principal())
        .filter(why -> !attachment.principal().isEmpty())
        .or(() -> applier.objection(RowPolicyPlan.policyOf(attachment.key())))
        .or(() -> GrantResource.table(attachment.resource()).flatMap(applier::objection));
  }

  /**
   * A principal to whom nothing is given needs no policy either; but where the source attaches
   * nothing for anybody else, it may be all that keeps the others from every row (aws-facts 19).
   */
  private void noteFailure(RowPolicyAttachment attachment) {
    boolean isMissing =
        applier.broken(attachment.key())
            || applier.broken(RowPolicyPlan.policyOf(attachment.key()));
    if (isMissing && !isDispensable(attachment)) {
      leaveUnguarded(attachment);
    }
  }

  private boolean isDispensable(RowPolicyAttachment attachment) {
    return isForNobody(attachment)
        && plan.wanted().values().stream()
            .anyMatch(each -> each.place().equals(attachment.place()) && !isForNobody(each));
  }

  private boolean isForNobody(RowPolicyAttachment attachment) {
    return !attachment.principal().isEmpty()
        && (grantees.objection(attachment.principal()).isPresent()
            || applier.excused(attachment.key()));
  }

  private void leaveUnguarded(RowPolicyAttachment attachment) {
    failedPlaces.add(attachment.place());
    Optional<ObjectKey> table = GrantResource.table(attachment.resource());
    if (table.isPresent()) {
      String why = "row policy " + attachment.policy() + " of " + table.get() + " is not in place";
      unguarded.add(table.get());
      applier.hold(table.get(), why);
    } else {
      unguardedTagPolicies.putIfAbsent(attachment.place(), attachment.resource());
    }
  }

  /** Policies that AWS cannot change in place, when others stand in for them everywhere. */
  private void replace() {
    Set<ObjectKey> failed = new HashSet<>();
    failed.addAll(applier.applyStep(plan.standIns().iterator(), writers.rowPolicies()));
    List<Action> standing = new ArrayList<>(plan.standInAttachments());
    standing.removeIf(action -> failed.contains(RowPolicyPlan.policyOf(action.key())));
    failed.addAll(applier.applyStep(inLanes(standing), writers.rowPolicyAttachments()));
    List<Action> replacements = new ArrayList<>();
    policies(true)
        .forEachRemaining(
            action -> replacements.add(isStoodInFor(action.key(), failed) ? action : kept(action)));
    applier.apply(replacements.iterator(), writers.rowPolicies());
  }

  private static RowPolicyAttachment of(Action action) {
    return new RowPolicyAttachment(action.key(), action.input());
  }

  private static Action kept(Action action) {
    return Action.refuse(
        action.key(),
        "it was left as it is, because what stands in for it meanwhile could not be attached everywhere: "
            + action.reason());
  }

  /** Also not while another policy, which is to take its place, could not be attached there. */
  private boolean isStoodInFor(ObjectKey policy, Set<ObjectKey> failed) {
    return failed.stream().noneMatch(key -> RowPolicyPlan.standsInFor(policy, key))
        && plan.before(policy).stream().noneMatch(each -> failedPlaces.contains(each.place()));
  }

  /** What the source does not attach where it attaches something else, and stand-ins. */
  private void settle(Guard.Match match) {
    List<Action> actions = new ArrayList<>();
    for (boolean ofReplaced : List.of(false, true)) {
      plan.attachments(ofReplaced).stream()
          .filter(action -> takesDefault(action) && !failedPlaces.contains(of(action).place()))
          .forEach(actions::add);
    }
    applier.apply(inLanes(actions), writers.rowPolicyAttachments());
    detach(plan.surplus().stream().filter(plan::isSourcePlace).toList(), match);
    plan.standInsMade().forEach((key, policy) -> removeStandIn(key, policy, true));
    plan.standInsLeft().forEach((key, policy) -> removeStandIn(key, policy, false));
  }

  private void removeStandIn(ObjectKey standIn, ObjectKey policy, boolean isStep) {
    boolean settled =
        !applier.broken(policy)
            && plan.places(policy).stream()
                .noneMatch(
                    each -> failedPlaces.contains(each.place()) || applier.broken(each.key()));
    if (!plan.holds(policy) || !settled) {
      return;
    }
    Iterator<Action> delete =
        List.of(Action.delete(standIn, "it stood in for " + policy)).iterator();
    if (isStep) {
      applier.applyStep(delete, writers.rowPolicies());
    } else {
      applier.apply(delete, writers.rowPolicies());
    }
  }

  void surplus(Guard.Match match) {
    detach(plan.surplus().stream().filter(each -> !plan.isSourcePlace(each)).toList(), match);
    if (desired.tellsGone(Kind.RLS_POLICY) && desired.holdsGlobals()) {
      plan.standInsLeft().entrySet().stream()
          .filter(entry -> !plan.holds(entry.getValue()))
          .forEach(
              entry ->
                  applier.apply(
                      List.of(Action.delete(entry.getKey(), Deletions.REASON)).iterator(),
                      writers.rowPolicies()));
    }
  }

  private void detach(List<RowPolicyAttachment> surplus, Guard.Match match) {
    Guard guard = new Guard(unguarded(match), Set.of(), Map.of(), match);
    List<Action> actions = new ArrayList<>();
    surplus.stream()
        .filter(each -> detached.add(each.key()))
        .forEach(each -> actions.add(detachment(each, guard)));
    applier.apply(inLanes(actions), writers.rowPolicyAttachments());
  }

  private Action detachment(RowPolicyAttachment surplus, Guard guard) {
    Optional<String> objection =
        failedPlaces.contains(surplus.place())
            ? Optional.of("what the source attaches there is not in place")
            : guard
                .objection(surplus.resource())
                .or(() -> GrantResource.table(surplus.resource()).flatMap(applier::objection));
    keepsSurplus |= objection.isPresent();
    return objection
        .map(why -> Action.skip(surplus.key(), "it stays, because " + why))
        .orElseGet(
            () ->
                Action.delete(surplus.key(), surplus.input(), "the source has no such attachment"));
  }

  boolean keepsSurplus() {
    return keepsSurplus;
  }

  /** Chains need the actions of one resource side by side. */
  private static Iterator<Action> inLanes(Collection<Action> actions) {
    return actions.stream()
        .sorted(
            Comparator.comparing(
                action -> action.writes() ? GrantResource.shard(of(action).resource()) : ""))
        .iterator();
  }

  /** Policies that were restored once and are gone from the source. */
  List<Action> gone() {
    List<Action> gone = new ArrayList<>();
    if (desired.tellsGone(Kind.RLS_POLICY) && desired.holdsGlobals()) {
      new TreeMap<>(base.objects(Kind.RLS_POLICY))
          .keySet().stream()
              .filter(key -> !plan.holds(key))
              .filter(target.lakeFormation().objects(Kind.RLS_POLICY)::containsKey)
              .forEach(
                  key ->
                      gone.add(
                          whyKept(key)
                              .map(why -> Action.skip(key, why))
                              .orElseGet(() -> Action.delete(key, Deletions.REASON))));
    }
    return gone;
  }

  /** A deletion takes the attachments along, one that stands in for another's too. */
  private Optional<String> whyKept(ObjectKey policy) {
    if (plan.keepsPlaces(policy)) {
      return Optional.of("the target attaches it to something of its own");
    }
    return unguarded.isEmpty() && unguardedTagPolicies.isEmpty()
        ? Optional.empty()
        : Optional.of("it stays while another policy could not be attached");
  }

  Set<ObjectKey> unguarded(Guard.Match match) {
    Set<ObjectKey> tables = new LinkedHashSet<>(unguarded);
    for (ObjectNode policy : unguardedTagPolicies.values()) {
      desired.tables().stream().filter(table -> match.mayMatch(policy, table)).forEach(tables::add);
    }
    return tables;
  }

  List<RowPolicyAttachment> extras() {
    return plan.extras();
  }
}
