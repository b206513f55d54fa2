package io.twinlake.transform;

import io.twinlake.model.Events;
import io.twinlake.model.S3Location;
import io.twinlake.model.UserError;
import io.twinlake.source.BucketAnswer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Decides which buckets of the configured mapping are mapped: those whose target exists. */
public final class BucketCheck {
  private BucketCheck() {}

  /**
   * The mapping that takes effect. What is mapped to a bucket that does not exist keeps its
   * location, which is said once for each bucket.
   *
   * @param account the account that must own the targets
   * @param answers what S3 said of the bucket of every target
   * @throws UserError when it cannot be told whether a target exists
   */
  public static BucketMapping effective(
      Map<String, String> mapping,
      Map<String, BucketAnswer> answers,
      String account,
      Events events) {
    Set<String> buckets = buckets(mapping);
    List<String> unknown =
        buckets.stream()
            .filter(bucket -> !isThere(answers, bucket) && !answer(answers, bucket).isAbsent())
            .map(bucket -> refusal(bucket, answer(answers, bucket), account))
            .toList();
    if (!unknown.isEmpty()) {
      throw UserError.failed(unknown);
    }
    buckets.removeIf(bucket -> isThere(answers, bucket));
    buckets.forEach(bucket -> events.warn(absent(bucket, mapping)));
    Map<String, String> effective = new LinkedHashMap<>(mapping);
    // Its own target, and not left out: the rest of its bucket may be mapped.
    effective.replaceAll(
        (source, target) -> buckets.contains(S3Location.bucketOf(target)) ? source : target);
    return new BucketMapping(effective);
  }

  /** The buckets that a mapping moves something to. */
  public static Set<String> buckets(Map<String, String> mapping) {
    Set<String> buckets = new LinkedHashSet<>();
    mapping.forEach(
        (source, target) -> {
          if (!source.equals(target)) {
            buckets.add(S3Location.bucketOf(target));
          }
        });
    return buckets;
  }

  private static boolean isThere(Map<String, BucketAnswer> answers, String bucket) {
    return answer(answers, bucket).isThere();
  }

  private static BucketAnswer answer(Map<String, BucketAnswer> answers, String bucket) {
    return Objects.requireNonNull(answers.get(bucket), bucket);
  }

  private static String absent(String bucket, Map<String, String> mapping) {
    List<String> sources =
        mapping.keySet().stream()
            .filter(source -> bucket.equals(S3Location.bucketOf(mapping.getOrDefault(source, ""))))
            .toList();
    return "Target bucket %s does not exist, so locations in %s stay as they are; create the bucket, or take it out of target_s3_locations."
        .formatted(bucket, String.join(" and ", sources));
  }

  private static String refusal(String target, BucketAnswer answer, String account) {
    String what = "Cannot tell whether target bucket " + target + " exists: ";
    return switch (answer.status()) {
      case 403 ->
          what
              + "HeadBucket was denied; allow s3:ListBucket on it, or map to another bucket if account %s does not own it."
                  .formatted(account);
      case 0 ->
          what
              + "S3 did not answer (%s); check the network, then run again."
                  .formatted(answer.said());
      default ->
          what
              + "HeadBucket answered %d (%s); check the bucket and s3:ListBucket on it, then run again."
                  .formatted(answer.status(), answer.said());
    };
  }
}
