package io.twinlake.demo;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What S3 Replication does between two regions: the same keys, the same bytes. */
public record Replication(S3Client source, S3Client target) {
  public void copy(String from, String to) {
    source.listObjectsV2Paginator(r -> r.bucket(from)).contents().stream()
        .map(S3Object::key)
        .forEach(
            key -> {
              byte[] bytes =
                  source.getObjectAsBytes(r -> r.bucket(from).key(key)).asByteArrayUnsafe();
              target.putObject(r -> r.bucket(to).key(key), RequestBody.fromBytes(bytes));
            });
  }
}
