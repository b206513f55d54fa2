package io.twinlake.command;

import io.twinlake.aws.Parallel;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.snapshot.SnapshotWriter;
import io.twinlake.transform.NamedBuckets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Writes what a backup finds into the snapshot, and says so. Many threads read; one thread records,
 * in the order of the items, what the readers found: a finding is a step for that thread.
 */
final class Recording {
  /** Results said at once: often enough to watch, seldom enough to cost nothing. */
  private static final int SAID_AT_ONCE = 1000;

  private final SnapshotWriter writer;
  private final Events events;
  private @Nullable Kind kind;
  private final List<Kind> unsupported = new ArrayList<>();
  private final NamedBuckets buckets = new NamedBuckets();
  private long unsaid;

  Recording(SnapshotWriter writer, Events events) {
    this.writer = writer;
    this.events = events;
  }

  /** Runs the readers side by side and records their findings. */
  <T> void sideBySide(
      Parallel parallel, String phase, Iterator<T> items, Parallel.Reader<T, Runnable> reader) {
    events.began(phase, -1);
    parallel.flatMap(items, reader).forEachRemaining(Runnable::run);
    sayResults();
  }

  /**
   * Reads objects on a reader's thread.
   *
   * @param key what they are called when AWS refuses them
   * @param found takes each on the recording thread
   */
  void read(
      Supplier<Iterator<CatalogObject>> objects,
      ObjectKey key,
      Consumer<CatalogObject> found,
      Consumer<Runnable> findings) {
    try {
      objects.get().forEachRemaining(object -> findings.accept(() -> found.accept(object)));
    } catch (AwsServiceException e) {
      String reason = Refusal.ofObject(key.kind(), e);
      boolean unknown = Refusal.isOfUnknown(key.kind(), e);
      findings.accept(unknown ? () -> unsupported(key.kind(), reason) : () -> unread(key, reason));
    }
  }

  void found(CatalogObject object) {
    writer.write(object);
    buckets.add(object);
    if (unsaid == SAID_AT_ONCE || !object.key().kind().equals(kind)) {
      sayResults();
      kind = object.key().kind();
    }
    unsaid++;
  }

  void unread(ObjectKey key, String reason) {
    writer.unread(key, reason);
    events.result(new ObjectResult(key, Outcome.FAILED, reason));
  }

  /**
   * @param names of what is kept out of the snapshot, for it may be secret
   */
  void cut(ObjectKey key, List<String> names) {
    events.info(
        "Saved %s without %d of its properties, which may be secret and have to be entered in the target: %s."
            .formatted(key, names.size(), String.join(", ", names)));
  }

  private void unsupported(Kind kind, String reason) {
    writer.unsupported(kind, reason);
    unsupported.add(kind);
  }

  /** The kinds that the region turned out not to know. */
  List<Kind> unsupported() {
    return unsupported;
  }

  /** The buckets that the locations of what was found name. */
  Set<String> buckets() {
    return buckets.names();
  }

  void absent(String database) {
    writer.absent(database);
    events.problem(
        "Database %s is not in the source and is recorded as absent; take it off database_list if it is gone for good."
            .formatted(database));
  }

  private void sayResults() {
    if (kind != null && unsaid > 0) {
      events.results(kind, Outcome.SAVED, unsaid);
    }
    unsaid = 0;
  }
}
