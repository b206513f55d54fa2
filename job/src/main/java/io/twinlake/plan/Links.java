package io.twinlake.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;

/**
 * Where resource links lead (aws-facts 10).
 *
 * @param account the one that is restored into
 * @param region the one that is restored into
 */
public record Links(String account, String region) {
  /** What is said of a link that leads to itself. */
  public static final String TO_ITSELF =
      "it leads to itself, so that no reader gets anywhere; delete it in the source, or let it lead to something";

  /** Whether an object is a link whose target is the link: the last of that name was replaced. */
  public boolean leadsToItself(CatalogObject object) {
    boolean isDatabase = object.key().kind().equals(Kind.DATABASE);
    JsonNode target = object.definition().path(isDatabase ? "TargetDatabase" : "TargetTable");
    return target.isObject()
        && isHere(target)
        && ObjectKey.fold(target.path("DatabaseName").asText("")).equals(object.key().database())
        && (isDatabase
            || ObjectKey.fold(target.path("Name").asText("")).equals(object.key().name()));
  }

  private boolean isHere(JsonNode target) {
    return target.path("CatalogId").asText(account).equals(account)
        && target.path("Region").asText(region).equals(region);
  }
}
