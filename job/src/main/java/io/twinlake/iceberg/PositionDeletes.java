package io.twinlake.iceberg;

import io.twinlake.transform.BucketMapping;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.RewriteTablePathUtil;
import org.apache.iceberg.RewriteTablePathUtil.PositionDeleteReaderWriter;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.deletes.PositionDeleteWriter;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.formats.FormatModelRegistry;
import org.apache.iceberg.formats.ReadBuilder;
import org.apache.iceberg.inmemory.InMemoryOutputFile;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DeleteSchemaUtil;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.puffin.Puffin;
import org.apache.iceberg.puffin.PuffinReader;
import org.jspecify.annotations.Nullable;

/** Position-delete files and deletion vectors, which name the data files they are about. */
record PositionDeletes(LakeFiles files, BucketMapping buckets) {
  /**
   * The file with the paths in it rewritten.
   *
   * @throws Unrewritable when it names data files that are mapped by another entry than it is, or
   *     its vectors would lie elsewhere in it than manifests say
   */
  byte[] rewrite(DeleteFile file, PartitionSpec spec) throws IOException {
    Map.Entry<String, String> entry =
        buckets.entry(file.location()).orElseThrow(() -> Rewriting.unmapped(file.location()));
    InMemoryOutputFile out = new InMemoryOutputFile(file.location());
    long length =
        RewriteTablePathUtil.rewritePositionDelete(
            file, out, files, spec, entry.getKey(), entry.getValue(), new Formats(entry));
    if (length == 0) {
      // A file without rows names nothing, and is not written.
      return files.read(file.location());
    }
    if (file.format() == FileFormat.PUFFIN
        && !vectors(out.toInputFile()).equals(vectors(files.newInputFile(file.location())))) {
      throw new Unrewritable(
          "the deletion vectors in %s do not follow one another; rewrite them in the source"
              .formatted(file.location()));
    }
    return out.toByteArray();
  }

  /** Where each begins, and its length, in bytes. */
  private static List<Map.Entry<Long, Long>> vectors(InputFile file) throws IOException {
    try (PuffinReader reader = Puffin.read(file).build()) {
      return reader.fileMetadata().blobs().stream()
          .map(blob -> Map.entry(blob.offset(), blob.length()))
          .toList();
    }
  }

  /** Iceberg's own readers and writers of the file's format. */
  private final class Formats implements PositionDeleteReaderWriter {
    private static final long serialVersionUID = 1L;

    private final transient Map.Entry<String, String> entry;

    Formats(Map.Entry<String, String> entry) {
      this.entry = entry;
    }

    @Override
    public CloseableIterable<Record> reader(InputFile file, FileFormat format, PartitionSpec spec) {
      ReadBuilder<Record, Schema> builder =
          FormatModelRegistry.readBuilder(format, Record.class, file);
      return CloseableIterable.transform(
          builder.project(DeleteSchemaUtil.posDeleteReadSchema(spec.schema())).build(),
          this::checked);
    }

    private Record checked(Record delete) {
      String path = String.valueOf(delete.get(0));
      if (!buckets.entry(path).equals(Optional.of(entry))) {
        throw new Unrewritable(
            "a position-delete file in %s names %s, which lies elsewhere"
                .formatted(entry.getKey(), path));
      }
      return delete;
    }

    @Override
    public PositionDeleteWriter<Record> writer(
        OutputFile file, FileFormat format, PartitionSpec spec, @Nullable StructLike partition)
        throws IOException {
      return FormatModelRegistry.<Record>positionDeleteWriteBuilder(
              format, EncryptedFiles.plainAsEncryptedOutput(file))
          .spec(spec)
          .partition(partition)
          .build();
    }
  }
}
