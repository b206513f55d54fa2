package io.twinlake.plan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.Shape;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.GrantResource;
import io.twinlake.model.Kind;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** What makes a row of a grant, an opt-in or an attachment one that cannot be given. */
final class UnusableRow {
  private static final Set<Kind> TO_SOMEBODY = Set.of(Kind.GRANT, Kind.OPT_IN);
  private static final Shape RESOURCE = Shape.of(Resource::builder);

  private UnusableRow() {}

  /** Why the row cannot be given, for people; empty for a good one and for other objects. */
  static Optional<String> objection(CatalogObject row) {
    boolean isToSomebody = TO_SOMEBODY.contains(row.key().kind());
    if (!isToSomebody && !row.key().kind().equals(Kind.RLS_POLICY_ATTACHMENT)) {
      return Optional.empty();
    }
    ObjectNode definition = row.definition();
    if (isToSomebody
        && definition.path("Principal").path("DataLakePrincipalIdentifier").asText("").isEmpty()) {
      return Optional.of("the row names no principal");
    }
    ObjectNode resource =
        definition.get("Resource") instanceof ObjectNode named
            ? named
            : JsonNodeFactory.instance.objectNode();
    if (!RESOURCE.prune(resource).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        resource.isEmpty()
            ? "its resource is of a kind that this version of Twinlake does not know; use a newer version"
            : "resources of kind %s are not known to this version of Twinlake; use a newer version"
                .formatted(GrantResource.kind(resource)));
  }
}
