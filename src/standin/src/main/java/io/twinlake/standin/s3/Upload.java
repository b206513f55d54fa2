package io.twinlake.standin.s3;

import io.twinlake.standin.wire.AwsError;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/** A multipart upload under way. */
final class Upload {
  static final int MIN_PART_BYTES = 5 << 20;
  static final int MAX_PART_NUMBER = 10_000;

  private final String key;
  private final Map<String, String> headers;
  private final Optional<Checksum> checksum;
  private final boolean composite;
  private final NavigableMap<Integer, Part> parts = new ConcurrentSkipListMap<>();

  /** A part as it was uploaded. */
  static final class Part {
    private final byte[] bytes;
    private final byte[] md5;

    Part(byte[] bytes) {
      this.bytes = bytes;
      this.md5 = Checksum.digest("MD5", bytes);
    }

    /** In its quotes. */
    String etag() {
      return "\"" + hex(md5) + "\"";
    }

    int size() {
      return bytes.length;
    }
  }

  /**
   * A part as the completing request names it.
   *
   * @param checksum base64, or empty for none
   */
  record Named(int number, String etag, String checksum) {}

  Upload(String key, Map<String, String> headers, Optional<Checksum> checksum, boolean composite) {
    this.key = key;
    this.headers = headers;
    this.checksum = checksum;
    this.composite = composite;
  }

  String key() {
    return key;
  }

  NavigableMap<Integer, Part> parts() {
    return parts;
  }

  Optional<Checksum> checksum() {
    return checksum;
  }

  /** FULL_OBJECT or COMPOSITE: the latter is made of the parts' checksums. */
  String checksumType() {
    return composite ? "COMPOSITE" : "FULL_OBJECT";
  }

  Part put(int number, Payload payload) {
    payload.checksums().keySet().forEach(this::requireAlgorithm);
    return put(number, payload.bytes());
  }

  Part put(int number, byte[] bytes) {
    if (number < 1 || number > MAX_PART_NUMBER) {
      throw S3Errors.invalidArgument(
          "Part number must be an integer between 1 and 10000, inclusive");
    }
    Part part = new Part(bytes);
    parts.put(number, part);
    return part;
  }

  private void requireAlgorithm(Checksum used) {
    if (checksum.isPresent() && used != checksum.get()) {
      throw S3Errors.invalidRequest(
          "Checksum Type mismatch occurred, expected checksum Type: "
              + checksum.get()
              + ", actual checksum Type: "
              + used);
    }
  }

  StoredObject complete(List<Named> named) {
    requireOrder(named);
    List<Part> chosen = named.stream().map(this::require).toList();
    requireSizes(chosen);
    byte[] bytes = joined(chosen, part -> part.bytes);
    String md5 = hex(Checksum.digest("MD5", joined(chosen, part -> part.md5)));
    Map<String, String> stored = new LinkedHashMap<>(headers);
    checksum.ifPresent(
        c -> {
          stored.put(c.header(), composite ? composite(c, chosen) : c.of(bytes));
          stored.put("x-amz-checksum-type", checksumType());
        });
    return StoredObject.of(bytes, "\"" + md5 + "-" + named.size() + "\"", stored);
  }

  private static byte[] joined(List<Part> parts, Function<Part, byte[]> piece) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    parts.forEach(part -> joined.writeBytes(piece.apply(part)));
    return joined.toByteArray();
  }

  private static String composite(Checksum checksum, List<Part> parts) {
    return checksum.of(joined(parts, part -> checksum.raw(part.bytes))) + "-" + parts.size();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static void requireOrder(List<Named> named) {
    if (named.isEmpty()) {
      throw S3Errors.malformedXml();
    }
    for (int i = 1; i < named.size(); i++) {
      if (named.get(i).number() <= named.get(i - 1).number()) {
        throw AwsError.of(
            "InvalidPartOrder",
            "The list of parts was not in ascending order. Parts must be ordered by part number.");
      }
    }
  }

  private static void requireSizes(List<Part> parts) {
    for (Part part : parts.subList(0, parts.size() - 1)) {
      if (part.size() < MIN_PART_BYTES) {
        throw AwsError.of(
            "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
      }
    }
  }

  private Part require(Named name) {
    Part part = parts.get(name.number());
    if (part == null || !hex(part.md5).equals(WriteGuard.unquoted(name.etag()))) {
      throw invalidPart();
    }
    if (checksum.isPresent()) {
      requireChecksum(name, checksum.get().of(part.bytes));
    }
    return part;
  }

  private void requireChecksum(Named name, String expected) {
    if (name.checksum().isEmpty() && composite) {
      throw S3Errors.invalidRequest(
          "The upload was created using a "
              + checksum.map(c -> c.name().toLowerCase(Locale.ROOT)).orElse("")
              + " checksum. The complete request must include the checksum for each part. It was"
              + " missing for part "
              + name.number()
              + " in the request.");
    }
    if (!name.checksum().isEmpty() && !name.checksum().equals(expected)) {
      throw invalidPart();
    }
  }

  private static AwsError invalidPart() {
    return AwsError.of(
        "InvalidPart",
        "One or more of the specified parts could not be found. The part may not have been"
            + " uploaded, or the specified entity tag may not match the part's entity tag.");
  }
}
