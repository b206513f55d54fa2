package io.twinlake.command;

import io.twinlake.aws.AwsRegion;
import io.twinlake.config.ConfigReader;
import io.twinlake.config.TwinlakeConfig;
import java.io.IOException;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.HasTableOperations;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Two regions with a bucket and a database of Iceberg tables in each, and words to run commands.
 */
record IcebergRegions(TwoRegions regions, IcebergLake source, IcebergLake target)
    implements AutoCloseable {
  static final String SOURCE = "lake-us-east-1";
  static final String TARGET = "lake-ap-south-1";

  static IcebergRegions open() {
    TwoRegions regions = new TwoRegions();
    regions.buckets();
    return new IcebergRegions(
        regions,
        IcebergLake.open(regions.aws(), TwoRegions.SOURCE, SOURCE).database(),
        IcebergLake.open(regions.aws(), TwoRegions.TARGET, TARGET));
  }

  void backUpAndReplicate() {
    regions.job(config(), new Heard()).backup();
    IcebergLake.replicate(regions.source().s3(), SOURCE, regions.target().s3(), TARGET);
  }

  /** Backs up, replicates the files, and loses the region and its bucket. */
  void lose() {
    backUpAndReplicate();
    S3Client s3 = regions.source().s3();
    IcebergLake.keys(s3, SOURCE).forEach(key -> s3.deleteObject(r -> r.bucket(SOURCE).key(key)));
    s3.deleteBucket(r -> r.bucket(SOURCE));
    regions.aws().cutOff(TwoRegions.SOURCE);
  }

  Heard restore(String... options) {
    Heard heard = new Heard();
    regions.job(config(options), heard).restore(Selection.LATEST);
    return heard;
  }

  Heard verify(String... options) {
    Heard heard = new Heard();
    regions.job(config(options), heard).verify(Selection.LATEST);
    return heard;
  }

  /**
   * @param options lines of the file; those about Iceberg and the others go to the sections they
   *     belong to
   */
  static TwinlakeConfig config(String... options) {
    Predicate<String> isIceberg = line -> line.contains("iceberg_");
    String rewriting =
        Stream.concat(Stream.of("rewrite_iceberg_metadata = True"), Stream.of(options))
            .filter(isIceberg)
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    String[] operation = Stream.of(options).filter(Predicate.not(isIceberg)).toArray(String[]::new);
    return ConfigReader.parse(
        TwoRegions.configText(operation)
            .replace("update_table_s3_location", rewriting + "update_table_s3_location"),
        "glue_config.conf");
  }

  /** Without rewriting anything. */
  Heard plainRestore(String... operation) {
    Heard heard = new Heard();
    regions.job(TwoRegions.config(operation), heard).restore(Selection.LATEST);
    return heard;
  }

  /** Of objects in a bucket. */
  Stream<String> names(String bucket) {
    AwsRegion region = bucket.equals(SOURCE) ? regions.source() : regions.target();
    return IcebergLake.keys(region.s3(), bucket).stream();
  }

  /** Of a table's metadata file in the target. */
  String location(String table) {
    return ((HasTableOperations) target.table(table)).operations().current().metadataFileLocation();
  }

  /** Those to S3 about the target's bucket, by operation. */
  Map<String, Long> lakeCalls() {
    return regions
        .aws()
        .calls()
        .counts(entry -> entry.call().service().equals("s3") && entry.subject().startsWith(TARGET));
  }

  @Override
  public void close() throws IOException {
    source.close();
    target.close();
    regions.close();
  }
}
