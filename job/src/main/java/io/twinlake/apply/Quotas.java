package io.twinlake.apply;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.lakeformation.model.ResourceNumberLimitExceededException;

/** Where AWS takes no more objects: asking once is enough, for the answer would be the same. */
final class Quotas {
  private final Map<String, ItemError> reached = new ConcurrentHashMap<>();

  /**
   * @param of what the quota is of, e.g. a table
   */
  Map<Integer, ItemError> unlessReached(String of, Runnable create) {
    ItemError known = reached.get(of);
    if (known != null) {
      return Map.of(0, known);
    }
    try {
      create.run();
      return Map.of();
    } catch (ResourceNumberLimitExceededException e) {
      ItemError whole = ItemError.of(e);
      ItemError error = ItemError.ofItem(whole.code(), whole.message());
      reached.put(of, error);
      return Map.of(0, error);
    }
  }
}
