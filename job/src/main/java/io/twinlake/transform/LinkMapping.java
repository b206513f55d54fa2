package io.twinlake.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import java.util.List;

/**
 * Turns resource links that name the source region to the target region: what they lead to is
 * restored there, and the source region may be gone. A link that names another account or a third
 * region leads to what this restore knows nothing of, and one that names no region leads to its
 * own.
 *
 * @param account the account that is restored; a link that names none means its own
 */
public record LinkMapping(String account, String sourceRegion, String targetRegion) {
  private static final List<String> TARGETS = List.of("TargetDatabase", "TargetTable");

  /** The object as it is to be in the target; the same object when nothing changes. */
  public CatalogObject rewrite(CatalogObject object) {
    ObjectNode definition = object.definition();
    for (String member : TARGETS) {
      if (definition.get(member) instanceof ObjectNode target && leadsToSource(target)) {
        ObjectNode turned = target.deepCopy().put("Region", targetRegion);
        definition = definition.objectNode().<ObjectNode>setAll(definition).set(member, turned);
      }
    }
    return definition.equals(object.definition())
        ? object
        : new CatalogObject(object.key(), definition);
  }

  private boolean leadsToSource(ObjectNode target) {
    JsonNode catalog = target.path("CatalogId");
    return target.path("Region").asText("").equals(sourceRegion)
        && (catalog.isMissingNode() || catalog.asText().equals(account));
  }
}
