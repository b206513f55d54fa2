package io.twinlake.command;

import io.twinlake.apply.Applier;
import io.twinlake.model.Events;
import io.twinlake.plan.Grantees;

/**
 * Data cells filters and row-level-security policies with their attachments: in place before
 * anything is granted that they narrow.
 */
final class RowPhase {
  private final Desired desired;
  private final Target target;
  private final Base base;
  private final Grantees grantees;
  private final Writers writers;
  private final Applier applier;
  private final Events events;

  RowPhase(
      Desired desired,
      Target target,
      Base base,
      Grantees grantees,
      Writers writers,
      Applier applier,
      Events events) {
    this.desired = desired;
    this.target = target;
    this.base = base;
    this.grantees = grantees;
    this.writers = writers;
    this.applier = applier;
    this.events = events;
  }

  /** Filters and policies that are missing or differ, and attachments that are missing. */
  void narrow() {}

  /** Attachments that the source lacks, when those that it has are in place. */
  void surplus() {}
}
