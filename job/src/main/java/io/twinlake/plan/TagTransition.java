package io.twinlake.plan;

import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds a way for the LF-tags of one database on which nobody sees more at any moment than before
 * or after. Three are known, the cheapest first.
 *
 * <p>In place: what is added or replaced comes from the columns up to the database, what is removed
 * from the database down to the columns. So each key, at each place, changes once, from what it was
 * in effect to what it will be; only keys that changed and keys that did not are mixed for a while,
 * and the mixtures are tried out here. One by one: the same, key after key, in an order whose
 * mixtures are safe. Taking away: all keys that change are removed from the database down, and
 * added from the columns up. The effective tags are then always a part of those before or of those
 * after, and what matches a part matches the whole; row policies alone can be lost.
 */
final class TagTransition {
  /** Beyond so many keys the mixtures are too many to try out. */
  private static final int MOST_KEYS = 10;

  private final Set<Flip> flips;
  private final TagPolicies from;
  private final TagPolicies to;
  private final Set<String> changed = new TreeSet<>();

  private TagTransition(Set<Flip> flips, TagPolicies from, TagPolicies to) {
    this.flips = flips;
    this.from = from;
    this.to = to;
    flips.forEach(flip -> changed.addAll(flip.changed()));
  }

  /**
   * @param before assigned tags by table, the database under the empty name
   * @param from policies before
   * @param to policies after; others than before when expressions change while keys are taken away
   */
  static TagWay of(
      Map<String, Tagged> before, Map<String, Tagged> after, TagPolicies from, TagPolicies to) {
    Set<String> keys = new TreeSet<>(from.keys());
    keys.addAll(to.keys());
    return new TagTransition(Flip.all(before, after, keys), from, to).way();
  }

  private TagWay way() {
    if (changed.isEmpty()) {
      return TagWay.IN_PLACE;
    }
    if (from.equals(to)) {
      if (inAnyOrder()) {
        return TagWay.IN_PLACE;
      }
      Optional<List<String>> order = order();
      if (order.isPresent()) {
        return TagWay.oneByOne(order.get());
      }
    }
    return rowsStay() ? TagWay.taking(changed) : TagWay.NONE;
  }

  private boolean inAnyOrder() {
    return flips.stream().allMatch(this::inAnyOrder) && unknownTables(changed, changed);
  }

  private boolean inAnyOrder(Flip flip) {
    Set<String> keys = flip.changed();
    return keys.size() <= MOST_KEYS
        && Sets.powerSet(keys).stream().allMatch(flipped -> isSafe(flip, flipped));
  }

  private boolean isSafe(Flip flip, Set<String> flipped) {
    return from.at(flip.database(), flip.when(flipped))
        .isWithin(from.at(flip.database(), flip.before()), from.at(flip.database(), flip.after()));
  }

  private Optional<List<String>> order() {
    List<String> order = new ArrayList<>();
    return changed.size() <= MOST_KEYS && extend(order, new HashSet<>())
        ? Optional.of(order)
        : Optional.empty();
  }

  private boolean extend(List<String> order, Set<Set<String>> tried) {
    Set<String> flipped = new TreeSet<>(order);
    if (!tried.add(flipped) || !isSafe(flipped)) {
      return false;
    }
    if (flipped.size() == changed.size()) {
      return true;
    }
    for (String key : Sets.difference(changed, flipped)) {
      order.add(key);
      if (extend(order, tried)) {
        return true;
      }
      order.remove(order.size() - 1);
    }
    return false;
  }

  private boolean isSafe(Set<String> flipped) {
    return flips.stream().allMatch(flip -> isSafe(flip, flipped))
        && unknownTables(flipped, Sets.difference(changed, flipped));
  }

  /**
   * Tables of the target's own inherit from the database, and what overrides it there is not known:
   * no policy may begin to match by one key while it has not stopped to match by another.
   */
  private boolean unknownTables(Set<String> first, Set<String> later) {
    Flip table = flips.iterator().next();
    return from.grants().stream()
        .filter(policy -> policy.isAbout(false))
        .map(policy -> policy.terms(from.expressions()))
        .noneMatch(
            terms ->
                first.stream().anyMatch(key -> turns(terms, key, table.before(), table.after()))
                    && later.stream()
                        .anyMatch(key -> turns(terms, key, table.after(), table.before())));
  }

  private static boolean turns(
      TagTerms terms, String key, Map<String, String> without, Map<String, String> with) {
    return terms.allow(key, with) && !terms.allow(key, without);
  }

  /** Whether no row policy that lies on anything, before or after, depends on what is taken. */
  private boolean rowsStay() {
    return flips.stream()
        .allMatch(
            flip ->
                stay(from, from.at(flip.database(), flip.before()))
                    && stay(to, to.at(flip.database(), flip.after())));
  }

  private boolean stay(TagPolicies policies, Matched matched) {
    return matched.rows().stream()
        .map(attached -> attached.policy().keys(policies.expressions()))
        .allMatch(keys -> Collections.disjoint(keys, changed));
  }
}
