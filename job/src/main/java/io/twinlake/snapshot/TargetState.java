package io.twinlake.snapshot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.UserError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What is remembered of a target: the snapshot last restored there, who writes it now, and rights
 * that a run granted itself and must return. One object, only ever written over what was seen.
 */
public final class TargetState {
  /** A run that has not renewed its lease for this long is dead. */
  static final Duration LEASE = Duration.ofMinutes(10);

  private final StateObject object;
  private final String target;
  private final String holder;
  private final Clock clock;

  /**
   * @param bases the snapshots last restored, the newest last; more than one while something of the
   *     earlier ones is left to undo
   * @param lease who writes the target, dead or alive; null for nobody
   * @param borrowed rights that a run granted itself or lent and that are not returned
   * @param etag what S3 calls this state; null when there is none yet
   */
  public record Held(
      List<String> bases, @Nullable Lease lease, List<ObjectNode> borrowed, @Nullable String etag) {
    public Held {
      bases = List.copyOf(bases);
      borrowed = List.copyOf(borrowed);
    }
  }

  /**
   * @param holder what the run calls itself
   * @param since when it began to write the target
   * @param until when it counts as dead unless it renews, by S3's clock
   * @param live whether that lay ahead when this was read, by S3's clock
   */
  public record Lease(String holder, Instant since, Instant until, boolean live) {}

  /**
   * @param folder prefix under the bucket, without slashes at its ends; may be empty
   * @param account the account of the target, which must own the bucket too
   * @param holder what this run calls itself, for others to read
   */
  public TargetState(
      S3Client s3,
      String bucket,
      String folder,
      String account,
      String targetRegion,
      String holder,
      Clock clock) {
    String key = SnapshotStore.root(folder) + "state/" + account + "-" + targetRegion + ".json";
    this.object = new StateObject(new Bucket(s3, bucket, account), key);
    this.target = targetRegion + " of account " + account;
    this.holder = holder;
    this.clock = clock;
  }

  /**
   * The state as it is, or an empty one.
   *
   * @throws UserError when it cannot be read
   */
  public Held read() {
    return object.read(clock);
  }

  /**
   * Returns unless another run holds the target.
   *
   * @throws UserError that names the run
   */
  public void requireFree(Held seen) {
    if (seen.lease() != null && seen.lease().live()) {
      throw busy(seen.lease());
    }
  }

  /**
   * Takes the target for this run, on condition that the state is still what was seen. What a dead
   * run borrowed stays on record. From here on the snapshot counts among those restored, so that
   * what this run creates is known as ours even if it is killed.
   *
   * @param snapshot what this run is about to restore
   * @throws UserError when another run holds the target
   */
  public LeaseHandle acquire(Held seen, String snapshot) {
    List<String> bases = new ArrayList<>(seen.bases());
    bases.remove(snapshot);
    bases.add(snapshot);
    return acquire(seen, bases);
  }

  /** As {@link #acquire(Held, String)}, for a run that restores a part of a snapshot. */
  public LeaseHandle acquire(Held seen) {
    return acquire(seen, seen.bases());
  }

  private LeaseHandle acquire(Held seen, List<String> bases) {
    requireFree(seen);
    State state = new State(bases, holder, clock.instant(), seen.borrowed());
    String etag = object.write(state, seen.etag()).orElseThrow(this::overtaken);
    return new LeaseHandle(object, target, clock, state, etag);
  }

  private UserError overtaken() {
    Lease lease = read().lease();
    return lease == null
        ? UserError.failed("Another run has just written " + target + "; run again.")
        : busy(lease);
  }

  private UserError busy(Lease lease) {
    return UserError.failed(
        "Run %s has been writing %s since %s; wait for it to end, or until %s if it is dead."
            .formatted(lease.holder(), target, lease.since(), lease.until()));
  }
}
