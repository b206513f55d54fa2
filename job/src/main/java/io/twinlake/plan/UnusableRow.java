package io.twinlake.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import java.util.Optional;
import java.util.Set;

/** What makes a row of a grant, an opt-in or an attachment one that cannot be given. */
final class UnusableRow {
  private static final Set<Kind> TO_SOMEBODY = Set.of(Kind.GRANT, Kind.OPT_IN);

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
    return definition.path("Resource").isEmpty()
        ? Optional.of(
            "its resource is of a kind that the backup could not read; use a newer version")
        : Optional.empty();
  }
}
