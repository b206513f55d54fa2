package io.twinlake.iceberg;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.twinlake.config.TwinlakeConfig.Iceberg.FileCheck;
import java.util.Comparator;
import java.util.TreeSet;

/**
 * Files that a table refers to, named by any thread, of which no more are held than are looked for
 * at once: all of them in their order, which needs the fewest calls, or a sample of them.
 */
final class Referred {
  private static final int AT_ONCE = 50_000;
  private static final int SAMPLE = 100;

  /** That of their hashes: the first of many are spread evenly, and the same each time. */
  private static final Comparator<String> SPREAD =
      Comparator.comparing(
              (String location) -> Hashing.murmur3_128().hashString(location, UTF_8).asLong())
          .thenComparing(Comparator.naturalOrder());

  private final LakeFiles files;
  private final FileCheck check;
  private final TreeSet<String> held;

  Referred(LakeFiles files, FileCheck check) {
    this.files = files;
    this.check = check;
    this.held = new TreeSet<>(check == FileCheck.SAMPLE ? SPREAD : Comparator.naturalOrder());
  }

  /**
   * @param location in the target
   * @throws Unrewritable when files named so far are not there
   */
  synchronized void add(String location) {
    if (check == FileCheck.NONE) {
      return;
    }
    held.add(location);
    if (check == FileCheck.SAMPLE && held.size() > SAMPLE) {
      held.pollLast();
    }
    if (held.size() == AT_ONCE) {
      require();
    }
  }

  /**
   * Looks for those not looked for yet.
   *
   * @throws Unrewritable when some are not there
   */
  synchronized void require() {
    new DataFileCheck(files).require(held);
    held.clear();
  }
}
