package io.twinlake.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a resource of the snapshot is to be tagged with: what the source says of the keys it knows;
 * what was ours and is gone from the source goes; other keys are the target's own.
 *
 * @param known the source's LF-tag keys
 * @param held keys that cannot be assigned, for their tag could not be restored
 * @param removes whether what the snapshot lacks is gone from the source
 * @param takesExtras whether the target's own go too
 */
public record TagRules(
    Predicate<String> known, Set<String> held, boolean removes, boolean takesExtras) {

  /**
   * @param base what earlier snapshots said of the resource
   */
  public Tagged after(Tagged desired, Tagged actual, List<Tagged> base) {
    Map<String, Map<String, String>> columns = new TreeMap<>();
    for (String name : desired.columnsWith(actual)) {
      List<Map<String, String>> earlier = base.stream().map(each -> each.column(name)).toList();
      Map<String, String> tags = after(desired.column(name), actual.column(name), earlier);
      if (!tags.isEmpty()) {
        columns.put(name, tags);
      }
    }
    return new Tagged(
        after(desired.own(), actual.own(), base.stream().map(Tagged::own).toList()), columns);
  }

  private Map<String, String> after(
      Map<String, String> desired, Map<String, String> actual, List<Map<String, String>> base) {
    Map<String, String> tags = new TreeMap<>(actual);
    tags.keySet()
        .removeIf(key -> removes && !held.contains(key) && (isToGo(key, base) || takesExtras));
    desired.forEach(
        (key, value) -> {
          if (!held.contains(key)) {
            tags.put(key, value);
          }
        });
    return tags;
  }

  private boolean isToGo(String key, List<Map<String, String>> base) {
    return known.test(key) || base.stream().anyMatch(earlier -> earlier.containsKey(key));
  }
}
