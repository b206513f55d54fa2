package io.twinlake.snapshot;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.AbstractIterator;
import io.twinlake.aws.Parallel;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.UserError;
import io.twinlake.snapshot.Manifest.Range;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A range of a snapshot's file with the SHA-256 it must have, read in blocks.
 *
 * @param key the file's
 */
record CheckedRange(Bucket bucket, String key, Range range) {
  private static final int BLOCK = 4 * 1024 * 1024;
  private static final int BLOCKS_AT_ONCE = 4;

  /** Reads all of it, several blocks at once. */
  void check() {
    Sha256 sha256 = new Sha256();
    new Parallel(BLOCKS_AT_ONCE)
        .map(offsets(), this::block)
        .forEachRemaining(block -> sha256.add(block, block.length));
    require(sha256);
  }

  /** All of it in memory. */
  byte[] bytes() {
    try (InputStream in = new Blocks()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw damaged("it cannot be read", e);
    }
  }

  /** The records, with one block in memory. */
  Iterator<CatalogObject> records() {
    return new AbstractIterator<>() {
      private @Nullable MappingIterator<ObjectNode> lines;

      @Override
      protected @Nullable CatalogObject computeNext() {
        try {
          MappingIterator<ObjectNode> all = lines;
          if (all == null) {
            all = Json.RECORDS.readValues(new Blocks());
            lines = all;
          }
          return all.hasNextValue() ? CatalogObject.fromJson(all.nextValue()) : endOfData();
        } catch (IOException | IllegalArgumentException e) {
          throw damaged("a line of it is no record", e);
        }
      }
    };
  }

  private Iterator<Long> offsets() {
    return LongStream.iterate(range.offset(), at -> at < range.end(), at -> at + BLOCK).iterator();
  }

  private byte[] block(long offset) {
    int length = (int) Math.min(BLOCK, range.end() - offset);
    byte[] block = bucket.read(key, offset, length);
    if (block.length != length) {
      throw damaged("it ends before byte " + range.end(), null);
    }
    return block;
  }

  private void require(Sha256 sha256) {
    if (!sha256.hex().equals(range.sha256())) {
      throw damaged(
          "bytes %d to %d do not have the SHA-256 of the manifest"
              .formatted(range.offset(), range.end()),
          null);
    }
  }

  private UserError damaged(String how, @Nullable Exception cause) {
    String sentence =
        "%s is damaged: %s; restore the object's earlier version, or use another snapshot."
            .formatted(bucket.uri(key), how);
    return cause == null ? UserError.failed(sentence) : UserError.failed(sentence, cause);
  }

  /** The range as a stream that fails at its end when the checksum is another. */
  private final class Blocks extends InputStream {
    private final Iterator<Long> offsets = offsets();
    private final Sha256 sha256 = new Sha256();
    private byte[] block = new byte[0];
    private int next;
    private boolean checked;

    @Override
    public int read() {
      return filled() ? Byte.toUnsignedInt(block[next++]) : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      if (!filled()) {
        return -1;
      }
      int count = Math.min(length, block.length - next);
      System.arraycopy(block, next, into, offset, count);
      next += count;
      return count;
    }

    private boolean filled() {
      if (next < block.length) {
        return true;
      }
      if (offsets.hasNext()) {
        block = block(offsets.next());
        sha256.add(block, block.length);
        next = 0;
        return true;
      }
      if (!checked) {
        require(sha256);
        checked = true;
      }
      return false;
    }
  }
}
