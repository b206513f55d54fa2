package io.twinlake.standin.lake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/**
 * Assigns random values of LF-tags: anew, over an inherited value, and the inherited value once
 * more (aws-facts 18).
 *
 * @param tags with all their values; may be empty
 */
record RandomAssignments(RandomWords words, LakeClients clients, List<LFTag> tags) {
  /** The value by key that a database passes on. */
  Map<String, String> toDatabase(String name) {
    return assign(RandomGrants.database(name), Map.of());
  }

  /**
   * To the table itself and to some of its columns.
   *
   * @param inherited the database's values by key
   */
  void toTable(MadeTable table, Map<String, String> inherited) {
    Map<String, String> held = new LinkedHashMap<>(inherited);
    if (words.once(2)) {
      held.putAll(assign(table.resource(), inherited));
    }
    if (words.once(2)) {
      groups(words.someOf(table.columns())).forEach(group -> assign(columns(table, group), held));
    }
  }

  /** Columns that get the same tags in one call, beside others. */
  private List<List<String>> groups(List<String> columns) {
    List<List<String>> groups = new ArrayList<>();
    for (int from = 0; from < columns.size(); ) {
      int to = from + 1 + words.below(columns.size() - from);
      groups.add(columns.subList(from, to));
      from = to;
    }
    return groups;
  }

  static Resource columns(MadeTable table, List<String> names) {
    return Resource.builder()
        .tableWithColumns(table.columnsOf().columnNames(names).build())
        .build();
  }

  private Map<String, String> assign(Resource resource, Map<String, String> inherited) {
    Map<String, String> assigned = new LinkedHashMap<>();
    words.someOf(tags).forEach(tag -> assigned.put(tag.tagKey(), value(tag, inherited)));
    if (!assigned.isEmpty()) {
      new TagCalls(clients).assign(resource, pairs(assigned));
    }
    return assigned;
  }

  private String value(LFTag tag, Map<String, String> inherited) {
    String above = inherited.get(tag.tagKey());
    return above != null && words.once(3) ? above : words.oneOf(tag.tagValues());
  }

  private static List<LFTagPair> pairs(Map<String, String> values) {
    return values.entrySet().stream().map(e -> pair(e.getKey(), e.getValue())).toList();
  }

  static LFTagPair pair(String key, String value) {
    return LFTagPair.builder().tagKey(key).tagValues(value).build();
  }
}
