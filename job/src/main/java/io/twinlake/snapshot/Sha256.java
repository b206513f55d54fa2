package io.twinlake.snapshot;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** SHA-256, computed while bytes pass by. */
final class Sha256 {
  private final MessageDigest digest = digest();
  private long length;

  static String hex(byte[] bytes) {
    Sha256 sha256 = new Sha256();
    sha256.add(bytes, bytes.length);
    return sha256.hex();
  }

  /** As S3 writes checksums. */
  static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  void add(byte[] bytes, int count) {
    digest.update(bytes, 0, count);
    length += count;
  }

  /** How many bytes passed by. */
  long length() {
    return length;
  }

  /** The checksum; no bytes can follow. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
