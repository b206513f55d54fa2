package io.twinlake.command;

import io.twinlake.aws.AwsAccess;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.Events;

/**
 * The commands. What they did to which object goes to the events; what made them impossible is
 * thrown as a {@link io.twinlake.model.UserError}.
 */
public final class Twinlake {
  private final AwsAccess access;
  private final TwinlakeConfig config;
  private final Events events;

  public Twinlake(AwsAccess access, TwinlakeConfig config, Events events) {
    this.access = access;
    this.config = config;
    this.events = events;
  }

  public void backup() {
    events.problem("Not there yet: " + config + " " + access + " " + events);
  }

  public void restore(Selection selection) {
    events.problem("Not there yet: " + selection.toString());
  }

  /** A backup, then a restore of what it made. */
  public void sync() {
    backup();
    restore(Selection.LATEST);
  }

  /** What a restore would do, as results that say what would become of each object. */
  public void plan(Selection selection) {
    events.problem("Not there yet: " + selection.toString());
  }

  /** A plan that is expected empty, and grants that the target has and the source has not. */
  public void verify(Selection selection) {
    events.problem("Not there yet: " + selection.toString());
  }
}
