package io.twinlake.plan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Grant;
import io.twinlake.model.GrantRows;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The Lake Formation objects of a region or a snapshot, by key.
 *
 * @param settings the data lake settings, empty when there are none
 * @param byKind registered locations, LF-tags, expressions, data cells filters, row policies and
 *     their attachments as they were read
 * @param assignments what LF-tags are assigned to
 * @param grants with named columns one by one: AWS keeps one row of columns for each principal and
 *     table, whatever they were granted with
 * @param unusable rows of grants, opt-ins and attachments that are to nobody or on nothing this
 *     version knows, each as it is skipped
 * @param others how many objects there are of kinds that are not restored
 */
public record LakeFormationObjects(
    ObjectNode settings,
    Map<Kind, Map<ObjectKey, CatalogObject>> byKind,
    AssignedTags assignments,
    Map<ObjectKey, ObjectNode> optIns,
    Map<ObjectKey, Grant> grants,
    List<Action> unusable,
    Map<Kind, Long> others) {
  public static final LakeFormationObjects NONE = empty("");

  private static final Set<Kind> DOCUMENTS =
      Set.of(
          Kind.LOCATION,
          Kind.LF_TAG,
          Kind.LF_TAG_EXPRESSION,
          Kind.DATA_CELLS_FILTER,
          Kind.RLS_POLICY,
          Kind.RLS_POLICY_ATTACHMENT);

  private static LakeFormationObjects empty(String account) {
    return new LakeFormationObjects(
        JsonNodeFactory.instance.objectNode(),
        new HashMap<>(),
        new AssignedTags(account),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new ArrayList<>(),
        new TreeMap<>());
  }

  /**
   * Sorts objects by kind.
   *
   * @param account the account whose CatalogId means "here"
   */
  public static LakeFormationObjects of(Iterator<CatalogObject> objects, String account) {
    LakeFormationObjects sorted = empty(account);
    objects.forEachRemaining(object -> sorted.add(object, account));
    return sorted;
  }

  /** The objects of one kind, in the order they were read; empty for a kind that has none. */
  public Map<ObjectKey, CatalogObject> objects(Kind kind) {
    return byKind.getOrDefault(kind, Map.of());
  }

  public Map<ObjectKey, CatalogObject> locations() {
    return objects(Kind.LOCATION);
  }

  private void add(CatalogObject object, String account) {
    Kind kind = object.key().kind();
    Optional<String> objection = UnusableRow.objection(object);
    if (objection.isPresent()) {
      unusable.add(Action.skip(object.key(), objection.get()));
    } else if (kind.equals(Kind.GRANT)) {
      GrantRows.grants(object.definition(), account)
          .forEach(grant -> grants.merge(grant.key(), grant, Grant::and));
    } else if (kind.equals(Kind.LF_TAG_ASSIGNMENT)) {
      assignments.add(object);
    } else if (DOCUMENTS.contains(kind)) {
      byKind.computeIfAbsent(kind, any -> new LinkedHashMap<>()).put(object.key(), object);
    } else if (kind.equals(Kind.OPT_IN)) {
      ObjectNode input = OptIns.input(object, account);
      optIns.put(OptIns.key(input), input);
    } else if (kind.equals(Kind.SETTINGS)) {
      settings.setAll(object.definition());
    } else {
      others.merge(kind, 1L, Long::sum);
    }
  }
}
