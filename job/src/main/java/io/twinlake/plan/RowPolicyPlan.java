package io.twinlake.plan;

import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What to do about row-level-security policies and their attachments.
 *
 * <p>AWS documents attachments in two ways: each narrows what SELECT gives, and each adds rows to
 * what the others give. So what the source attaches is attached before anything is granted, and
 * what it does not is detached only then, but still before the grants wherever the source attaches
 * something to the same resource: who sees which rows there is the source's to say.
 */
public final class RowPolicyPlan {
  /** Policies and attachments of one region or snapshot, by key. */
  public record Side(
      Map<ObjectKey, CatalogObject> policies, Map<ObjectKey, RowPolicyAttachment> attachments) {
    public static Side of(
        Map<ObjectKey, CatalogObject> policies,
        Map<ObjectKey, CatalogObject> attachments,
        String account) {
      Map<ObjectKey, RowPolicyAttachment> read = new LinkedHashMap<>();
      attachments.forEach((key, object) -> read.put(key, RowPolicyAttachment.of(object, account)));
      return new Side(policies, read);
    }
  }

  /**
   * @param isGone whether an attachment that the snapshot lacks was removed from the source
   * @param concernsSnapshot whether one that was never ours is on or of something that the snapshot
   *     holds
   * @param takesExtras whether such are taken, too
   * @param isComplete whether what the snapshot lacks is known to be absent in the source
   */
  public record Rules(
      Predicate<RowPolicyAttachment> isGone,
      Predicate<RowPolicyAttachment> concernsSnapshot,
      boolean takesExtras,
      boolean isComplete) {}

  private final Side desired;
  private final Side target;
  private final Rules rules;
  private final Map<ObjectKey, Action> policies = new LinkedHashMap<>();
  private final Set<String> sourcePlaces = new HashSet<>();
  private final Map<ObjectKey, List<RowPolicyAttachment>> kept = new HashMap<>();
  private final List<RowPolicyAttachment> surplus = new ArrayList<>();
  private final List<RowPolicyAttachment> extras = new ArrayList<>();

  public RowPolicyPlan(Side desired, Side target, Rules rules) {
    this.desired = desired;
    this.target = target;
    this.rules = rules;
    desired
        .policies()
        .forEach(
            (key, policy) ->
                policies.put(key, RowPolicies.decide(policy, target.policies().get(key))));
    desired.attachments().values().forEach(each -> sourcePlaces.add(each.place()));
    target.attachments().values().forEach(this::sort);
  }

  /** An attachment of the target that the source may lack. */
  private void sort(RowPolicyAttachment attachment) {
    RowPolicyAttachment lasting = lasting(attachment);
    boolean isStandIns = !lasting.key().equals(attachment.key());
    if (desired.attachments().containsKey(lasting.key())
        || (isStandIns && target.attachments().containsKey(lasting.key()))) {
      return;
    }
    if (isSurplus(lasting)) {
      if (!isStandIns) {
        surplus.add(attachment);
      }
      return;
    }
    if (rules.concernsSnapshot().test(lasting) && !isStandIns) {
      extras.add(attachment);
    }
    kept.computeIfAbsent(policyOf(lasting.key()), any -> new ArrayList<>()).add(lasting);
  }

  /** What a stand-in has is its policy's, if that is one of the source's. */
  private RowPolicyAttachment lasting(RowPolicyAttachment attachment) {
    ObjectKey policy = policyOf(attachment.key());
    CatalogObject standsInFor = desired.policies().get(replacedBy(policy));
    return standsInFor == null || !isStandIn(policy)
        ? attachment
        : attachment.with(RowPolicies.input(standsInFor).path("Name").asText());
  }

  private boolean isStandIn(ObjectKey policy) {
    return RowPolicies.isStandIn(policy.name()) && !desired.policies().containsKey(policy);
  }

  /** The policy whose place one keeps, or the same one. */
  private static ObjectKey replacedBy(ObjectKey policy) {
    return RowPolicies.key(RowPolicies.placeOf(policy.name()));
  }

  /** Whether a stand-in, or one of its attachments, keeps a place of the policy. */
  public static boolean standsInFor(ObjectKey policy, ObjectKey standIn) {
    return replacedBy(standIn).equals(policy);
  }

  private boolean isSurplus(RowPolicyAttachment attachment) {
    return rules.isGone().test(attachment)
        || (rules.isComplete() && (isSourcePlace(attachment) || isExtra(attachment)));
  }

  private boolean isExtra(RowPolicyAttachment attachment) {
    return rules.takesExtras() && rules.concernsSnapshot().test(attachment);
  }

  /** Whether the source attaches something to the same resource. */
  public boolean isSourcePlace(RowPolicyAttachment attachment) {
    return sourcePlaces.contains(attachment.place());
  }

  /** The policy of an attachment. */
  public static ObjectKey policyOf(ObjectKey attachment) {
    return RowPolicies.key(attachment.name());
  }

  /** What becomes of each policy that the snapshot holds. */
  public List<Action> policies() {
    return List.copyOf(policies.values());
  }

  /** Whether the snapshot holds a policy. */
  public boolean holds(ObjectKey policy) {
    return policies.containsKey(policy);
  }

  /** Where a policy is attached in the target. */
  public List<RowPolicyAttachment> before(ObjectKey policy) {
    return target.attachments().values().stream()
        .filter(each -> policyOf(each.key()).equals(policy))
        .toList();
  }

  /** Whether a policy is deleted and created anew. */
  public boolean isReplaced(ObjectKey policy) {
    Action action = policies.get(policy);
    return action != null && action.op() == Op.REPLACE;
  }

  /** Policies that keep the places of others which are being replaced, created before those go. */
  public List<Action> standIns() {
    return policies.values().stream()
        .filter(action -> action.op() == Op.REPLACE)
        .map(action -> RowPolicies.standIn(action.input()))
        .filter(action -> !target.policies().containsKey(action.key()))
        .toList();
  }

  /** Every place of the policies that are being replaced, for their stand-ins. */
  public List<Action> standInAttachments() {
    List<Action> attachments = new ArrayList<>();
    policies.forEach(
        (key, action) -> {
          if (action.op() == Op.REPLACE) {
            String standIn = RowPolicies.standInName(action.input());
            places(key).stream()
                .map(each -> each.with(standIn))
                .filter(each -> !target.attachments().containsKey(each.key()))
                .forEach(each -> attachments.add(attach(each)));
          }
        });
    return attachments;
  }

  /** Where a policy is in the end: the source's places, and those of the target's own. */
  public List<RowPolicyAttachment> places(ObjectKey policy) {
    List<RowPolicyAttachment> places = new ArrayList<>(ofPolicy(policy));
    places.addAll(kept.getOrDefault(policy, List.of()));
    return places;
  }

  private List<RowPolicyAttachment> ofPolicy(ObjectKey policy) {
    return desired.attachments().values().stream()
        .filter(each -> policyOf(each.key()).equals(policy))
        .toList();
  }

  /**
   * Places that a policy had before, and lost to its own replacement or to one that was cut short.
   */
  public List<Action> reattachments(boolean ofReplaced) {
    List<Action> attachments = new ArrayList<>();
    policies.keySet().stream()
        .filter(policy -> isReplaced(policy) == ofReplaced)
        .flatMap(policy -> places(policy).stream())
        .filter(each -> ofReplaced ? isAsBefore(each) : isLost(each))
        .forEach(each -> attachments.add(attach(each)));
    return attachments;
  }

  private boolean isAsBefore(RowPolicyAttachment attachment) {
    RowPolicyAttachment before = target.attachments().get(attachment.key());
    return before == null
        ? !desired.attachments().containsKey(attachment.key())
        : before.isDefault() == attachment.isDefault();
  }

  private boolean isLost(RowPolicyAttachment attachment) {
    return !target.attachments().containsKey(attachment.key())
        && !desired.attachments().containsKey(attachment.key());
  }

  /** What becomes of each attachment that the snapshot holds. */
  public List<Action> attachments(boolean ofReplaced) {
    List<Action> actions = new ArrayList<>();
    desired.attachments().values().stream()
        .filter(each -> isReplaced(policyOf(each.key())) == ofReplaced)
        .forEach(each -> actions.add(decide(each, target.attachments().get(each.key()))));
    return actions;
  }

  private Action decide(RowPolicyAttachment desired, @Nullable RowPolicyAttachment actual) {
    boolean isNew = actual == null || (isReplaced(policyOf(desired.key())) && !isAsBefore(desired));
    if (actual == null || isNew) {
      return attach(desired);
    }
    if (actual.isDefault() == desired.isDefault()) {
      return Action.none(desired.key());
    }
    return Action.update(
        desired.key(),
        desired.input(),
        desired.isDefault()
            ? "it is not the default policy instead of being it"
            : "it is the default policy instead of not being it");
  }

  private static Action attach(RowPolicyAttachment attachment) {
    return Action.create(attachment.key(), attachment.input());
  }

  /** Attachments of the target that the source lacks. */
  public List<RowPolicyAttachment> surplus() {
    return surplus;
  }

  /**
   * Of {@link #surplus()}, what can go before anything else: its policy's rows are about to change,
   * and another attachment of the source is there already for the same principal.
   */
  public List<RowPolicyAttachment> coveredSurplus() {
    return surplus.stream()
        .filter(each -> isUpdated(policyOf(each.key())) && isCovered(each))
        .toList();
  }

  private boolean isUpdated(ObjectKey policy) {
    Action action = policies.get(policy);
    return action != null && action.op() == Op.UPDATE;
  }

  private boolean isCovered(RowPolicyAttachment surplus) {
    return desired.attachments().keySet().stream()
        .map(target.attachments()::get)
        .anyMatch(staying -> staying != null && staying.covers(surplus));
  }

  /** What is the target's own and stays, though it is of something that the snapshot holds. */
  public List<RowPolicyAttachment> extras() {
    return extras;
  }

  /** Every attachment that the snapshot holds. */
  public Map<ObjectKey, RowPolicyAttachment> wanted() {
    return desired.attachments();
  }

  /** One of {@link #wanted()}. */
  public RowPolicyAttachment wanted(ObjectKey attachment) {
    return Objects.requireNonNull(desired.attachments().get(attachment));
  }

  /** Stand-ins that an earlier run left in the target, with the policy whose place they keep. */
  public Map<ObjectKey, ObjectKey> standInsLeft() {
    Map<ObjectKey, ObjectKey> left = new LinkedHashMap<>();
    target.policies().keySet().stream()
        .filter(this::isStandIn)
        .forEach(key -> left.put(key, replacedBy(key)));
    return left;
  }

  /** As {@link #standInsLeft}, of this run. */
  public Map<ObjectKey, ObjectKey> standInsMade() {
    Map<ObjectKey, ObjectKey> made = new LinkedHashMap<>();
    standIns().forEach(action -> made.put(action.key(), replacedBy(action.key())));
    return made;
  }

  /** Whether the target keeps attachments of its own to a policy. */
  public boolean keepsPlaces(ObjectKey policy) {
    return !kept.getOrDefault(policy, List.of()).isEmpty();
  }
}
