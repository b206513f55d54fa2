package io.twinlake.transform;

import io.twinlake.model.Events;
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
   * The mapping that takes effect. A bucket whose target does not exist keeps its locations, which
   * is said once for each target.
   *
   * @param account the account that must own the targets
   * @param answers what S3 said of every target
   * @throws UserError when it cannot be told whether a target exists
   */
  public static BucketMapping effective(
      Map<String, String> mapping,
      Map<String, BucketAnswer> answers,
      String account,
      Events events) {
    Set<String> targets = new LinkedHashSet<>(mapping.values());
    List<String> unknown =
        targets.stream()
            .filter(target -> !isThere(answers, target) && !answer(answers, target).isAbsent())
            .map(target -> refusal(target, answer(answers, target), account))
            .toList();
    if (!unknown.isEmpty()) {
      throw UserError.failed(unknown);
    }
    targets.removeIf(target -> isThere(answers, target));
    targets.forEach(target -> events.warn(absent(target, mapping)));
    Map<String, String> effective = new LinkedHashMap<>(mapping);
    effective.values().removeAll(targets);
    return new BucketMapping(effective);
  }

  private static boolean isThere(Map<String, BucketAnswer> answers, String bucket) {
    return answer(answers, bucket).isThere();
  }

  private static BucketAnswer answer(Map<String, BucketAnswer> answers, String bucket) {
    return Objects.requireNonNull(answers.get(bucket), bucket);
  }

  private static String absent(String target, Map<String, String> mapping) {
    List<String> sources =
        mapping.keySet().stream().filter(source -> target.equals(mapping.get(source))).toList();
    return "Target bucket %s does not exist, so locations in %s stay as they are; create the bucket, or take it out of target_s3_locations."
        .formatted(target, String.join(" and ", sources));
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
