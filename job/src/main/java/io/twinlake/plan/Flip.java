package io.twinlake.plan;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How the effective LF-tags of one place change. Places that change alike are one.
 *
 * @param database whether it is a database, or else a table or column
 */
record Flip(boolean database, Map<String, String> before, Map<String, String> after) {

  /**
   * All there are in a database: itself, a table without tags of its own, every other table, and
   * every column with tags of its own.
   *
   * @param keys the LF-tag keys that matter
   */
  static Set<Flip> all(Map<String, Tagged> before, Map<String, Tagged> after, Set<String> keys) {
    Set<Flip> flips = new LinkedHashSet<>();
    if (keys.isEmpty()) {
      return flips;
    }
    Flip whole = Flip.of(true, own(before, "", keys), own(after, "", keys));
    Flip table = Flip.of(false, whole.before, whole.after);
    flips.add(whole);
    flips.add(table);
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    names.remove("");
    for (String name : names) {
      Tagged from = before.getOrDefault(name, Tagged.NONE);
      Tagged to = after.getOrDefault(name, Tagged.NONE);
      Flip one = table.under(from.own(), to.own(), keys);
      flips.add(one);
      from.columnsWith(to).forEach(c -> flips.add(one.under(from.column(c), to.column(c), keys)));
    }
    return flips;
  }

  private static Flip of(boolean database, Map<String, String> before, Map<String, String> after) {
    return new Flip(database, before, after);
  }

  private static Map<String, String> own(
      Map<String, Tagged> tagged, String name, Set<String> keys) {
    return Tags.only(tagged.getOrDefault(name, Tagged.NONE).own(), keys);
  }

  private Flip under(Map<String, String> from, Map<String, String> to, Set<String> keys) {
    return new Flip(
        false,
        Tags.effective(before, Tags.only(from, keys)),
        Tags.effective(after, Tags.only(to, keys)));
  }

  Set<String> changed() {
    return Tags.differing(before, after);
  }

  /** The tags when some keys have changed and others have not. */
  Map<String, String> when(Set<String> flipped) {
    Map<String, String> tags = new TreeMap<>(Tags.without(before, flipped));
    tags.putAll(Tags.only(after, flipped));
    return tags;
  }
}
