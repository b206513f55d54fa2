package io.twinlake.standin.glue;

import io.twinlake.standin.wire.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Table;

/** A stored table, view or resource link, with its versions, partitions and partition indexes. */
final class TableEntry {
  private final TreeMap<Integer, Table> archived = new TreeMap<>();
  private final Map<String, IndexEntry> indexes = new TreeMap<>();
  private volatile Table current;
  private Partitions partitions = Partitions.none();

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

  Map<String, IndexEntry> indexes() {
    return indexes;
  }

  /** Makes the next version current; the last one stays in the archive unless told otherwise. */
  void update(Table replacement, boolean archive) {
    if (archive) {
      archived.put(Integer.valueOf(current.versionId()), current);
    }
    String next = String.valueOf(Integer.parseInt(current.versionId()) + 1);
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
