package io.twinlake.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** How many of what two regions hold. */
final class Counts {
  private Counts() {}

  static Map<String, long[]> of(Contents source, Contents target) {
    Map<String, long[]> counts = new LinkedHashMap<>();
    counts.put("databases", both(source.databases().size(), target.databases().size()));
    counts.put("tables", both(source.tables().size(), target.tables().size()));
    counts.put("partitions", both(source.partitionCount(), target.partitionCount()));
    counts.put("permissions", both(source.grants().size(), target.grants().size()));
    counts.put(
        "LF-tags and expressions",
        both(
            source.rules().tags().size() + source.rules().expressions().size(),
            target.rules().tags().size() + target.rules().expressions().size()));
    counts.put(
        "tagged resources", both(source.rules().tagged().size(), target.rules().tagged().size()));
    counts.put(
        "filters and row policies",
        both(
            source.rules().filters().size() + source.rules().rowPolicies().size(),
            target.rules().filters().size() + target.rules().rowPolicies().size()));
    counts.put("registered locations", both(source.locations(), target.locations()));
    counts.put("opt-ins", both(source.optIns(), target.optIns()));
    return counts;
  }

  private static long[] both(long source, long target) {
    return new long[] {source, target};
  }
}
