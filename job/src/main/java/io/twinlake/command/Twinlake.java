package io.twinlake.command;

import io.twinlake.aws.AwsAccess;
import io.twinlake.aws.AwsRegion;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.Events;
import io.twinlake.model.UserError;
import io.twinlake.snapshot.Manifest;
import io.twinlake.snapshot.SnapshotStore;
import io.twinlake.source.Caller;
import java.time.Clock;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The commands. What they did to which object goes to the events; what made them impossible is
 * thrown as a {@link io.twinlake.model.UserError}.
 */
public final class Twinlake {
  private final AwsAccess access;
  private final TwinlakeConfig config;
  private final Events events;
  private final Clock clock;

  public Twinlake(AwsAccess access, TwinlakeConfig config, Events events) {
    this(access, config, events, Clock.systemUTC());
  }

  /**
   * @param clock names snapshots, and tells when a lease must be renewed
   */
  Twinlake(AwsAccess access, TwinlakeConfig config, Events events, Clock clock) {
    this.clock = clock;
    this.access = access;
    this.config = config;
    this.events = events;
  }

  /** Makes a snapshot of the source region. */
  public Manifest backup() {
    try (AwsRegion source = access.in(config.sourceRegion())) {
      Caller caller = caller(source);
      SnapshotStore store =
          new SnapshotStore(
              source.s3(), config.files().bucket(), config.files().folder(), caller.account());
      return new Backup(source, caller, store, config, events, clock).run();
    }
  }

  /** The first call of a backup: on the day the source is lost it is the one that tells. */
  private static Caller caller(AwsRegion source) {
    try {
      return Caller.of(source.sts());
    } catch (SdkException e) {
      throw UserError.failed(
          "Region %s cannot be backed up: %s"
              .formatted(source.name(), Failure.explain(e).getMessage()),
          e);
    }
  }

  /** Writes to the target region what it lacks of a snapshot. */
  public void restore(Selection selection) {
    onTarget(selection, Restore::run);
  }

  /** A backup, then a restore of what it made. */
  public void sync() {
    sync(false);
  }

  /**
   * As {@link #sync()}.
   *
   * @param acceptsIncomplete as {@link Selection#acceptsIncomplete}
   */
  public void sync(boolean acceptsIncomplete) {
    Manifest made = backup();
    restore(Selection.of(made.id()).acceptingIncomplete(acceptsIncomplete));
  }

  /** What a restore would do, as results that say what would become of each object. */
  public void plan(Selection selection) {
    onTarget(selection, Restore::plan);
  }

  /** A plan that is expected empty, and grants that the target has and the source has not. */
  public void verify(Selection selection) {
    onTarget(selection, Restore::verify);
  }

  private void onTarget(Selection selection, Consumer<Restore> command) {
    try (AwsRegion target = access.in(config.targetRegion())) {
      command.accept(new Restore(target, config, selection, events, clock));
    }
  }
}
