package io.twinlake.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.apply.Applier;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Guard;
import io.twinlake.plan.LakeFormationObjects;
import io.twinlake.plan.TagDefinitions;
import io.twinlake.plan.TagExpressions;
import io.twinlake.plan.TagPolicies;
import io.twinlake.plan.TagPolicies.RowsByTag;
import io.twinlake.plan.TagPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * LF-tags with their values, expressions, and what is tagged. Everything here decides what tag
 * policies open, so it is in place before anything is granted by a policy.
 */
final class TagPhase {
  private final Desired desired;
  private final Target target;
  private final Base base;
  private final boolean takesExtras;
  private final Existence existence;
  private final Writers writers;
  private final Applier applier;
  private final Events events;
  private final TagExpressionChanges expressions;
  private final Set<String> unsafeKeys = new TreeSet<>();

  /**
   * @param takesExtras whether the target's own tags are taken off what the snapshot holds
   */
  TagPhase(
      Desired desired,
      Target target,
      Base base,
      boolean takesExtras,
      Existence existence,
      Writers writers,
      Applier applier,
      Events events) {
    this.desired = desired;
    this.target = target;
    this.base = base;
    this.takesExtras = takesExtras;
    this.existence = existence;
    this.writers = writers;
    this.applier = applier;
    this.events = events;
    this.expressions = new TagExpressionChanges(desired, target, writers, applier);
  }

  /** Tags that are missing, values that are missing, and expressions. */
  void definitions() {
    tags();
    expressions();
  }

  private void tags() {
    Map<ObjectKey, CatalogObject> wanted = desired.lakeFormation().objects(Kind.LF_TAG);
    events.began("LF-tags", wanted.size());
    List<Action> steps = new ArrayList<>();
    List<Action> whole = new ArrayList<>();
    for (CatalogObject tag : wanted.values()) {
      Action action = TagDefinitions.missing(tag, found(tag));
      if (!surplus(tag).writes()) {
        whole.add(action);
      } else if (action.writes()) {
        steps.add(action);
      }
    }
    applier.applyStep(steps.iterator(), writers.tags());
    applier.apply(whole.iterator(), writers.tags());
  }

  private void expressions() {
    Map<ObjectKey, CatalogObject> wanted = desired.lakeFormation().objects(Kind.LF_TAG_EXPRESSION);
    events.began("LF-tag expressions", wanted.size());
    List<Action> actions = new ArrayList<>();
    for (CatalogObject expression : wanted.values()) {
      if (!expressions.contains(expression)) {
        actions.add(decide(expression, found(expression), applier));
      }
    }
    applier.apply(actions.iterator(), writers.tagExpressions());
  }

  static Action decide(CatalogObject expression, @Nullable CatalogObject found, Applier applier) {
    Action action = TagExpressions.decide(expression, found);
    Optional<ObjectKey> missing =
        TagExpressions.terms(expression).keys().stream()
            .map(key -> ObjectKey.global(Kind.LF_TAG, key))
            .filter(applier::broken)
            .findFirst();
    return action.writes() && missing.isPresent()
        ? Action.skip(action.key(), missing.get() + " could not be restored")
        : action;
  }

  private @Nullable CatalogObject found(CatalogObject object) {
    return target.lakeFormation().objects(object.key().kind()).get(object.key());
  }

  /**
   * Tags of databases, tables and columns, by way of states none of which opens anything.
   *
   * @param tables those that are there by now
   */
  void assignments(Predicate<ObjectKey> tables) {
    events.began("LF-tag assignments", -1);
    long foreign = desired.lakeFormation().assignments().foreign();
    if (foreign > 0) {
      events.warn(
          "%d assignments of LF-tags that other accounts share are in the backup only; those accounts assign them."
              .formatted(foreign));
    }
    assign(key -> !key.kind().equals(Kind.TABLE) || tables.test(key), false, expressions);
  }

  /** Likewise of tables that were made since. */
  void assignmentsOf(Predicate<ObjectKey> tables) {
    assign(key -> key.kind().equals(Kind.TABLE) && tables.test(key), true, expressions.done());
  }

  private void assign(Predicate<ObjectKey> objects, boolean later, TagExpressionChanges changes) {
    TagAssignmentPhase phase =
        new TagAssignmentPhase(
            new TagStates(desired, target, base, takesExtras, objects, later, applier),
            changes,
            policies(),
            this::isAbsent,
            writers,
            applier,
            events);
    phase.run();
    unsafeKeys.addAll(phase.unsafeKeys());
  }

  private boolean isAbsent(ObjectKey table) {
    return (applier.broken(table) || !desired.tables().contains(table))
        && existence.isAbsent(table, applier::created);
  }

  /** Attachments that were missing are in place by now. */
  private TagPolicies policies() {
    String account = target.caller().account();
    Set<TagPolicy> grants = new HashSet<>();
    target
        .lakeFormation()
        .grants()
        .values()
        .forEach(grant -> TagPolicy.of(grant.resource(), account).ifPresent(grants::add));
    Set<RowsByTag> rows = new HashSet<>();
    for (LakeFormationObjects objects : List.of(target.lakeFormation(), desired.lakeFormation())) {
      objects
          .objects(Kind.RLS_POLICY_ATTACHMENT)
          .forEach(
              (key, attached) ->
                  TagPolicy.of(attached.definition().withObject("/Resource"), account)
                      .ifPresent(policy -> rows.add(new RowsByTag(key.toString(), policy))));
    }
    return new TagPolicies(grants, rows, expressions.early());
  }

  /** Values that the source lacks, when nothing is tagged with them any more. */
  void surplus() {
    List<Action> actions = new ArrayList<>();
    for (CatalogObject tag : desired.lakeFormation().objects(Kind.LF_TAG).values()) {
      Action surplus = surplus(tag);
      if (surplus.writes() && !applier.broken(tag.key())) {
        actions.add(because(surplus, TagDefinitions.missing(tag, found(tag)).reason()));
      }
    }
    applier.apply(actions.iterator(), writers.tags());
  }

  private static Action because(Action action, String reason) {
    return reason.isEmpty()
        ? action
        : Action.update(action.key(), action.input(), reason + "; " + action.reason());
  }

  /** A part of a region leaves the values that others may use. */
  private Action surplus(CatalogObject tag) {
    return desired.holdsGlobals() && desired.tellsGone(Kind.LF_TAG)
        ? TagDefinitions.surplus(tag, found(tag))
        : Action.none(tag.key());
  }

  /** What was restored once and is gone from the source. */
  List<Deletions.Step> gone() {
    TagDeletions gone = new TagDeletions(desired, target, base, applier);
    return List.of(
        new Deletions.Step(Kind.LF_TAG_EXPRESSION, gone.expressions(), writers.tagExpressions()),
        new Deletions.Step(Kind.LF_TAG, gone.tags(), writers.tags()));
  }

  /**
   * What holds grants back.
   *
   * @param tables tables whose rows or cells are not cut as they should be
   */
  Guard guard(Set<ObjectKey> tables) {
    Map<ObjectKey, CatalogObject> known =
        new HashMap<>(target.lakeFormation().objects(Kind.LF_TAG_EXPRESSION));
    known.putAll(desired.lakeFormation().objects(Kind.LF_TAG_EXPRESSION));
    return new Guard(tables, unsafeKeys, known, this::mayMatch);
  }

  /**
   * Whether a policy of LF-tags may match a table: tagged as in the source or as before, for on the
   * way from one to the other it is no other.
   */
  boolean mayMatch(ObjectNode resource, ObjectKey table) {
    Optional<TagPolicy> policy = TagPolicy.of(resource, target.caller().account());
    return policy
        .map(
            one ->
                Stream.of(desired.lakeFormation(), target.lakeFormation())
                    .map(LakeFormationObjects::assignments)
                    .flatMap(tags -> tags.placesIn(table.database(), table.name()))
                    .anyMatch(
                        tags ->
                            one.matches(false, tags, expressions.early())
                                || one.matches(false, tags, expressions.late())))
        .orElse(true);
  }

  /**
   * LF-tag keys that something is not tagged with as in the source: what a policy matches by them
   * may be more than it should.
   */
  Set<String> unsafeKeys() {
    return unsafeKeys;
  }
}
