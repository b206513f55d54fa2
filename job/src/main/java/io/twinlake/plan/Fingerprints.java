package io.twinlake.plan;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the target has of one table's partitions: per partition 128 bits of a hash of its values, 96
 * of one of its definition and 32 of one of its location, 32 bytes, in an open-addressed array. Ten
 * million partitions fit in 512 MiB. Not thread safe.
 */
final class Fingerprints {
  /** What a look-up found. */
  enum Match {
    ABSENT,
    EQUAL,
    /** In its location, and maybe more. */
    ELSEWHERE,
    DIFFERENT
  }

  private static final int LONGS = 4;
  private static final int SMALLEST = 16;
  private static final long TAKEN = 0;
  private static final long LOCATION = 0xFFFF_FFFFL;

  private long[] slots;
  private int size;

  Fingerprints() {
    slots = new long[SMALLEST * LONGS];
  }

  int size() {
    return size;
  }

  void add(String key, String definition, String location) {
    if (size >= capacity() / 4 * 3) {
      grow();
    }
    put(hash(key), content(definition, location));
  }

  /**
   * How the target's object of this key relates to the wanted one; it counts as taken from now on.
   */
  Match take(String key, String definition, String location) {
    int slot = find(hash(key));
    if (isFree(slot)) {
      return Match.ABSENT;
    }
    long[] wanted = content(definition, location);
    Match match = match(slots[slot + 2] ^ wanted[0], slots[slot + 3] ^ wanted[1]);
    slots[slot + 2] = TAKEN;
    slots[slot + 3] = TAKEN;
    return match;
  }

  private static Match match(long first, long second) {
    if (first == 0 && second == 0) {
      return Match.EQUAL;
    }
    return (second & LOCATION) == 0 ? Match.DIFFERENT : Match.ELSEWHERE;
  }

  /** Whether there is an object of this key that was not taken. */
  boolean hasLeft(String key) {
    int slot = find(hash(key));
    return !isFree(slot) && (slots[slot + 2] != TAKEN || slots[slot + 3] != TAKEN);
  }

  private int capacity() {
    return slots.length / LONGS;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[Math.multiplyExact(old.length, 2)];
    size = 0;
    for (int i = 0; i < old.length; i += LONGS) {
      if (old[i] != 0 || old[i + 1] != 0) {
        put(Arrays.copyOfRange(old, i, i + 2), Arrays.copyOfRange(old, i + 2, i + 4));
      }
    }
  }

  private void put(long[] key, long[] content) {
    int slot = find(key);
    size += isFree(slot) ? 1 : 0;
    slots[slot] = key[0];
    slots[slot + 1] = key[1];
    slots[slot + 2] = content[0];
    slots[slot + 3] = content[1];
  }

  /** The slot that holds the key, or the free one where it would go. */
  private int find(long[] key) {
    int mask = capacity() - 1;
    int index = (int) key[0] & mask;
    while (true) {
      int slot = index * LONGS;
      if (isFree(slot) || (slots[slot] == key[0] && slots[slot + 1] == key[1])) {
        return slot;
      }
      index = (index + 1) & mask;
    }
  }

  private boolean isFree(int slot) {
    return slots[slot] == 0 && slots[slot + 1] == 0;
  }

  private static long[] content(String definition, String location) {
    long[] content = hash(definition);
    content[1] = (content[1] & ~LOCATION) | (hash(location)[1] & LOCATION);
    return content;
  }

  private static long[] hash(String text) {
    HashCode code = Hashing.sha256().hashString(text, StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.wrap(code.asBytes());
    return new long[] {bytes.getLong(), bytes.getLong()};
  }
}
