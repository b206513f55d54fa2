package io.twinlake.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns what names tables and schemas of the source region to the target region: resource links,
 * the tables that views read, and the registry's schemas that tables refer to. What they lead to is
 * there or can be made there, and the source region may be gone. A link that names another account
 * or a third region leads to what this restore knows nothing of, and one that names no region leads
 * to its own.
 *
 * @param account the account that is restored; a link that names none means its own
 */
public record LinkMapping(String account, String sourceRegion, String targetRegion) {
  private static final List<String> TARGETS = List.of("TargetDatabase", "TargetTable");

  /** The ARNs of tables that views read, and of the schemas that tables have of a registry. */
  private static final List<Place<LinkMapping>> ARNS =
      List.of(
          arn("ViewDefinition", "SubObjects"),
          arn("StorageDescriptor", "SchemaReference", "SchemaId", "SchemaArn"));

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
    definition = Place.rewrite(definition, ARNS, this);
    return definition.equals(object.definition())
        ? object
        : new CatalogObject(object.key(), definition);
  }

  /** ARNs of the Data Catalog name account and region (aws-facts 11). */
  private static Place<LinkMapping> arn(String... path) {
    return new Place<>(List.of(path), (mapping, member, text) -> mapping.arn(text));
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
