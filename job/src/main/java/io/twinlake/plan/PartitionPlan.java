package io.twinlake.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.Canonical;
import io.twinlake.model.CatalogObject;
import java.util.Iterator;

/** Compares the partitions of one table without holding either side. */
public final class PartitionPlan {
  private final Fingerprints target = new Fingerprints();
  private long matched;

  private final String unreadable;

  private PartitionPlan(String unreadable) {
    this.unreadable = unreadable;
  }

  /** The plan for a table that the target does not have yet. */
  public static PartitionPlan forNewTable() {
    return new PartitionPlan("");
  }

  /** No plan: what the target has cannot be told, so nothing is written. */
  public static PartitionPlan unreadable(String reason) {
    return new PartitionPlan(reason);
  }

  public static PartitionPlan against(Iterator<CatalogObject> actual) {
    PartitionPlan plan = new PartitionPlan("");
    actual.forEachRemaining(
        p -> {
          ObjectNode input = Definitions.writable(p);
          plan.target.add(name(p), Canonical.text(input), location(input));
        });
    return plan;
  }

  /** What to do about one partition of the snapshot. */
  public Action decide(CatalogObject desired) {
    if (!unreadable.isEmpty()) {
      return Action.refuse(desired.key(), unreadable);
    }
    ObjectNode input = Definitions.writable(desired);
    Fingerprints.Match match = target.take(name(desired), Canonical.text(input), location(input));
    matched += match == Fingerprints.Match.ABSENT ? 0 : 1;
    return switch (match) {
      case ABSENT -> Action.create(desired.key(), input);
      case EQUAL -> Action.none(desired.key());
      case ELSEWHERE ->
          Action.update(
              desired.key(), input, "its location is not \"%s\"".formatted(location(input)));
      case DIFFERENT -> Action.update(desired.key(), input, "its definition differs");
    };
  }

  /** Whether the target has partitions that were not among those decided so far. */
  public boolean hasSurplus() {
    return matched < target.size();
  }

  /**
   * Whether a partition that the base had is surplus in the target. Asked after all partitions of
   * the snapshot were decided.
   */
  public boolean isSurplus(CatalogObject base) {
    return target.hasLeft(name(base));
  }

  private static String location(ObjectNode input) {
    return input.path("StorageDescriptor").path("Location").asText();
  }

  private static String name(CatalogObject partition) {
    return Canonical.text(partition.key().toJson().path("values"));
  }
}
