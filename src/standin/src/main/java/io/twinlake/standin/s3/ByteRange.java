package io.twinlake.standin.s3;

import io.twinlake.standin.wire.AwsError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A satisfiable range of an object.
 *
 * @param first zero-based
 * @param last inclusive
 */
record ByteRange(int first, int last) {
  private static final Pattern FORM = Pattern.compile("bytes=(\\d*)-(\\d*)");

  /**
   * Empty for a header that is not one range, which HTTP ignores.
   *
   * @throws AwsError InvalidRange when no byte of the object lies in it
   */
  static Optional<ByteRange> parse(String header, int length) {
    Matcher m = FORM.matcher(header.strip());
    if (!m.matches() || (m.group(1).isEmpty() && m.group(2).isEmpty())) {
      return Optional.empty();
    }
    long first =
        m.group(1).isEmpty()
            ? Math.max(0, length - Long.parseLong(m.group(2)))
            : Long.parseLong(m.group(1));
    long last =
        m.group(1).isEmpty() || m.group(2).isEmpty()
            ? length - 1L
            : Math.min(length - 1L, Long.parseLong(m.group(2)));
    if (first > last) {
      throw new AwsError("InvalidRange", 416, "The requested range is not satisfiable");
    }
    return Optional.of(new ByteRange((int) first, (int) last));
  }

  String contentRange(int length) {
    return "bytes " + first + "-" + last + "/" + length;
  }
}
