package io.twinlake.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Iterators;
import io.twinlake.apply.Applier;
import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.Outcome;
import io.twinlake.plan.Action;
import io.twinlake.plan.AssignedTags;
import io.twinlake.plan.DatabaseTags;
import io.twinlake.plan.ExpressionMoment;
import io.twinlake.plan.Op;
import io.twinlake.plan.TagCalls;
import io.twinlake.plan.TagPass;
import io.twinlake.plan.TagPolicies;
import io.twinlake.plan.TagWay;
import io.twinlake.plan.Tagged;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings LF-tag assignments, and the expressions whose terms change, to what the snapshot says.
 * Each pass goes over all databases; what fails stops the rest of its table, and of its database
 * what depends on it. A run that ends anywhere leaves a state in which nobody sees more.
 */
final class TagAssignmentPhase {
  private static final String UNSAFE =
      "the LF-tags of this database and of what is in it were left as they are: on every way to the source's, a row-level-security policy that is attached by LF-tags would be off a table for a moment; attach it to the tables by name for the time of one restore, or change these LF-tags by hand";

  private static final String UNSAFE_EXPRESSION =
      "it was left as it is: at every moment of its change, a row-level-security policy that is attached by LF-tags would be off a table; attach it to the tables by name for the time of one restore";

  /** In place of a reason where a result has been told. */
  private static final String TOLD = "";

  private final TagStates states;
  private final TagExpressionChanges expressions;
  private final TagPolicies early;
  private final Predicate<ObjectKey> absent;
  private final Writers writers;
  private final Applier applier;
  private final Events events;
  private final Map<String, TagWay> ways = new HashMap<>();
  private final Map<ObjectKey, String> stopped = new HashMap<>();
  private final Set<String> withStoppedTables = new HashSet<>();
  private final Set<String> unsafeKeys = new TreeSet<>();
  private final Set<ObjectKey> unguarded = new HashSet<>();
  private ExpressionMoment moment = ExpressionMoment.FIRST;

  /**
   * @param early what goes by LF-tags before anything changes
   * @param absent whether a table could not be made, so that nobody sees it however it is tagged
   */
  TagAssignmentPhase(
      TagStates states,
      TagExpressionChanges expressions,
      TagPolicies early,
      Predicate<ObjectKey> absent,
      Writers writers,
      Applier applier,
      Events events) {
    this.states = states;
    this.expressions = expressions;
    this.early = early;
    this.absent = absent;
    this.writers = writers;
    this.applier = applier;
    this.events = events;
  }

  Set<String> unsafeKeys() {
    return unsafeKeys;
  }

  void run() {
    if (!expressions.isEmpty()) {
      moment = ExpressionMoment.choose(states.all(), early, late());
    }
    findWays();
    changeExpressions(ExpressionMoment.FIRST);
    if (!ways.isEmpty()) {
      pass(TagPass.TAKE_FROM_DATABASE, 0);
      pass(TagPass.TAKE_FROM_TABLES, 0);
    }
    changeExpressions(ExpressionMoment.BETWEEN);
    int stages = ways.values().stream().mapToInt(TagWay::stages).max().orElse(1);
    for (int stage = 0; stage < stages; stage++) {
      pass(TagPass.ADD_TO_TABLES, stage);
      pass(TagPass.CHANGE_DATABASE, stage);
      pass(TagPass.REMOVE_FROM_TABLES, stage);
    }
    changeExpressions(ExpressionMoment.LAST);
    tellLacking();
    unguarded.forEach(applier::hold);
  }

  private TagPolicies late() {
    return early.with(expressions.late());
  }

  /** Of most databases the tags change in place, and nothing needs to be remembered of them. */
  private void findWays() {
    TagPolicies from = moment == ExpressionMoment.FIRST ? late() : early;
    TagPolicies to =
        moment == ExpressionMoment.FIRST || moment == ExpressionMoment.BETWEEN ? late() : early;
    long unchanged = 0;
    long extras = 0;
    for (DatabaseTags tags : states.all()) {
      DatabaseTags planned = tags.by(from, to);
      if (!planned.isSafe()) {
        refuse(tags);
      } else if (!planned.way().equals(TagWay.IN_PLACE)) {
        ways.put(tags.database(), planned.way());
      }
      unchanged += tags.names().stream().filter(name -> isDone(tags, name)).count();
      extras += states.extras(tags);
    }
    events.results(Kind.LF_TAG_ASSIGNMENT, Outcome.UNCHANGED, unchanged);
    if (extras > 0) {
      events.info(
          "%d databases and tables carry LF-tags that the source does not know and that are not ours; verify names them, revoke_target_permissions = True takes them off."
              .formatted(extras));
    }
  }

  private boolean isDone(DatabaseTags tags, String name) {
    return states.tells(tags.database(), name)
        && !tags.after(name).isEmpty()
        && !tags.changes(name)
        && states.lacking(tags.database(), name).isEmpty();
  }

  private void refuse(DatabaseTags tags) {
    Action refused = Action.refuse(AssignedTags.key(tags.database(), ""), UNSAFE);
    applier.apply(Iterators.singletonIterator(refused), writers.tagAssignments());
    stopDatabase(tags, TOLD);
  }

  /** What goes by an expression that has not changed is not what it was found safe for. */
  private void changeExpressions(ExpressionMoment now) {
    if (expressions.isEmpty() || (moment != now && moment != ExpressionMoment.NEVER)) {
      return;
    }
    if (moment == ExpressionMoment.NEVER) {
      if (now == ExpressionMoment.FIRST) {
        expressions.refuse(UNSAFE_EXPRESSION);
        stopWhatExpressionsDependOn();
      }
    } else if (now != ExpressionMoment.FIRST && isAnyStopped()) {
      expressions.skip("held back, because LF-tags that it goes by could not be assigned");
      stopWhatExpressionsDependOn();
    } else if (!expressions.carryOut()) {
      stopWhatExpressionsDependOn();
    }
  }

  private boolean isAnyStopped() {
    return !Collections.disjoint(unsafeKeys, expressions.keys());
  }

  private void stopWhatExpressionsDependOn() {
    for (DatabaseTags tags : states.all()) {
      if (!Collections.disjoint(tags.changedKeys(), expressions.keys())) {
        stopDatabase(tags, "held back, because an LF-tag expression could not be changed");
      }
    }
  }

  private void stopDatabase(DatabaseTags tags, String reason) {
    stopped.putIfAbsent(ObjectKey.database(tags.database()), reason);
    tags.names().forEach(name -> hold(tags, name, tags.before(name).differing(tags.after(name))));
  }

  private void pass(TagPass pass, int stage) {
    Set<ObjectKey> failed = new HashSet<>();
    failed.addAll(applier.applyStep(actions(pass, stage, false), writers.tagAssignments()));
    failed.addAll(applier.apply(actions(pass, stage, true), writers.tagAssignments()));
    if (!failed.isEmpty()) {
      states.all().forEach(tags -> stop(tags, failed));
    }
  }

  private void stop(DatabaseTags tags, Set<ObjectKey> failed) {
    for (String name : tags.names()) {
      if (failed.contains(AssignedTags.key(tags.database(), name))) {
        stopped.put(key(tags, name), TOLD);
        hold(tags, name, tags.before(name).differing(tags.after(name)));
        if (!name.isEmpty()) {
          withStoppedTables.add(tags.database());
        }
      }
    }
  }

  /** What goes by these keys may be more than in the source, and what hides rows by them less. */
  private void hold(DatabaseTags tags, String name, Set<String> keys) {
    if (absent.test(key(tags, name))) {
      return;
    }
    unsafeKeys.addAll(keys);
    boolean hidesRows =
        late().rows().stream()
            .map(attached -> attached.policy().keys(expressions.late()))
            .anyMatch(mentioned -> !Collections.disjoint(mentioned, keys));
    if (hidesRows) {
      unguarded.add(key(tags, name));
    }
  }

  private static ObjectKey key(DatabaseTags tags, String name) {
    return name.isEmpty()
        ? ObjectKey.database(tags.database())
        : ObjectKey.table(tags.database(), name);
  }

  private Iterator<Action> actions(TagPass pass, int stage, boolean last) {
    return Iterators.concat(
        Iterators.transform(
            states.all().iterator(),
            tags ->
                actions(tags.by(ways.getOrDefault(tags.database(), TagWay.IN_PLACE)), pass, stage)
                    .filter(action -> action.isLast() == last)
                    .map(Step::action)
                    .iterator()));
  }

  private record Step(Action action, boolean isLast) {}

  private Stream<Step> actions(DatabaseTags tags, TagPass pass, int stage) {
    return tags.names().stream()
        .map(name -> step(tags, pass, stage, name))
        .filter(Objects::nonNull);
  }

  private @Nullable Step step(DatabaseTags tags, TagPass pass, int stage, String name) {
    List<ObjectNode> calls = tags.calls(pass, stage, name);
    if (calls.isEmpty()) {
      return null;
    }
    ObjectKey key = AssignedTags.key(tags.database(), name);
    boolean ends = tags.isLast(pass, stage, name);
    String reason = stopReason(tags, pass, name);
    if (reason != null) {
      return ends && !reason.equals(TOLD) ? new Step(Action.skip(key, reason), true) : null;
    }
    boolean told = ends && tags.changes(name) && states.lacking(tags.database(), name).isEmpty();
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    calls.forEach(input.withArray("/" + TagCalls.CALLS)::add);
    Tagged before = tags.before(name);
    Tagged after = tags.after(name);
    Op op = before.isEmpty() ? Op.CREATE : after.isEmpty() ? Op.DELETE : Op.UPDATE;
    String difference = before.isEmpty() ? "" : after.difference(before);
    return new Step(new Action(op, key, input, difference), told);
  }

  /** Why it is not to be changed any more, {@link #TOLD}, or null. */
  private @Nullable String stopReason(DatabaseTags tags, TagPass pass, String name) {
    String own = stopped.get(key(tags, name));
    if (own != null) {
      return own;
    }
    ObjectKey database = ObjectKey.database(tags.database());
    if (stopped.containsKey(database)) {
      return "held back, because the LF-tags of " + database + " could not be changed";
    }
    if (pass == TagPass.CHANGE_DATABASE && withStoppedTables.contains(tags.database())) {
      String reason = "held back, because LF-tags of its tables could not be changed";
      stopDatabase(tags, reason);
      return reason;
    }
    return null;
  }

  /** What could not become as in the source, for reasons that were there before. */
  private void tellLacking() {
    applier.apply(
        Iterators.concat(
            Iterators.transform(
                states.all().iterator(),
                tags ->
                    tags.names().stream()
                        .filter(name -> isLacking(tags, name))
                        .map(name -> lacking(tags, name))
                        .iterator())),
        writers.tagAssignments());
  }

  private boolean isLacking(DatabaseTags tags, String name) {
    return !stopped.containsKey(key(tags, name))
        && !stopped.containsKey(ObjectKey.database(tags.database()))
        && !states.lacking(tags.database(), name).isEmpty();
  }

  private Action lacking(DatabaseTags tags, String name) {
    hold(tags, name, states.lacking(tags.database(), name));
    return Action.skip(
        AssignedTags.key(tags.database(), name), states.reason(tags.database(), name));
  }
}
