package io.twinlake.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import java.util.Optional;

/** The version of a table that an update is meant for; Glue refuses to change any other. */
public final class TableVersion {
  private static final String MEMBER = "VersionId";

  private TableVersion() {}

  /**
   * The action, if it is an update, for the version that was read and no later one (aws-facts 7).
   */
  public static Action with(Action action, CatalogObject found) {
    Optional<String> version = of(found.definition());
    if (action.op() != Op.UPDATE || version.isEmpty()) {
      return action;
    }
    ObjectNode input = action.input().deepCopy();
    input.put(MEMBER, version.get());
    return Action.update(action.key(), input, action.reason());
  }

  /** Of a table, or of what {@link #with} made. */
  public static Optional<String> of(ObjectNode table) {
    return Optional.ofNullable(table.path(MEMBER).textValue());
  }
}
