package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.AwsError;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The account's quotas in the region. */
final class Quotas {
  private final Map<Quota, Integer> raised = new ConcurrentHashMap<>();

  void set(Quota quota, int most) {
    raised.put(quota, most);
  }

  int most(Quota quota) {
    return raised.getOrDefault(quota, quota.standard());
  }

  /**
   * @param wanted how many there would be
   * @throws AwsError ResourceNumberLimitExceededException
   */
  void require(Quota quota, int wanted) {
    if (wanted > most(quota)) {
      throw AwsError.of(
          "ResourceNumberLimitExceededException",
          "More than " + most(quota) + " " + quota + " are not allowed.");
    }
  }
}
