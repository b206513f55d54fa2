package io.twinlake.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import org.jspecify.annotations.Nullable;

/**
 * Compares the optimizers of Iceberg tables. One that runs rewrites data and lets snapshots go, so
 * a new one is made disabled, and whether one is enabled is the target's word, unless that is
 * restored too (aws-facts 12).
 */
public final class Optimizers {
  private static final String CONFIGURATION = "configuration";
  private static final String ENABLED = "enabled";

  private Optimizers() {}

  /**
   * What to do about one optimizer.
   *
   * @param enables whether it is enabled as in the source
   */
  public static Action decide(
      CatalogObject desired, @Nullable CatalogObject actual, boolean enables) {
    ObjectNode input = Definitions.writable(desired);
    if (!enables) {
      JsonNode now =
          actual == null
              ? input.booleanNode(false)
              : actual.definition().path(CONFIGURATION).path(ENABLED);
      ObjectNode configuration = input.path(CONFIGURATION).deepCopy();
      if (now.isMissingNode()) {
        configuration.remove(ENABLED);
      } else {
        configuration.set(ENABLED, now);
      }
      input.set(CONFIGURATION, configuration);
    }
    if (actual == null) {
      return Action.create(desired.key(), input);
    }
    String difference = Differences.between(input, Definitions.writable(actual));
    return difference.isEmpty()
        ? Action.none(desired.key())
        : Action.update(desired.key(), input, difference);
  }
}
