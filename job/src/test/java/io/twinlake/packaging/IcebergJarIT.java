package io.twinlake.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.command.IcebergLake;
import io.twinlake.command.TwoRegions;
import io.twinlake.config.ConfigReader;
import io.twinlake.model.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** The jar reads and writes Parquet, Avro and ORC with nothing beside it. */
class IcebergJarIT {
  private static final Schema SCHEMA =
      new Schema(Types.NestedField.required(1, "id", Types.LongType.get()));

  private static final List<FileFormat> FORMATS =
      List.of(FileFormat.PARQUET, FileFormat.AVRO, FileFormat.ORC);

  @TempDir Path folder;

  @Test
  void rewritesPositionDeletesFromTheCommandLine() throws IOException {
    String text =
        TwoRegions.configText()
            .replace("update_table", "rewrite_iceberg_metadata = True\nupdate_table");
    try (TwoRegions regions = new TwoRegions();
        IcebergLake source = IcebergLake.open(regions.aws(), TwoRegions.SOURCE, "lake-us-east-1");
        IcebergLake target =
            IcebergLake.open(regions.aws(), TwoRegions.TARGET, "lake-ap-south-1")) {
      regions.buckets();
      source.database();
      for (FileFormat format : FORMATS) {
        Table table = source.create(name(format), SCHEMA, PartitionSpec.unpartitioned(), Map.of());
        DataFile file =
            IcebergLake.append(table, IcebergLake.row(table, 1L), IcebergLake.row(table, 2L));
        IcebergLake.deleteAt(table, format, file, 0);
      }
      regions.job(ConfigReader.parse(text, "c"), Events.NONE).backup();
      IcebergLake.replicate(
          regions.source().s3(), "lake-us-east-1", regions.target().s3(), "lake-ap-south-1");

      Child restored = restore(regions, Files.writeString(folder.resolve("c.conf"), text));
      assertThat(restored.exit()).as("%s", restored).isZero();
      for (FileFormat format : FORMATS) {
        assertThat(IcebergLake.rows(target.table(name(format))))
            .hasSize(1)
            .isEqualTo(IcebergLake.rows(source.table(name(format))));
      }
    }
  }

  private static String name(FileFormat format) {
    return format.name().toLowerCase(Locale.ROOT);
  }

  private Child restore(TwoRegions regions, Path config) {
    AwsSessionCredentials job = (AwsSessionCredentials) regions.jobCredentials();
    List<String> command = new ArrayList<>(GlueJar.java("-jar", GlueJar.PATH.toString()));
    command.addAll(
        List.of(
            "restore",
            "--config",
            config.toString(),
            "--endpoint-url",
            regions.aws().endpoint().toString()));
    return Child.run(
        folder,
        Map.of(
            "AWS_ACCESS_KEY_ID", job.accessKeyId(),
            "AWS_SECRET_ACCESS_KEY", job.secretAccessKey(),
            "AWS_SESSION_TOKEN", job.sessionToken(),
            "AWS_REGION", TwoRegions.TARGET),
        command);
  }
}
