package io.twinlake.command;

import io.twinlake.apply.Applier;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.TagExpressions;
import io.twinlake.plan.TagTerms;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Named expressions that shall match something else than they do. */
final class TagExpressionChanges {
  private final Desired desired;
  private final Target target;
  private final Writers writers;
  private final Applier applier;
  private final Map<ObjectKey, CatalogObject> changing = new LinkedHashMap<>();
  private final Map<ObjectKey, CatalogObject> changed;

  TagExpressionChanges(Desired desired, Target target, Writers writers, Applier applier) {
    this(desired, target, Map.of(), writers, applier);
    wanted()
        .forEach(
            (key, expression) -> {
              CatalogObject found = found().get(key);
              if (found != null
                  && !TagExpressions.terms(found).equals(TagExpressions.terms(expression))) {
                changing.put(key, expression);
              }
            });
  }

  private TagExpressionChanges(
      Desired desired,
      Target target,
      Map<ObjectKey, CatalogObject> changed,
      Writers writers,
      Applier applier) {
    this.desired = desired;
    this.target = target;
    this.changed = changed;
    this.writers = writers;
    this.applier = applier;
  }

  /** When these have been carried out: nothing is left to change. */
  TagExpressionChanges done() {
    Map<ObjectKey, CatalogObject> done = new TreeMap<>(changing);
    done.keySet().removeIf(applier::broken);
    return new TagExpressionChanges(desired, target, done, writers, applier);
  }

  private Map<ObjectKey, CatalogObject> wanted() {
    return desired.lakeFormation().objects(Kind.LF_TAG_EXPRESSION);
  }

  private Map<ObjectKey, CatalogObject> found() {
    return target.lakeFormation().objects(Kind.LF_TAG_EXPRESSION);
  }

  boolean isEmpty() {
    return changing.isEmpty();
  }

  boolean contains(CatalogObject expression) {
    return changing.containsKey(expression.key());
  }

  /** What names mean until they change; new ones have been made. */
  Map<String, TagTerms> early() {
    Map<String, TagTerms> terms = new TreeMap<>(TagExpressions.terms(wanted()));
    terms.putAll(TagExpressions.terms(found()));
    return terms;
  }

  /** What names mean afterwards. */
  Map<String, TagTerms> late() {
    Map<String, TagTerms> terms = early();
    terms.putAll(TagExpressions.terms(changed));
    terms.putAll(TagExpressions.terms(changing));
    return terms;
  }

  /** The LF-tag keys that decide what changes. */
  Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    changing
        .keySet()
        .forEach(
            key -> {
              keys.addAll(early().getOrDefault(key.name(), TagTerms.NONE).keys());
              keys.addAll(late().getOrDefault(key.name(), TagTerms.NONE).keys());
            });
    return keys;
  }

  /**
   * @return whether all of them have changed
   */
  boolean carryOut() {
    applier.apply(
        changing.values().stream()
            .map(expression -> TagPhase.decide(expression, found().get(expression.key()), applier))
            .iterator(),
        writers.tagExpressions());
    return changing.keySet().stream().noneMatch(applier::broken);
  }

  void refuse(String reason) {
    applier.apply(
        changing.keySet().stream().map(key -> Action.refuse(key, reason)).iterator(),
        writers.tagExpressions());
  }

  void skip(String reason) {
    applier.apply(
        changing.keySet().stream().map(key -> Action.skip(key, reason)).iterator(),
        writers.tagExpressions());
  }
}
