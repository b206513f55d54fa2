package io.twinlake.plan;

import java.util.List;
import java.util.Set;

/**
 * How the LF-tags of a database are brought from one state to another.
 *
 * @param taken keys that are first taken away everywhere in it, from the database down, so that the
 *     effective tags only get fewer
 * @param order keys that change one after another; all others change with the first
 * @param safe whether there is a way at all
 */
public record TagWay(Set<String> taken, List<String> order, boolean safe) {
  public static final TagWay IN_PLACE = new TagWay(Set.of(), List.of(), true);
  static final TagWay NONE = new TagWay(Set.of(), List.of(), false);

  static TagWay oneByOne(List<String> order) {
    return new TagWay(Set.of(), List.copyOf(order), true);
  }

  static TagWay taking(Set<String> keys) {
    return new TagWay(Set.copyOf(keys), List.of(), true);
  }

  public int stages() {
    return Math.max(1, order.size());
  }

  /** When a key changes. */
  int stage(String key) {
    return Math.max(0, order.indexOf(key));
  }
}
