package io.twinlake.iceberg;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.common.collect.Iterables;
import com.google.common.collect.Streams;
import io.twinlake.transform.BucketMapping;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotParser;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableMetadataParser.Codec;

/**
 * A table's metadata file, as the JSON document it is, so that every field of every version of the
 * format stays; Iceberg's library says whether it is one.
 */
record MetadataFile(ObjectNode json, TableMetadata parsed) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static MetadataFile read(String path, byte[] bytes) throws IOException {
    JsonNode json = JSON.readTree(isPacked(path) ? unpacked(bytes) : bytes);
    if (!(json instanceof ObjectNode object)) {
      throw new Unrewritable("its metadata file " + path + " is no JSON object");
    }
    return new MetadataFile(object, TableMetadataParser.fromJson(path, object.toString()));
  }

  Map<Integer, PartitionSpec> specs() {
    return parsed.specsById();
  }

  /** One after the other, so that no more than one has its list of manifests in memory. */
  Iterable<Snapshot> snapshots() {
    return Iterables.transform(json.path("snapshots"), s -> SnapshotParser.fromJson(s.toString()));
  }

  /** Those of all snapshots, the newest snapshot's first; tables of version 1 may have none. */
  List<String> manifestLists() {
    return Streams.stream(json.path("snapshots"))
        .sorted(Comparator.comparing((JsonNode s) -> s.path("timestamp-ms").asLong()).reversed())
        .map(snapshot -> snapshot.path("manifest-list").asText())
        .filter(list -> !list.isEmpty())
        .toList();
  }

  /** Leaves the other snapshots out, and what is about them. */
  void keepCurrent() {
    long current = parsed.currentSnapshot() == null ? -1 : parsed.currentSnapshot().snapshotId();
    Predicate<JsonNode> other = node -> node.path("snapshot-id").asLong() != current;
    for (String list :
        new String[] {"snapshots", "snapshot-log", "statistics", "partition-statistics"}) {
      if (json.get(list) instanceof ArrayNode array) {
        array.removeIf(other);
      }
    }
    if (json.get("refs") instanceof ObjectNode refs) {
      refs.removeIf(other);
    }
  }

  /**
   * The file for the target.
   *
   * @param buckets where the target has what is not rewritten
   * @param moved where what is rewritten goes
   */
  byte[] rewritten(String path, BucketMapping buckets, UnaryOperator<String> moved)
      throws IOException {
    UnaryOperator<String> location = buckets::location;
    rewrite(json, "location", location);
    if (json.get("properties") instanceof ObjectNode properties) {
      properties
          .fieldNames()
          .forEachRemaining(
              name -> rewrite(properties, name, text -> buckets.parameter(name, text)));
    }
    json.path("metadata-log").forEach(entry -> rewrite(entry, "metadata-file", location));
    for (String list : new String[] {"statistics", "partition-statistics"}) {
      json.path(list).forEach(entry -> rewrite(entry, "statistics-path", location));
    }
    for (JsonNode snapshot : json.path("snapshots")) {
      rewrite(snapshot, "manifest-list", moved);
      if (snapshot.get("manifests") instanceof ArrayNode manifests) {
        for (int i = 0; i < manifests.size(); i++) {
          manifests.set(i, TextNode.valueOf(moved.apply(manifests.path(i).asText())));
        }
      }
    }
    TableMetadata unused = TableMetadataParser.fromJson(path, json.toString());
    byte[] bytes = json.toString().getBytes(UTF_8);
    return isPacked(path) ? packed(bytes) : bytes;
  }

  private static void rewrite(JsonNode node, String member, UnaryOperator<String> spelling) {
    if (node instanceof ObjectNode object && object.path(member).isTextual()) {
      object.put(member, spelling.apply(object.path(member).textValue()));
    }
  }

  private static boolean isPacked(String path) {
    return Codec.fromFileName(path) == Codec.GZIP;
  }

  private static byte[] unpacked(byte[] bytes) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
