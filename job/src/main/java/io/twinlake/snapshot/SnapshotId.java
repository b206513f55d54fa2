package io.twinlake.snapshot;

import io.twinlake.model.UserError;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a snapshot, e.g. {@code 20261122T180724Z-us-east-1-7f3a}: names sort by time.
 *
 * @param time when the backup began, in whole seconds
 * @param sourceRegion the region backed up
 * @param suffix four hexadecimal digits: two for the part of the second, so that backups of one
 *     second sort as they were begun, and two random ones
 */
public record SnapshotId(Instant time, String sourceRegion, String suffix)
    implements Comparable<SnapshotId> {
  private static final Pattern ID =
      Pattern.compile("(\\d{8}T\\d{6}Z)-([a-z]+(?:-[a-z]+)+-\\d+)-([0-9a-f]{4})");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** What two hexadecimal digits tell apart. */
  private static final int PARTS = 256;

  private static final int MILLIS = 1000;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Comparator<SnapshotId> ORDER =
      Comparator.comparing(SnapshotId::time)
          .thenComparing(SnapshotId::sourceRegion)
          .thenComparing(SnapshotId::suffix);

  public SnapshotId {
    time = time.truncatedTo(ChronoUnit.SECONDS);
    String text = text(time, sourceRegion, suffix);
    if (!ID.matcher(text).matches()) {
      throw new IllegalArgumentException(text + " is not a snapshot's name.");
    }
  }

  /** A name for a backup that begins now. */
  public static SnapshotId next(Clock clock, String sourceRegion) {
    Instant now = clock.instant();
    int part = now.get(ChronoField.MILLI_OF_SECOND) * PARTS / MILLIS;
    String suffix = HexFormat.of().toHexDigits(part * PARTS + RANDOM.nextInt(PARTS), 4);
    return new SnapshotId(now, sourceRegion, suffix);
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws UserError when the text is no snapshot's name
   */
  public static SnapshotId parse(String text) {
    return find(text)
        .orElseThrow(
            () ->
                UserError.usage(
                    "%s is not a snapshot's name; names look like 20261122T180724Z-us-east-1-7f3a."
                        .formatted(text)));
  }

  /** The name that the text is, if it is one. */
  static Optional<SnapshotId> find(String text) {
    Matcher matcher = ID.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      Instant time = TIME.parse(matcher.group(1), Instant::from);
      return Optional.of(new SnapshotId(time, matcher.group(2), matcher.group(3)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String text(Instant time, String sourceRegion, String suffix) {
    return TIME.format(time) + "-" + sourceRegion + "-" + suffix;
  }

  @Override
  public int compareTo(SnapshotId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return text(time, sourceRegion, suffix);
  }
}
