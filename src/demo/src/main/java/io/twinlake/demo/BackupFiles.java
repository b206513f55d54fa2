package io.twinlake.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What is in the backup bucket, to look at. */
record BackupFiles(S3Client s3) {
  void copyTo(Path folder) throws IOException {
    List<String> keys =
        s3.listObjectsV2Paginator(r -> r.bucket(Cloud.BACKUPS)).contents().stream()
            .map(S3Object::key)
            .toList();
    for (String key : keys) {
      Path file = folder.resolve(key);
      Files.createDirectories(file.resolveSibling("."));
      Files.write(
          file, s3.getObjectAsBytes(r -> r.bucket(Cloud.BACKUPS).key(key)).asByteArrayUnsafe());
    }
  }
}
