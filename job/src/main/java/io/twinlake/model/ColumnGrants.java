package io.twinlake.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Grants on named columns, one column at a time. AWS lists one row of columns for a principal and
 * table, however they were granted, so only single columns compare.
 */
public final class ColumnGrants {
  private static final String KIND = "TableWithColumns";
  private static final String NAMES = "ColumnNames";

  private ColumnGrants() {}

  /** The grant for each of its named columns; a grant without named columns as it is. */
  public static List<Grant> split(Grant grant) {
    List<Grant> single = new ArrayList<>();
    for (JsonNode name : names(grant)) {
      single.add(grant.on(withColumns(grant.resource(), List.of(name))));
    }
    return single.isEmpty() ? List.of(grant) : single;
  }

  /** Grants that differ in nothing but their named columns as one; the others as they are. */
  public static List<Grant> join(Collection<Grant> grants) {
    Map<Grant, List<JsonNode>> columns = new LinkedHashMap<>();
    List<Grant> joined = new ArrayList<>();
    for (Grant grant : grants) {
      JsonNode names = names(grant);
      if (names.isEmpty()) {
        joined.add(grant);
      } else {
        Grant rest = grant.on(withColumns(grant.resource(), List.of()));
        names.forEach(columns.computeIfAbsent(rest, any -> new ArrayList<>())::add);
      }
    }
    columns.forEach((rest, names) -> joined.add(rest.on(withColumns(rest.resource(), names))));
    return joined;
  }

  /** Whether the grant is on some of a table's columns, be they named or all but some. */
  public static boolean isOnSome(Grant grant) {
    return grant.resourceKind().equals(KIND);
  }

  /** Whether the grant is on columns by name. */
  public static boolean isOnNamed(Grant grant) {
    return !names(grant).isEmpty();
  }

  private static JsonNode names(Grant grant) {
    return isOnSome(grant)
        ? grant.resource().path(KIND).path(NAMES)
        : JsonNodeFactory.instance.arrayNode();
  }

  private static ObjectNode withColumns(ObjectNode resource, List<JsonNode> names) {
    ObjectNode copy = resource.deepCopy();
    ArrayNode columns = copy.withObject("/" + KIND).putArray(NAMES);
    names.forEach(columns::add);
    return copy;
  }
}
