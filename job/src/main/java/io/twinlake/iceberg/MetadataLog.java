package io.twinlake.iceberg;

import com.google.common.collect.Streams;
import io.twinlake.config.TwinlakeConfig.Iceberg.FileCheck;
import io.twinlake.transform.BucketMapping;
import java.io.IOException;
import software.amazon.awssdk.services.s3.S3Client;

/** Which metadata files a table had before, as its metadata file tells; a hundred by default. */
public record MetadataLog(S3Client s3, BucketMapping buckets) {
  /**
   * Whether a metadata file came before another; false when the other cannot be read.
   *
   * @param at the replica of a metadata file of the source
   * @param earlier a location in the source or in the target
   */
  public boolean follows(String at, String earlier) {
    try {
      byte[] file = new LakeFiles(s3, buckets, FileCheck.NONE, () -> {}).read(at);
      return Streams.stream(MetadataFile.read(at, file).json().path("metadata-log"))
          .map(entry -> buckets.location(entry.path("metadata-file").asText()))
          .anyMatch(buckets.location(earlier)::equals);
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
