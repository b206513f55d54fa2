package io.twinlake.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The LF-tags of one database and of what is in it, as they are and as they shall be.
 *
 * @param before by table, the database itself under the empty name
 */
public record DatabaseTags(
    String database, Map<String, Tagged> before, Map<String, Tagged> after, TagWay way) {

  /** With everything changed in place. */
  public DatabaseTags(String database, Map<String, Tagged> before, Map<String, Tagged> after) {
    this(database, before, after, TagWay.IN_PLACE);
  }

  public DatabaseTags by(TagWay other) {
    return new DatabaseTags(database, before, after, other);
  }

  /**
   * By the cheapest way that is safe.
   *
   * @param from what goes by LF-tags before
   * @param to what goes by them after; others than before when expressions change in between
   */
  public DatabaseTags by(TagPolicies from, TagPolicies to) {
    return by(TagTransition.of(before, after, from, to));
  }

  /** Whether there is a way on which nobody sees more at any moment. */
  public boolean isSafe() {
    return way.safe();
  }

  /** How many keys change one after another. */
  public int stages() {
    return way.stages();
  }

  /** The database, under the empty name, and the tables that are or shall be tagged. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    return names;
  }

  public Tagged before(String name) {
    return before.getOrDefault(name, Tagged.NONE);
  }

  public Tagged after(String name) {
    return after.getOrDefault(name, Tagged.NONE);
  }

  /** Whether the tags of the database or of a table are others afterwards. */
  public boolean changes(String name) {
    return !before(name).equals(after(name));
  }

  /** The keys that are assigned in another way somewhere in it afterwards. */
  public Set<String> changedKeys() {
    Set<String> keys = new TreeSet<>();
    names().forEach(name -> keys.addAll(before(name).differing(after(name))));
    return keys;
  }

  /** What is left when keys have been taken away. */
  private Tagged between(String name) {
    return before(name).without(way.taken());
  }

  /** The calls of one pass for the database or one table; empty when there is nothing to do. */
  public List<ObjectNode> calls(TagPass pass, int stage, String name) {
    if (pass.isOfDatabase() != name.isEmpty() || (pass.takes() && way.taken().isEmpty())) {
      return List.of();
    }
    TagCalls calls = new TagCalls(database, name, key -> pass.takes() || way.stage(key) == stage);
    Tagged between = between(name);
    return switch (pass) {
      case TAKE_FROM_DATABASE, TAKE_FROM_TABLES -> calls.remove(before(name), between).calls();
      case ADD_TO_TABLES -> calls.add(between, after(name)).calls();
      case CHANGE_DATABASE -> calls.add(between, after(name)).remove(between, after(name)).calls();
      case REMOVE_FROM_TABLES -> calls.remove(between, after(name)).calls();
    };
  }

  /** Whether a pass is the last that changes the database or the table. */
  public boolean isLast(TagPass pass, int stage, String name) {
    for (int later = stage; later < stages(); later++) {
      for (TagPass each : TagPass.values()) {
        boolean isLater = later > stage ? !each.takes() : each.compareTo(pass) > 0;
        if (isLater && !calls(each, later, name).isEmpty()) {
          return false;
        }
      }
    }
    return true;
  }
}
