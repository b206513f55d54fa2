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
import org.jspecify.annotations.Nullable;

/**
 * Partition indexes: those that are made together with their table, when there is nothing to fill
 * them from, and what to do about those that are there.
 */
public final class PartitionIndexes {
  private static final String MEMBER = "PartitionIndexes";

  /** Of a table (aws-facts 8). */
  private static final int MOST = 3;

  private static final String STATUS = "IndexStatus";
  private static final String FAILED = "FAILED";

  private PartitionIndexes() {}

  /**
   * What to do about one index. One that AWS could not build is made anew, unless it could not in
   * the source either: then there is nothing to be had by trying again in every run.
   */
  public static Action decide(CatalogObject desired, @Nullable CatalogObject actual) {
    Action action = Definitions.decide(desired, actual);
    return action.op() == Op.NONE && actual != null && isFailed(actual) && !isFailed(desired)
        ? Action.update(
            desired.key(), Definitions.writable(desired), "its IndexStatus is \"FAILED\"")
        : action;
  }

  /** Whether AWS could not build it, so that no query uses it (aws-facts 8). */
  public static boolean isFailed(CatalogObject index) {
    return index.definition().path(STATUS).asText("").equals(FAILED);
  }

  /**
   * The action with the indexes that CreateTable takes. One that it would refuse is left to be made
   * alone, so that the table does not fail with it.
   */
  public static Action with(Action action, List<CatalogObject> indexes) {
    if (action.op() != Op.CREATE && !action.op().replaces()) {
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
