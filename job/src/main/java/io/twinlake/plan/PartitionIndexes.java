package io.twinlake.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Indexes that are made together with their table, when there is nothing to fill them from. */
public final class PartitionIndexes {
  private static final String MEMBER = "PartitionIndexes";

  /** Of a table (aws-facts 8). */
  private static final int MOST = 3;

  private PartitionIndexes() {}

  /**
   * The action with the indexes that CreateTable takes. One that it would refuse is left to be made
   * alone, so that the table does not fail with it.
   */
  public static Action with(Action action, List<CatalogObject> indexes) {
    if (action.op() != Op.CREATE && action.op() != Op.REPLACE) {
      return action;
    }
    Map<String, ObjectNode> taken = new LinkedHashMap<>();
    Set<String> keys = partitionKeys(action.input());
    for (CatalogObject index : indexes) {
      ObjectNode input = Definitions.writable(index);
      if (keys.containsAll(keys(input)) && taken.size() < MOST) {
        taken.putIfAbsent(keys(input).toString(), input);
      }
    }
    if (taken.isEmpty()) {
      return action;
    }
    ObjectNode input = action.input().deepCopy();
    input.putArray(MEMBER).addAll(taken.values());
    return new Action(action.op(), action.key(), input, action.reason());
  }

  /** The indexes of a table's input, each as PartitionIndex. */
  public static List<ObjectNode> of(ObjectNode input) {
    List<ObjectNode> indexes = new ArrayList<>();
    if (input.get(MEMBER) instanceof ArrayNode members) {
      members.forEach(each -> indexes.add((ObjectNode) each));
    }
    return indexes;
  }

  private static Set<String> partitionKeys(ObjectNode table) {
    Set<String> names = new TreeSet<>();
    table
        .path("PartitionKeys")
        .forEach(key -> names.add(ObjectKey.fold(key.path("Name").asText())));
    return names;
  }

  private static List<String> keys(ObjectNode index) {
    List<String> keys = new ArrayList<>();
    index.path("Keys").forEach(key -> keys.add(ObjectKey.fold(key.asText())));
    return keys;
  }
}
