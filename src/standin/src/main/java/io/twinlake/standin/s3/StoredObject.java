package io.twinlake.standin.s3;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** One version of an object. */
final class StoredObject {
  private final byte[] bytes;
  private final String etag;
  private final Instant lastModified;
  private final String versionId;
  private final boolean deleteMarker;
  private final Map<String, String> headers;

  private StoredObject(
      byte[] bytes,
      String etag,
      Instant lastModified,
      String versionId,
      boolean deleteMarker,
      Map<String, String> headers) {
    this.bytes = bytes;
    this.etag = etag;
    this.lastModified = lastModified;
    this.versionId = versionId;
    this.deleteMarker = deleteMarker;
    this.headers = headers;
  }

  /**
   * @param etag in its quotes
   * @param headers what GET gives back beside the bytes: content type, user metadata, checksums
   */
  static StoredObject of(byte[] bytes, String etag, Map<String, String> headers) {
    return new StoredObject(
        bytes, etag, Instant.EPOCH, "null", false, new LinkedHashMap<>(headers));
  }

  static StoredObject marker() {
    return new StoredObject(new byte[0], "", Instant.EPOCH, "null", true, Map.of());
  }

  StoredObject stored(Instant time, String version) {
    return new StoredObject(bytes, etag, time, version, deleteMarker, headers);
  }

  StoredObject withHeaders(Map<String, String> others) {
    return of(bytes, etag, others);
  }

  /** Not a copy: leave it as it is. */
  byte[] bytes() {
    return bytes;
  }

  String etag() {
    return etag;
  }

  Instant lastModified() {
    return lastModified;
  }

  /** {@code null} as text when the bucket had no versioning. */
  String versionId() {
    return versionId;
  }

  boolean isDeleteMarker() {
    return deleteMarker;
  }

  Map<String, String> headers() {
    return headers;
  }
}
