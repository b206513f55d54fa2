package io.twinlake.command;

import io.twinlake.apply.Applier;
import io.twinlake.model.Events;

/**
 * LF-tags with their values, expressions, and what is tagged. Everything here decides what tag
 * policies open, so it is in place before anything is granted by a policy.
 */
final class TagPhase {
  private final Desired desired;
  private final Target target;
  private final Base base;
  private final Writers writers;
  private final Applier applier;
  private final Events events;

  TagPhase(
      Desired desired, Target target, Base base, Writers writers, Applier applier, Events events) {
    this.desired = desired;
    this.target = target;
    this.base = base;
    this.writers = writers;
    this.applier = applier;
    this.events = events;
  }

  /** Tags that are missing, values that are missing, and expressions. */
  void definitions() {}

  /** Tags of databases, tables and columns, by way of states none of which opens anything. */
  void assignments() {}

  /** Values that the source lacks, when nothing is tagged with them any more. */
  void surplus() {}
}
