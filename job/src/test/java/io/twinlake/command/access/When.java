package io.twinlake.command.access;

import java.util.Set;
import java.util.TreeSet;

/**
 * When something holds, in terms of Cedar conditions of which nothing is known but their text.
 *
 * @param condition it must be true; empty for none
 * @param unless none of them may be true
 */
record When(String condition, Set<String> unless) {
  static final When ALWAYS = new When("", Set.of());

  When {
    unless = new TreeSet<>(unless);
  }

  static When only(String condition) {
    return new When(condition, Set.of());
  }

  static When unless(Set<String> conditions) {
    return new When("", conditions);
  }

  boolean covers(When other) {
    return (condition.isEmpty() || condition.equals(other.condition))
        && other.unless.containsAll(unless);
  }

  @Override
  public String toString() {
    return (condition.isEmpty() ? "" : " if " + condition)
        + (unless.isEmpty() ? "" : " unless " + String.join(" or ", unless));
  }
}
