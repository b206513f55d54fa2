package io.twinlake.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns what names tables of the source region to the target region: resource links, and the tables
 * that views read. What they lead to is restored there, and the source region may be gone. A link
 * that names another account or a third region leads to what this restore knows nothing of, and one
 * that names no region leads to its own.
 *
 * @param account the account that is restored; a link that names none means its own
 */
public record LinkMapping(String account, String sourceRegion, String targetRegion) {
  private static final List<String> TARGETS = List.of("TargetDatabase", "TargetTable");

  /** The ARNs of tables, which name account and region (aws-facts 11). */
  private static final Place<LinkMapping> READ_BY_VIEWS =
      new Place<>(
          List.of("ViewDefinition", "SubObjects"), (mapping, member, text) -> mapping.arn(text));

  private static final Pattern ARN =
      Pattern.compile("(arn:aws[a-z-]*:glue:)([^:]+)(:([^:]+):.*)", Pattern.DOTALL);

  /** The object as it is to be in the target; the same object when nothing changes. */
  public CatalogObject rewrite(CatalogObject object) {
    ObjectNode definition = object.definition();
    for (String member : TARGETS) {
      if (definition.get(member) instanceof ObjectNode target && leadsToSource(target)) {
        ObjectNode turned = target.deepCopy().put("Region", targetRegion);
        definition = definition.objectNode().<ObjectNode>setAll(definition).set(member, turned);
      }
    }
    definition = READ_BY_VIEWS.rewrite(definition, this);
    return definition.equals(object.definition())
        ? object
        : new CatalogObject(object.key(), definition);
  }

  private String arn(String text) {
    Matcher arn = ARN.matcher(text);
    return arn.matches() && arn.group(2).equals(sourceRegion) && arn.group(4).equals(account)
        ? arn.group(1) + targetRegion + arn.group(3)
        : text;
  }

  private boolean leadsToSource(ObjectNode target) {
    JsonNode catalog = target.path("CatalogId");
    return target.path("Region").asText("").equals(sourceRegion)
        && (catalog.isMissingNode() || catalog.asText().equals(account));
  }
}
