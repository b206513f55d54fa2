package io.twinlake.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.Canonical;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Merges data lake settings: nobody whom the target names is removed, above all no admin, and
 * everything else is the source's (aws-facts 16: a Put replaces the whole document).
 *
 * @param settings the document to put
 * @param leftOut what of the source's is not in it and why, for people
 */
public record SettingsMerge(ObjectNode settings, List<String> leftOut) {
  private static final String ID = "DataLakePrincipalIdentifier";

  /** Lists that are added up, and how many entries each may have (aws-facts 16). */
  private static final Map<String, Integer> ADDED_UP =
      Map.of(
          "DataLakeAdmins", 30,
          "ReadOnlyAdmins", 30,
          "ExternalDataFilteringAllowList", 30,
          "TrustedResourceOwners", Integer.MAX_VALUE,
          "AuthorizedSessionTagValueList", Integer.MAX_VALUE);

  /** Who may read what with engines of their own, where one of the switches is on. */
  private static final String ALLOWED = "ExternalDataFilteringAllowList";

  private static final List<String> SWITCHES =
      List.of("AllowExternalDataFiltering", "AllowFullTableExternalDataAccess");

  /**
   * Lists of principals: an admin who does not exist makes AWS refuse the whole document, and an
   * account that filters itself is given data.
   */
  private static final List<String> GRANTEES = List.of("DataLakeAdmins", "ReadOnlyAdmins", ALLOWED);

  private static final List<String> DEFAULTS =
      List.of("CreateDatabaseDefaultPermissions", "CreateTableDefaultPermissions");

  public SettingsMerge {
    leftOut = List.copyOf(leftOut);
  }

  /** The target's settings with the source's laid over them. */
  public static SettingsMerge merge(ObjectNode source, ObjectNode target, Grantees grantees) {
    ObjectNode merged = target.deepCopy();
    // What the source does not say, AWS takes for no: a target that says yes would be wider.
    merged.properties().forEach(SettingsMerge::deny);
    SettingsMerge result = new SettingsMerge(merged, List.of());
    List<String> leftOut = new ArrayList<>();
    if (merged.has(ALLOWED) && SWITCHES.stream().anyMatch(each -> turnsOn(each, source, target))) {
      // Whom the target's list names was refused until now, and the source does not name them.
      merged.putArray(ALLOWED);
    }
    source.properties().forEach(m -> result.lay(m.getKey(), m.getValue(), grantees, leftOut));
    if (!source.path(ALLOWED).isEmpty() && merged.path(ALLOWED).isEmpty()) {
      result.keepOff(leftOut);
    }
    return new SettingsMerge(merged, leftOut);
  }

  private static boolean turnsOn(String member, ObjectNode source, ObjectNode target) {
    return source.path(member).asBoolean() && !target.path(member).asBoolean();
  }

  /** What an empty list lets whom read is undocumented, and the source's is not empty. */
  private void keepOff(List<String> leftOut) {
    for (String member : SWITCHES) {
      if (settings.path(member).asBoolean()) {
        settings.put(member, false);
        leftOut.add(
            "%s stays off, because nobody of the source's %s is taken over."
                .formatted(member, ALLOWED));
      }
    }
  }

  private static void deny(Map.Entry<String, JsonNode> member) {
    if (member.getValue().isBoolean()) {
      member.setValue(BooleanNode.FALSE);
    } else if (DEFAULTS.contains(member.getKey())) {
      member.setValue(JsonNodeFactory.instance.arrayNode());
    }
  }

  private void lay(String member, JsonNode more, Grantees grantees, List<String> leftOut) {
    JsonNode own = settings.get(member);
    if (ADDED_UP.containsKey(member)) {
      ArrayNode list = own instanceof ArrayNode array ? array : settings.arrayNode();
      settings.set(member, union(member, list, more, grantees, leftOut));
    } else if (own instanceof ObjectNode map && more instanceof ObjectNode entries) {
      map.setAll(entries);
    } else {
      settings.set(member, more);
    }
  }

  private static ArrayNode union(
      String member, ArrayNode own, JsonNode more, Grantees grantees, List<String> leftOut) {
    Map<String, JsonNode> items = new LinkedHashMap<>();
    own.forEach(item -> items.put(Canonical.text(item), item));
    for (JsonNode item : more) {
      String text = Canonical.text(item);
      if (!items.containsKey(text)) {
        String objection = objection(member, item, items.size(), grantees);
        if (objection.isEmpty()) {
          items.put(text, item);
        } else {
          leftOut.add(
              "%s, of the source's %s, is left out: %s.".formatted(name(item), member, objection));
        }
      }
    }
    ArrayNode union = own.arrayNode();
    items.values().forEach(union::add);
    return union;
  }

  private static String objection(String member, JsonNode item, int there, Grantees grantees) {
    int limit = ADDED_UP.getOrDefault(member, Integer.MAX_VALUE);
    if (there >= limit) {
      return "AWS takes %d at most, and the target's own stay".formatted(limit);
    }
    return GRANTEES.contains(member) ? grantees.objection(item.path(ID).asText()).orElse("") : "";
  }

  private static String name(JsonNode item) {
    return item.path(ID).asText(item.asText());
  }

  /** The same settings, but opening nothing that is created from now on. */
  public static ObjectNode closed(ObjectNode settings) {
    ObjectNode closed = settings.deepCopy();
    DEFAULTS.forEach(closed::putArray);
    return closed;
  }

  /** Whether something is open that is created from now on. */
  public static boolean opens(ObjectNode settings) {
    return DEFAULTS.stream().anyMatch(member -> !settings.path(member).isEmpty());
  }

  /** Where current settings differ from these, in words; empty when they do not. */
  public String difference(ObjectNode current) {
    List<String> differences = new ArrayList<>();
    ObjectNode others = settings.deepCopy();
    ObjectNode currentOthers = current.deepCopy();
    for (String member : new TreeSet<>(ADDED_UP.keySet())) {
      if (others.path(member).isArray() && currentOthers.path(member).isArray()) {
        TreeSet<String> missing = names(settings.path(member));
        missing.removeAll(names(current.path(member)));
        others.remove(member);
        currentOthers.remove(member);
        if (!missing.isEmpty()) {
          differences.add(member + " lacks " + String.join(", ", missing));
        }
      }
    }
    String more = Differences.between(others, currentOthers);
    if (!more.isEmpty()) {
      differences.add(more);
    }
    return String.join("; ", differences);
  }

  private static TreeSet<String> names(JsonNode list) {
    TreeSet<String> names = new TreeSet<>();
    list.forEach(item -> names.add(name(item)));
    return names;
  }
}
