package io.twinlake.standin.s3;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bytes a client meant, out of an aws-chunked body where it sent one, with every checksum that
 * came along checked.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html">AWS:
 *     trailing headers</a>
 */
final class Payload {
  private final byte[] bytes;
  private final Map<Checksum, String> checksums = new TreeMap<>();

  /**
   * @throws AwsError BadDigest, IncompleteBody
   */
  Payload(HttpRequest request) {
    Map<String, String> headers = new TreeMap<>(request.headers());
    if (request.header("x-amz-content-sha256").orElse("").startsWith("STREAMING-")) {
      bytes = unchunk(request.body(), headers);
      requireLength(request, bytes.length);
    } else {
      bytes = request.body();
    }
    request.header("content-md5").ifPresent(this::requireMd5);
    headers.forEach(
        (name, value) -> Checksum.ofHeader(name).ifPresent(c -> requireChecksum(c, value)));
  }

  /** Not a copy: leave it as it is. */
  byte[] bytes() {
    return bytes;
  }

  String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Those the client sent, base64. */
  Map<Checksum, String> checksums() {
    return checksums;
  }

  /** Adds the trailing headers to those given. */
  private static byte[] unchunk(byte[] body, Map<String, String> headers) {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    int at = 0;
    while (true) {
      int end = endOfLine(body, at);
      int size = Integer.parseInt(line(body, at, end).split(";", 2)[0], 16);
      at = end + 2;
      if (size == 0) {
        break;
      }
      decoded.write(body, at, size);
      at += size + 2;
    }
    while (at < body.length) {
      int end = endOfLine(body, at);
      String[] trailer = line(body, at, end).split(":", 2);
      if (trailer.length == 2) {
        headers.put(trailer[0].strip(), trailer[1].strip());
      }
      at = end + 2;
    }
    return decoded.toByteArray();
  }

  private static int endOfLine(byte[] body, int from) {
    for (int i = from; i < body.length; i++) {
      if (body[i] == '\r') {
        return i;
      }
    }
    throw incomplete();
  }

  private static String line(byte[] body, int from, int to) {
    return new String(body, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static void requireLength(HttpRequest request, int length) {
    String declared = request.header("x-amz-decoded-content-length").orElse("");
    if (!declared.equals(String.valueOf(length))) {
      throw incomplete();
    }
  }

  private static AwsError incomplete() {
    return AwsError.of(
        "IncompleteBody",
        "You did not provide the number of bytes specified by the Content-Length HTTP header");
  }

  private void requireMd5(String md5) {
    if (!Base64.getEncoder().encodeToString(Checksum.digest("MD5", bytes)).equals(md5)) {
      throw AwsError.of(
          "BadDigest", "The Content-MD5 you specified did not match what we received.");
    }
  }

  private void requireChecksum(Checksum checksum, String value) {
    if (!checksum.of(bytes).equals(value)) {
      throw AwsError.of(
          "BadDigest", "The " + checksum + " you specified did not match the calculated checksum.");
    }
    checksums.put(checksum, value);
  }
}
