package io.twinlake.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.Canonical;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Merges data lake settings: nothing that the target has is removed, above all no admin, and
 * everything else is the source's (aws-facts 16: a Put replaces the whole document).
 */
public final class SettingsMerge {
  private static final List<String> ADDED_UP =
      List.of(
          "DataLakeAdmins",
          "ReadOnlyAdmins",
          "TrustedResourceOwners",
          "ExternalDataFilteringAllowList",
          "AuthorizedSessionTagValueList");

  private SettingsMerge() {}

  /** The target's settings with the source's laid over them. */
  public static ObjectNode merge(ObjectNode source, ObjectNode target) {
    ObjectNode merged = target.deepCopy();
    source
        .properties()
        .forEach(
            member -> {
              JsonNode own = merged.get(member.getKey());
              if (ADDED_UP.contains(member.getKey()) && own instanceof ArrayNode list) {
                merged.set(member.getKey(), union(list, member.getValue()));
              } else if (own instanceof ObjectNode map
                  && member.getValue() instanceof ObjectNode more) {
                map.setAll(more);
              } else {
                merged.set(member.getKey(), member.getValue());
              }
            });
    return merged;
  }

  private static ArrayNode union(ArrayNode own, JsonNode more) {
    Map<String, JsonNode> items = new LinkedHashMap<>();
    own.forEach(item -> items.put(Canonical.text(item), item));
    more.forEach(item -> items.putIfAbsent(Canonical.text(item), item));
    ArrayNode union = own.arrayNode();
    items.values().forEach(union::add);
    return union;
  }
}
