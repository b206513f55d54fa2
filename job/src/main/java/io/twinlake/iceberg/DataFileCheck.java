package io.twinlake.iceberg;

import com.google.common.collect.Iterables;
import io.twinlake.model.S3Location;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether files are in the target. Each listing answers for the next file that is asked for and for
 * all others among the thousand keys from there on, so there are never more calls than files.
 */
record DataFileCheck(LakeFiles files) {
  private static final int SHOWN = 3;

  /**
   * @param locations in the target
   * @throws Unrewritable when some are not there
   */
  void require(Collection<String> locations) {
    List<String> missing = new ArrayList<>();
    byBucket(locations).forEach((bucket, keys) -> missing(bucket, keys, missing));
    if (!missing.isEmpty()) {
      throw new Unrewritable(
          "%d of the %d files looked for are missing in the target, e.g. %s; wait for their replication, or copy them there"
              .formatted(
                  missing.size(),
                  locations.size(),
                  String.join(", ", Iterables.limit(missing, SHOWN))));
    }
  }

  private static SortedMap<String, TreeSet<String>> byBucket(Collection<String> locations) {
    SortedMap<String, TreeSet<String>> keys = new TreeMap<>();
    for (String location : locations) {
      S3Location place = LakeFiles.place(location);
      keys.computeIfAbsent(place.bucket(), bucket -> new TreeSet<>(Utf8Order.INSTANCE))
          .add(LakeFiles.key(place));
    }
    return keys;
  }

  private void missing(String bucket, TreeSet<String> keys, List<String> missing) {
    while (!keys.isEmpty()) {
      String next = keys.first();
      LakeFiles.Page page = files.list(bucket, before(next));
      SortedSet<String> answered = page.last().isEmpty() ? keys : keys.headSet(page.last(), true);
      if (answered.isEmpty()) {
        // More keys than a page begin like this one does.
        answered = keys.headSet(next, true);
        if (files.has("s3://" + bucket + "/" + next)) {
          answered.clear();
          continue;
        }
      }
      answered.stream()
          .filter(key -> !page.keys().contains(key))
          .forEach(key -> missing.add("s3://" + bucket + "/" + key));
      answered.clear();
    }
  }

  /** Something that comes before a key, with as little as may be between the two. */
  private static String before(String key) {
    return key.substring(0, key.offsetByCodePoints(key.length(), -1));
  }
}
