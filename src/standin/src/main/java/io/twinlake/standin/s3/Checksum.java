package io.twinlake.standin.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** The checksum algorithms of S3 that the JDK has; the others answer NotImplemented. */
enum Checksum {
  CRC32,
  CRC32C,
  SHA1,
  SHA256;

  private static final String PREFIX = "x-amz-checksum-";

  /** E.g. {@code x-amz-checksum-crc32}. */
  String header() {
    return PREFIX + name().toLowerCase(Locale.ROOT);
  }

  /** The element in XML, e.g. {@code ChecksumCRC32}. */
  String element() {
    return "Checksum" + name();
  }

  static Checksum of(String algorithm) {
    return Arrays.stream(values())
        .filter(c -> c.name().equalsIgnoreCase(algorithm))
        .findFirst()
        .orElseThrow(() -> S3Errors.notImplemented("checksum " + algorithm));
  }

  /** Empty when the header is about checksums but carries none, as x-amz-checksum-type. */
  static Optional<Checksum> ofHeader(String name) {
    if (!name.startsWith(PREFIX) || name.matches(PREFIX + "(type|algorithm|mode)")) {
      return Optional.empty();
    }
    return Optional.of(of(name.substring(PREFIX.length())));
  }

  /** Base64, as S3 writes checksums. */
  String of(byte[] bytes) {
    return Base64.getEncoder().encodeToString(raw(bytes));
  }

  byte[] raw(byte[] bytes) {
    return switch (this) {
      case CRC32 -> crc(new CRC32(), bytes);
      case CRC32C -> crc(new CRC32C(), bytes);
      case SHA1 -> digest("SHA-1", bytes);
      case SHA256 -> digest("SHA-256", bytes);
    };
  }

  private static byte[] crc(java.util.zip.Checksum crc, byte[] bytes) {
    crc.update(bytes, 0, bytes.length);
    return ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
  }

  static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
