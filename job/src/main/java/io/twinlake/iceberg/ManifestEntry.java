package io.twinlake.iceberg;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.avro.generic.GenericRecord;
import org.apache.iceberg.MetadataColumns;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a manifest, as the format names its fields.
 *
 * @see <a href="https://iceberg.apache.org/spec/#manifests">Iceberg: manifests</a>
 */
record ManifestEntry(GenericRecord entry, GenericRecord file) {
  private static final int DELETED = 2;
  private static final int POSITION_DELETES = 1;
  private static final int FILE_PATH = MetadataColumns.DELETE_FILE_PATH.fieldId();

  ManifestEntry(GenericRecord entry) {
    this(entry, (GenericRecord) entry.get("data_file"));
  }

  /** Version 1 has data files only, and no field for it. */
  boolean isPositionDelete() {
    return file.hasField("content")
        && Integer.valueOf(POSITION_DELETES).equals(file.get("content"));
  }

  boolean isLive() {
    return !Integer.valueOf(DELETED).equals(entry.get("status"));
  }

  String path() {
    return file.get("file_path").toString();
  }

  /**
   * @param length in bytes, null when it is as before
   */
  void move(String path, @Nullable Long length) {
    file.put("file_path", path);
    if (length != null) {
      file.put("file_size_in_bytes", length);
    }
  }

  /** The one data file that the deletes are about, if it says so. */
  void moveReferred(UnaryOperator<String> location) {
    if (file.hasField("referenced_data_file") && file.get("referenced_data_file") != null) {
      file.put("referenced_data_file", location.apply(file.get("referenced_data_file").toString()));
    }
  }

  /**
   * The first and the last path in a position-delete file. When they differ readers make nothing of
   * them, and as their order may change they are left out.
   */
  void moveBounds(UnaryOperator<String> location) {
    Optional<ByteBuffer> lower = bound("lower_bounds");
    Optional<ByteBuffer> upper = bound("upper_bounds");
    boolean same = lower.isPresent() && lower.equals(upper);
    for (String bounds : List.of("lower_bounds", "upper_bounds")) {
      if (same) {
        String path = UTF_8.decode(lower.orElseThrow().duplicate()).toString();
        ByteBuffer moved = UTF_8.encode(location.apply(path));
        pathsOf(bounds).forEach(pair -> pair.put("value", moved.duplicate()));
      } else {
        pairs(bounds).removeAll(pathsOf(bounds));
      }
    }
  }

  private Optional<ByteBuffer> bound(String bounds) {
    return pathsOf(bounds).stream().map(pair -> (ByteBuffer) pair.get("value")).findFirst();
  }

  private List<GenericRecord> pathsOf(String bounds) {
    return pairs(bounds).stream().filter(pair -> pair.get("key").equals(FILE_PATH)).toList();
  }

  /** A map by field id is a list of pairs in Avro. */
  @SuppressWarnings("unchecked")
  private List<GenericRecord> pairs(String bounds) {
    return file.get(bounds) == null ? new ArrayList<>() : (List<GenericRecord>) file.get(bounds);
  }
}
