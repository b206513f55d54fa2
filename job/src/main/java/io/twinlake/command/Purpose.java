package io.twinlake.command;

import io.twinlake.config.TwinlakeConfig.Operation;

/**
 * What becomes of what goes beyond the source.
 *
 * @param revokesExtras whether grants and attachments of the target's own are to go
 * @param namesExtras whether what databases and tables have of their own is a difference
 * @param policy what is done about the catalog's resource policy
 */
record Purpose(boolean revokesExtras, boolean namesExtras, ResourcePolicyPhase.Mode policy) {
  /** Of a restore, and of its plan. */
  static Purpose restoring(Operation operation) {
    return new Purpose(
        operation.revokeTargetPermissions(),
        false,
        policy(operation, ResourcePolicyPhase.Mode.LEAVE));
  }

  /** Of a verification: all of it is a difference. */
  static Purpose verifying(Operation operation) {
    return new Purpose(true, true, policy(operation, ResourcePolicyPhase.Mode.COMPARE));
  }

  private static ResourcePolicyPhase.Mode policy(
      Operation operation, ResourcePolicyPhase.Mode otherwise) {
    return operation.restoreResourcePolicy() ? ResourcePolicyPhase.Mode.RESTORE : otherwise;
  }
}
