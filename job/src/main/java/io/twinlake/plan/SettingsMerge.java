package io.twinlake.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.Canonical;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

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

  private static final List<String> ADMINS = List.of("DataLakeAdmins", "ReadOnlyAdmins");

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

  /**
   * The source's settings without the admins that the target lacks and that cannot be named there:
   * one of them would make AWS refuse the whole document (aws-facts 16).
   *
   * @param leftOut told each of them, and why
   */
  public static ObjectNode givable(
      ObjectNode source, ObjectNode target, Grantees grantees, BiConsumer<String, String> leftOut) {
    ObjectNode givable = source.deepCopy();
    for (String list : ADMINS) {
      Set<String> there = new HashSet<>();
      target.path(list).forEach(admin -> there.add(id(admin)));
      for (var admins = givable.path(list).elements(); admins.hasNext(); ) {
        String admin = id(admins.next());
        Optional<String> objection =
            there.contains(admin) ? Optional.empty() : grantees.objection(admin);
        objection.ifPresent(
            reason -> {
              admins.remove();
              leftOut.accept(admin, reason);
            });
      }
    }
    return givable;
  }

  private static String id(JsonNode admin) {
    return admin.path("DataLakePrincipalIdentifier").asText();
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
