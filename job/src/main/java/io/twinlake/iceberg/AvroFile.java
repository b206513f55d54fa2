package io.twinlake.iceberg;

import com.google.common.hash.Hashing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/**
 * Manifests and manifest lists as the Avro files they are, so that every field of every version of
 * the format stays, those of the file's head too.
 */
final class AvroFile {
  private static final int SYNC_BYTES = 16;

  private AvroFile() {}

  /**
   * The same file with its records changed; the same bytes for the same file.
   *
   * @param change changes a record in place
   */
  static byte[] rewrite(byte[] file, Consumer<GenericRecord> change) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + file.length / 8);
    try (DataFileReader<GenericRecord> reader =
            new DataFileReader<>(new SeekableByteArrayInput(file), new GenericDatumReader<>());
        DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>())) {
      String codec = reader.getMetaString(DataFileConstants.CODEC);
      writer.setCodec(CodecFactory.fromString(codec == null ? "null" : codec));
      reader.getMetaKeys().stream()
          .filter(key -> !DataFileWriter.isReservedMeta(key))
          .forEach(key -> writer.setMeta(key, reader.getMeta(key)));
      writer.create(reader.getSchema(), out, marker(file));
      for (GenericRecord record : reader) {
        change.accept(record);
        writer.append(record);
      }
    }
    return out.toByteArray();
  }

  static void read(byte[] file, Consumer<GenericRecord> sink) throws IOException {
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(new SeekableByteArrayInput(file), new GenericDatumReader<>())) {
      reader.forEach(sink);
    }
  }

  /** Avro's own is random. */
  private static byte[] marker(byte[] file) {
    return Arrays.copyOf(Hashing.sha256().hashBytes(file).asBytes(), SYNC_BYTES);
  }
}
