package io.twinlake.plan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Grant;
import io.twinlake.model.GrantRows;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Lake Formation objects of a region or a snapshot, by key.
 *
 * @param grants with named columns one by one: AWS keeps one row of columns for each principal and
 *     table, whatever they were granted with
 * @param settings the data lake settings, empty when there are none
 * @param others how many objects there are of kinds that are not restored
 */
public record LakeFormationObjects(
    ObjectNode settings,
    Map<ObjectKey, CatalogObject> locations,
    Map<ObjectKey, ObjectNode> optIns,
    Map<ObjectKey, Grant> grants,
    Map<Kind, Long> others) {
  public static final LakeFormationObjects NONE = empty();

  private static LakeFormationObjects empty() {
    return new LakeFormationObjects(
        JsonNodeFactory.instance.objectNode(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new TreeMap<>());
  }

  /**
   * Sorts objects by kind.
   *
   * @param account the account whose CatalogId means "here"
   */
  public static LakeFormationObjects of(Iterator<CatalogObject> objects, String account) {
    LakeFormationObjects sorted = empty();
    objects.forEachRemaining(object -> sorted.add(object, account));
    return sorted;
  }

  private void add(CatalogObject object, String account) {
    Kind kind = object.key().kind();
    if (kind.equals(Kind.GRANT)) {
      GrantRows.grants(object.definition(), account)
          .forEach(grant -> grants.merge(grant.key(), grant, Grant::and));
    } else if (kind.equals(Kind.LOCATION)) {
      locations.put(object.key(), object);
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
