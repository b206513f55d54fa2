package io.twinlake.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.GrantResource;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.TagExpression;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What narrows in the source and is not in place in the target, and the grants that would show more
 * without it.
 *
 * @param tables tables whose rows or cells are not cut as they should be
 * @param tagKeys LF-tags that are not assigned as they should be
 * @param expressions named expressions of LF-tags, by key, as source and target have them
 * @param match whether a policy of LF-tags may match a table
 */
public record Guard(
    Set<ObjectKey> tables,
    Set<String> tagKeys,
    Map<ObjectKey, CatalogObject> expressions,
    Match match) {
  /** Everything is in place. */
  public static final Guard COMPLETE =
      new Guard(Set.of(), Set.of(), Map.of(), (policy, table) -> true);

  /** Whether a policy of LF-tags, a resource document, may match a table. */
  @FunctionalInterface
  public interface Match {
    boolean mayMatch(ObjectNode policy, ObjectKey table);
  }

  public boolean isComplete() {
    return tables.isEmpty() && tagKeys.isEmpty();
  }

  /** Why nothing may be given on a resource yet, for people, or empty. */
  public Optional<String> objection(ObjectNode resource) {
    return tables.stream()
        .filter(table -> shows(resource, table))
        .findFirst()
        .map(table -> "held back, because what narrows " + table + " could not be restored")
        .or(() -> unassigned(resource));
  }

  private boolean shows(ObjectNode resource, ObjectKey table) {
    if (GrantResource.isPolicyOnTables(resource)) {
      return match.mayMatch(resource, table);
    }
    boolean isTables =
        switch (GrantResource.kind(resource)) {
          case "Table", "TableWithColumns", "DataCellsFilter" -> true;
          default -> false;
        };
    return isTables
        && GrantResource.database(resource).equals(table.database())
        && GrantResource.table(resource).map(table::equals).orElse(true);
  }

  private Optional<String> unassigned(ObjectNode resource) {
    if (tagKeys.isEmpty() || !GrantResource.kind(resource).equals("LFTagPolicy")) {
      return Optional.empty();
    }
    return mentioned(resource).stream()
        .filter(tagKeys::contains)
        .findFirst()
        .map(key -> "held back, because LF-tag " + key + " is not assigned as in the source");
  }

  private Set<String> mentioned(ObjectNode policy) {
    Set<String> keys = new TreeSet<>(GrantResource.tagKeys(policy));
    String name = GrantResource.expressionName(policy);
    if (!name.isEmpty()) {
      CatalogObject expression = expressions.get(ObjectKey.global(Kind.LF_TAG_EXPRESSION, name));
      keys.addAll(
          expression == null
              ? tagKeys
              : TagExpression.keys(expression.definition().path("Expression")));
    }
    return keys;
  }
}
