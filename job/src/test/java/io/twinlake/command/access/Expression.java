package io.twinlake.command.access;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.lakeformation.model.LFTag;

/** An LF-tag expression: each key must have one of its values (aws-facts 18). */
record Expression(Map<String, Set<String>> terms) {
  static final Expression NOTHING = new Expression(Map.of());

  static Expression of(List<LFTag> tags) {
    Map<String, Set<String>> terms = new TreeMap<>();
    for (LFTag tag : tags) {
      Set<String> values = tag.tagValues().stream().map(Thing::fold).collect(Collectors.toSet());
      terms.put(Thing.fold(tag.tagKey()), new TreeSet<>(values));
    }
    return new Expression(terms);
  }

  boolean matches(Map<String, String> tags) {
    return !terms.isEmpty()
        && terms.entrySet().stream().allMatch(t -> accepts(t.getValue(), tags.get(t.getKey())));
  }

  private static boolean accepts(
      Set<String> values, @org.jspecify.annotations.Nullable String value) {
    return value != null && (values.contains(Thing.ANY) || values.contains(value));
  }

  /** Whether it matches whatever the other one matches. */
  boolean covers(Expression other) {
    return !terms.isEmpty()
        && terms.entrySet().stream()
            .allMatch(
                term -> {
                  Set<String> values = other.terms.getOrDefault(term.getKey(), Set.of());
                  return !values.isEmpty()
                      && (term.getValue().contains(Thing.ANY)
                          || term.getValue().containsAll(values));
                });
  }

  @Override
  public String toString() {
    return terms.entrySet().stream()
        .map(term -> term.getKey() + "=" + String.join("|", term.getValue()))
        .collect(Collectors.joining(" and "));
  }
}
