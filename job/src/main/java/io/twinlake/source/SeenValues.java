package io.twinlake.source;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Which partition values were met already, at about 27 bytes for each of ten million: 128 bits of a
 * SHA-256 stand for the values. Split into shards, so that growing never copies all of it.
 */
final class SeenValues {
  private static final int SHARDS = 64;

  private final Shard[] shards = new Shard[SHARDS];

  /** Whether the values are met for the first time. */
  boolean add(List<String> values) {
    ByteBuffer hash = hash(values);
    return shardOf(hash).add(hash.getLong(0), hash.getLong(Long.BYTES));
  }

  boolean contains(List<String> values) {
    ByteBuffer hash = hash(values);
    return shardOf(hash).contains(hash.getLong(0), hash.getLong(Long.BYTES));
  }

  private Shard shardOf(ByteBuffer hash) {
    int index = hash.get(2 * Long.BYTES) & (SHARDS - 1);
    if (shards[index] == null) {
      shards[index] = new Shard();
    }
    return shards[index];
  }

  private static ByteBuffer hash(List<String> values) {
    Hasher hasher = Hashing.sha256().newHasher();
    for (String value : values) {
      hasher.putInt(value.length()).putUnencodedChars(value);
    }
    return ByteBuffer.wrap(hasher.hash().asBytes());
  }

  /** Open addressing over pairs of longs; two zeros mark a free place. */
  private static final class Shard {
    private long[] pairs = new long[16];
    private int size;

    boolean contains(long high, long low) {
      return !isFree(pairs, find(pairs, high, low));
    }

    boolean add(long high, long low) {
      int place = find(pairs, high, low);
      if (!isFree(pairs, place)) {
        return false;
      }
      pairs[place] = high;
      pairs[place + 1] = low;
      size++;
      if (size > pairs.length / 8 * 3) {
        grow();
      }
      return true;
    }

    private void grow() {
      long[] larger = new long[pairs.length * 2];
      for (int i = 0; i < pairs.length; i += 2) {
        if (!isFree(pairs, i)) {
          System.arraycopy(pairs, i, larger, find(larger, pairs[i], pairs[i + 1]), 2);
        }
      }
      pairs = larger;
    }

    /** The index of the pair, or of the free place where it belongs. */
    private static int find(long[] pairs, long high, long low) {
      int mask = pairs.length - 1;
      int place = ((int) low << 1) & mask;
      while (!isFree(pairs, place) && (pairs[place] != high || pairs[place + 1] != low)) {
        place = (place + 2) & mask;
      }
      return place;
    }

    private static boolean isFree(long[] pairs, int place) {
      return pairs[place] == 0 && pairs[place + 1] == 0;
    }
  }
}
