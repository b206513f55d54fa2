package io.twinlake.standin.lake;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsFailureEntry;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsRequestEntry;

/** Grants many permissions in as few calls as AWS allows. */
record Permissions(LakeClients clients) {
  /** The virtual group whose ALL leaves an object to IAM alone. */
  static final String IAM = "IAM_ALLOWED_PRINCIPALS";

  private static final int MOST_ENTRIES = 20;

  /**
   * @throws IllegalStateException when one of them is refused
   */
  void grant(List<BatchPermissionsRequestEntry> entries) {
    for (int from = 0; from < entries.size(); from += MOST_ENTRIES) {
      int to = Math.min(from + MOST_ENTRIES, entries.size());
      List<BatchPermissionsRequestEntry> batch = numbered(entries.subList(from, to));
      require(clients.lakeFormation().batchGrantPermissions(r -> r.entries(batch)).failures());
    }
  }

  /**
   * @throws IllegalStateException when it is refused
   */
  void revoke(BatchPermissionsRequestEntry entry) {
    List<BatchPermissionsRequestEntry> one = numbered(List.of(entry));
    require(clients.lakeFormation().batchRevokePermissions(r -> r.entries(one)).failures());
  }

  private static List<BatchPermissionsRequestEntry> numbered(
      List<BatchPermissionsRequestEntry> entries) {
    List<BatchPermissionsRequestEntry> numbered = new ArrayList<>();
    entries.forEach(entry -> numbered.add(entry.toBuilder().id("g" + numbered.size()).build()));
    return numbered;
  }

  private static void require(List<BatchPermissionsFailureEntry> failures) {
    if (!failures.isEmpty()) {
      throw new IllegalStateException("Lake Formation refuses " + failures);
    }
  }
}
