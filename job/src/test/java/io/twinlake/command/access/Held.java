package io.twinlake.command.access;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What one principal may do in a region. */
final class Held {
  private final Map<Atom.Key, Set<Atom>> atoms = new HashMap<>();
  private final Set<Reach> reaches = new LinkedHashSet<>();

  /**
   * A permission on whatever lies in a reach, be it there yet or not: all tables of a database, or
   * what has the tags of an expression.
   *
   * @param atom the permission on the reach itself
   * @param expression of a tag policy
   */
  record Reach(Atom atom, Expression expression) {
    boolean covers(Reach other) {
      boolean same = atom.key().equals(other.atom.key());
      boolean wider =
          atom.thing().kind().equals(other.atom.thing().kind())
              && atom.permission().equals(other.atom.permission())
              && atom.grant() == other.atom.grant()
              && expression.covers(other.expression);
      return (same || wider) && atom.covers(other.atom);
    }

    /** Whether a database, table or column, of which a region knows the tags, lies in it. */
    boolean holds(Thing thing, Tags tags) {
      return switch (atom.thing().kind()) {
        case "all tables" ->
            thing.isInTable() && thing.path().get(0).equals(atom.thing().path().get(0));
        case "tables with" -> thing.isInTable() && expression.matches(tags.effective(thing.path()));
        default ->
            thing.kind().equals("database") && expression.matches(tags.effective(thing.path()));
      };
    }
  }

  void add(Atom atom) {
    atoms.computeIfAbsent(atom.key(), key -> new LinkedHashSet<>()).add(atom);
  }

  void add(Reach reach) {
    reaches.add(reach);
  }

  List<Atom> all() {
    return atoms.values().stream().flatMap(Collection::stream).toList();
  }

  /** What a person would call it: on objects, and on whatever comes into a reach. */
  Stream<Atom> listed() {
    return Stream.concat(all().stream(), reaches.stream().map(Reach::atom));
  }

  /** Only what may be selected under row-level-security policies. */
  Held cutByPolicies() {
    Held cut = new Held();
    all().stream().filter(atom -> !atom.rows().policy().isEmpty()).forEach(cut::add);
    return cut;
  }

  Set<Reach> reaches() {
    return reaches;
  }

  Set<Atom> of(Atom.Key key) {
    return atoms.getOrDefault(key, Set.of());
  }
}
