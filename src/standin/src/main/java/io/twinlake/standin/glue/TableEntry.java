package io.twinlake.standin.glue;

import io.twinlake.standin.wire.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.ResourceAction;
import software.amazon.awssdk.services.glue.model.ResourceState;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableOptimizer;

/** A stored table, view or resource link, with its versions, partitions and partition indexes. */
final class TableEntry {
  private final TreeMap<Integer, Table> archived = new TreeMap<>();
  private final Map<String, IndexEntry> indexes = new TreeMap<>();
  private final Map<List<String>, Integer> unseen = new ConcurrentHashMap<>();
  private final Statistics statistics = new Statistics();
  private final Map<List<String>, Statistics> ofPartitions = new ConcurrentHashMap<>();
  private final Map<String, TableOptimizer> optimizers = new ConcurrentHashMap<>();
  private volatile Table current;
  private Partitions partitions = Partitions.none();
  private @Nullable ViewChange change;

  TableEntry(Table current) {
    this.current = current;
  }

  String name() {
    return current.name();
  }

  String database() {
    return current.databaseName();
  }

  Table current() {
    return current;
  }

  boolean isLink() {
    return current.targetTable() != null;
  }

  List<String> partitionKeys() {
    return current.partitionKeys().stream().map(Column::name).toList();
  }

  Partitions partitions() {
    return partitions;
  }

  void replacePartitions(Partitions replacement) {
    partitions = replacement;
  }

  /** Hides a new partition from the next looks at it. */
  void hide(List<String> values, int looks) {
    if (looks > 0) {
      unseen.put(values, looks);
    }
  }

  /** A look that may be too early to find a new partition. */
  Optional<Partition> look(List<String> values) {
    boolean early = unseen.containsKey(values);
    unseen.computeIfPresent(values, (key, left) -> left > 1 ? left - 1 : null);
    return early ? Optional.empty() : partitions.find(values);
  }

  Map<String, IndexEntry> indexes() {
    return indexes;
  }

  /** The latest change of a view, settled or not; empty for whatever is none. */
  synchronized Optional<ViewChange> change() {
    return Optional.ofNullable(change);
  }

  synchronized void begin(ViewChange begun) {
    change = begun;
  }

  /**
   * Takes a change of a view one step on.
   *
   * @param refusal why one cannot be, asked when it is about to be
   */
  synchronized void advance(Function<ViewChange, Optional<String>> refusal) {
    ViewChange begun = change;
    if (begun == null || begun.isSettled()) {
      return;
    }
    if (begun.state() == ResourceState.QUEUED) {
      change = begun.inProgress();
      return;
    }
    change = begun.settled(refusal.apply(begun));
    if (change.error().isEmpty()) {
      settle(begun);
    }
  }

  private void settle(ViewChange done) {
    long version = Objects.requireNonNullElse(current.viewDefinition().viewVersionId(), 0L) + 1;
    Table view =
        done.requested().toBuilder()
            .viewDefinition(
                done.requested().viewDefinition().toBuilder().viewVersionId(version).build())
            .build();
    if (done.action() == ResourceAction.UPDATE) {
      update(view, false);
    } else {
      current = view;
    }
  }

  void become(UnaryOperator<Table> change) {
    current = change.apply(current);
  }

  /** Of its columns. */
  Statistics statistics() {
    return statistics;
  }

  /** Of a partition's columns. */
  Statistics statistics(List<String> values) {
    return ofPartitions.computeIfAbsent(values, any -> new Statistics());
  }

  void partitionDeleted(List<String> values) {
    ofPartitions.remove(values);
  }

  /** By type. */
  Map<String, TableOptimizer> optimizers() {
    return optimizers;
  }

  /** Makes the next version current; the last one stays in the archive unless told otherwise. */
  void update(Table replacement, boolean archive) {
    if (archive) {
      archived.put(Integer.valueOf(current.versionId()), current);
    }
    String next = String.valueOf(Integer.parseInt(current.versionId()) + 1);
    statistics.retain(current, replacement);
    ofPartitions.values().forEach(each -> each.retain(current, replacement));
    current = replacement.toBuilder().versionId(next).build();
  }

  /** The current version and the archive, newest first (aws-facts 7). */
  List<Table> versions() {
    List<Table> versions = new ArrayList<>(List.of(current));
    versions.addAll(archived.descendingMap().values());
    return versions;
  }

  /**
   * @throws AwsError EntityNotFoundException for a version that is not there, InvalidInputException
   *     for the current one
   */
  void deleteVersion(String version) {
    if (current.versionId().equals(version)) {
      throw AwsError.invalidInput("Cannot delete the latest version of table " + name() + ".");
    }
    if (!version.matches("\\d{1,9}") || archived.remove(Integer.valueOf(version)) == null) {
      throw AwsError.entityNotFound("Version " + version + " not found.");
    }
  }
}
