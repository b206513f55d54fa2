package io.twinlake.standin.glue;

import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.glue.model.BackfillError;
import software.amazon.awssdk.services.glue.model.BackfillErrorCode;
import software.amazon.awssdk.services.glue.model.PartitionIndexDescriptor;
import software.amazon.awssdk.services.glue.model.PartitionIndexStatus;

/** A partition index that becomes ACTIVE or FAILED, or is gone, after some looks at it. */
final class IndexEntry {
  private final PartitionIndexDescriptor definition;
  private final PartitionIndexStatus settled;
  private final AtomicInteger looksLeft;

  /**
   * @param definition with the status it has until it settles
   * @param settled {@code UNKNOWN_TO_SDK_VERSION} stands for gone
   * @param looks how many listings see it unsettled
   */
  private IndexEntry(PartitionIndexDescriptor definition, PartitionIndexStatus settled, int looks) {
    this.definition = definition;
    this.settled = settled;
    this.looksLeft = new AtomicInteger(looks);
  }

  static IndexEntry active(PartitionIndexDescriptor definition) {
    return new IndexEntry(definition, PartitionIndexStatus.ACTIVE, 0);
  }

  static IndexEntry creating(PartitionIndexDescriptor definition, int looks) {
    return creating(definition, PartitionIndexStatus.ACTIVE, looks);
  }

  /** One that cannot be built. */
  static IndexEntry failing(PartitionIndexDescriptor definition, int looks) {
    return creating(
        definition.toBuilder()
            .backfillErrors(BackfillError.builder().code(BackfillErrorCode.INTERNAL_ERROR).build())
            .build(),
        PartitionIndexStatus.FAILED,
        looks);
  }

  private static IndexEntry creating(
      PartitionIndexDescriptor definition, PartitionIndexStatus settled, int looks) {
    return new IndexEntry(
        definition.toBuilder().indexStatus(PartitionIndexStatus.CREATING).build(), settled, looks);
  }

  IndexEntry deleting(int looks) {
    return new IndexEntry(
        definition.toBuilder().indexStatus(PartitionIndexStatus.DELETING).build(),
        PartitionIndexStatus.UNKNOWN_TO_SDK_VERSION,
        looks);
  }

  void look() {
    looksLeft.getAndUpdate(left -> Math.max(0, left - 1));
  }

  boolean isSettled() {
    return looksLeft.get() == 0;
  }

  boolean isGone() {
    return isSettled() && settled == PartitionIndexStatus.UNKNOWN_TO_SDK_VERSION;
  }

  PartitionIndexDescriptor descriptor() {
    return isSettled() ? definition.toBuilder().indexStatus(settled).build() : definition;
  }
}
