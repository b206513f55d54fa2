package io.twinlake.transform;

import io.twinlake.model.S3Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Buckets that a snapshot's locations name and that no entry of the mapping covers.
 *
 * @param inSourceRegion those that lie in the source region, and are lost with it
 * @param unknown those of which it is not known where they lie
 */
public record UnmappedBuckets(List<String> inSourceRegion, List<String> unknown) {

  /**
   * @param regions where each bucket lies; empty where S3 did not tell
   * @param mapping as it takes effect
   */
  public static UnmappedBuckets of(
      Map<String, String> regions, String sourceRegion, BucketMapping mapping) {
    List<String> inSourceRegion = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    regions.forEach(
        (bucket, region) -> {
          if (!covers(mapping, bucket)) {
            if (region.equals(sourceRegion)) {
              inSourceRegion.add(named(bucket, mapping));
            } else if (region.isEmpty()) {
              unknown.add(named(bucket, mapping));
            }
          }
        });
    return new UnmappedBuckets(inSourceRegion, unknown);
  }

  private static boolean covers(BucketMapping mapping, String bucket) {
    return !S3Location.moved(mapping.places(), bucket).equals(bucket);
  }

  private static String named(String bucket, BucketMapping mapping) {
    List<String> folders =
        mapping.places().entrySet().stream()
            .filter(entry -> !entry.getKey().equals(entry.getValue()))
            .map(Map.Entry::getKey)
            .filter(place -> S3Location.bucketOf(place).equals(bucket))
            .toList();
    return folders.isEmpty() ? bucket : bucket + " (beside " + String.join(", ", folders) + ")";
  }
}
