package io.twinlake.standin.s3;

import io.twinlake.standin.iam.PolicyDocument;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** One bucket. Every change of a key is atomic, and visible to all at once. */
final class Bucket {
  /** S3 lists keys in the order of their UTF-8 bytes. */
  private static final Comparator<String> KEY_ORDER =
      Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private final String name;
  private final String owner;
  private final String region;
  private final Clock clock;
  private final Instant created;
  private final NavigableMap<String, List<StoredObject>> versions = new TreeMap<>(KEY_ORDER);
  private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
  private String versioning = "";
  private String policyJson = "";

  Bucket(String name, String owner, String region, Clock clock) {
    this.name = name;
    this.owner = owner;
    this.region = region;
    this.clock = clock;
    this.created = clock.instant();
  }

  String name() {
    return name;
  }

  /** The owning account. */
  String owner() {
    return owner;
  }

  String region() {
    return region;
  }

  Instant created() {
    return created;
  }

  /** Multipart uploads that were neither completed nor aborted, by upload id. */
  Map<String, Upload> uploads() {
    return uploads;
  }

  synchronized String policyJson() {
    return policyJson;
  }

  synchronized PolicyDocument policy() {
    return policyJson.isEmpty() ? PolicyDocument.NOTHING : PolicyDocument.parse(policyJson);
  }

  synchronized void setPolicy(String json) {
    policyJson = json;
  }

  /** {@code Enabled}, {@code Suspended}, or empty when it never was on. */
  synchronized String versioning() {
    return versioning;
  }

  synchronized void setVersioning(String status) {
    versioning = status;
  }

  synchronized boolean isEmpty() {
    return versions.isEmpty();
  }

  /** What a reader sees; a delete marker is nothing. */
  synchronized Optional<StoredObject> current(String key) {
    return newest(key).filter(object -> !object.isDeleteMarker());
  }

  synchronized Optional<StoredObject> newest(String key) {
    return versions.getOrDefault(key, List.of()).stream().findFirst();
  }

  synchronized Optional<StoredObject> version(String key, String versionId) {
    return versions.getOrDefault(key, List.of()).stream()
        .filter(object -> object.versionId().equals(versionId))
        .findFirst();
  }

  synchronized StoredObject put(String key, WriteGuard guard, StoredObject object) {
    guard.check(current(key));
    String version = versioning.equals("Enabled") ? newVersionId() : "null";
    StoredObject stored = object.stored(clock.instant(), version);
    List<StoredObject> all = versions.computeIfAbsent(key, k -> new ArrayList<>());
    all.removeIf(old -> old.versionId().equals(version));
    all.add(0, stored);
    return stored;
  }

  /** The delete marker, where the bucket keeps versions. */
  synchronized Optional<StoredObject> delete(String key, WriteGuard guard) {
    guard.check(current(key));
    if (versioning.isEmpty()) {
      versions.remove(key);
      return Optional.empty();
    }
    return Optional.of(put(key, WriteGuard.NONE, StoredObject.marker()));
  }

  synchronized void deleteVersion(String key, String versionId) {
    List<StoredObject> all = versions.getOrDefault(key, List.of());
    all.removeIf(object -> object.versionId().equals(versionId));
    if (all.isEmpty()) {
      versions.remove(key);
    }
  }

  /** Keys that have a current version, in S3's order, after the given one. */
  synchronized NavigableMap<String, StoredObject> currentAfter(String prefix, String after) {
    NavigableMap<String, StoredObject> found = new TreeMap<>(KEY_ORDER);
    String from = KEY_ORDER.compare(prefix, after) > 0 ? prefix : after;
    for (String key : versions.tailMap(from, true).keySet()) {
      if (!key.startsWith(prefix)) {
        break;
      }
      if (!key.equals(after)) {
        current(key).ifPresent(object -> found.put(key, object));
      }
    }
    return found;
  }

  /** All versions and markers by key, newest first. */
  synchronized NavigableMap<String, List<StoredObject>> allVersions() {
    NavigableMap<String, List<StoredObject>> copy = new TreeMap<>(KEY_ORDER);
    versions.forEach((key, all) -> copy.put(key, List.copyOf(all)));
    return copy;
  }

  private static String newVersionId() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
