package io.twinlake.snapshot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * A new S3 object, written as it comes: a small one with one PutObject, a larger one as a multipart
 * upload with one part in memory. Nothing is there before {@link #finish}.
 */
final class Upload implements AutoCloseable {
  private static final int MIB = 1024 * 1024;
  private static final String JSON_LINES = "application/x-ndjson";

  private final Bucket bucket;
  private final String key;
  private final Sha256 sha256 = new Sha256();
  private final Sha256 partChecksums = new Sha256();
  private final List<CompletedPart> parts = new ArrayList<>();
  private final Buffer buffer = new Buffer();
  private @Nullable String uploadId;

  Upload(Bucket bucket, String key) {
    this.bucket = bucket;
    this.key = key;
  }

  /**
   * How large a part is, in bytes. Parts grow, so that the 10,000 that S3 allows hold 270 GiB and
   * small files still begin to travel early (aws-facts S3).
   */
  static int partSize(int number) {
    return number <= 1000 ? 8 * MIB : number <= 2000 ? 16 * MIB : 32 * MIB;
  }

  void write(byte[] bytes) {
    if (buffer.size() >= partSize(parts.size() + 1)) {
      sendPart();
    }
    buffer.writeBytes(bytes);
    sha256.add(bytes, bytes.length);
  }

  /** Completes the object, which must not exist yet. */
  void finish() {
    if (uploadId == null) {
      bucket.create(key, buffer.toByteArray());
    } else {
      sendPart();
      complete(uploadId);
    }
    uploadId = null;
  }

  /** How many bytes were written. */
  long size() {
    return sha256.length();
  }

  /** The checksum of all that was written, in hexadecimal; nothing can follow. */
  String sha256() {
    return sha256.hex();
  }

  /** Drops what was sent and not finished. */
  @Override
  public void close() {
    String id = uploadId;
    if (id != null) {
      uploadId = null;
      try {
        s3().abortMultipartUpload(
                r ->
                    r.bucket(bucket.name())
                        .expectedBucketOwner(bucket.owner())
                        .key(key)
                        .uploadId(id));
      } catch (SdkException e) {
        // The bucket's lifecycle rule removes what stays; the run's own error matters more.
      }
    }
  }

  private void sendPart() {
    String id = begun();
    int number = parts.size() + 1;
    String checksum = buffer.sha256();
    String etag =
        bucket.ask(
            "s3:PutObject",
            key,
            () ->
                s3().uploadPart(
                        r ->
                            r.bucket(bucket.name())
                                .expectedBucketOwner(bucket.owner())
                                .key(key)
                                .uploadId(id)
                                .partNumber(number)
                                .checksumSHA256(Sha256.base64(checksum)),
                        buffer.body())
                    .eTag());
    parts.add(
        CompletedPart.builder()
            .partNumber(number)
            .eTag(etag)
            .checksumSHA256(Sha256.base64(checksum))
            .build());
    byte[] raw = HexFormat.of().parseHex(checksum);
    partChecksums.add(raw, raw.length);
    buffer.reset();
  }

  private String begun() {
    String id = uploadId;
    if (id == null) {
      id =
          bucket.ask(
              "s3:PutObject",
              key,
              () ->
                  s3().createMultipartUpload(
                          r ->
                              r.bucket(bucket.name())
                                  .expectedBucketOwner(bucket.owner())
                                  .key(key)
                                  .contentType(JSON_LINES)
                                  .checksumAlgorithm(ChecksumAlgorithm.SHA256))
                      .uploadId());
      uploadId = id;
    }
    return id;
  }

  /** S3 keeps the checksum of the parts' checksums and their number. */
  private void complete(String id) {
    String checksum = Sha256.base64(partChecksums.hex()) + "-" + parts.size();
    bucket.createOnce(
        key,
        size(),
        checksum,
        () ->
            s3().completeMultipartUpload(
                    r ->
                        r.bucket(bucket.name())
                            .expectedBucketOwner(bucket.owner())
                            .key(key)
                            .uploadId(id)
                            .multipartUpload(m -> m.parts(parts))
                            .ifNoneMatch("*")));
  }

  private S3Client s3() {
    return bucket.s3();
  }

  /** One part, readable without a copy and as often as an attempt needs. */
  private static final class Buffer extends ByteArrayOutputStream {
    String sha256() {
      Sha256 sha256 = new Sha256();
      sha256.add(buf, count);
      return sha256.hex();
    }

    RequestBody body() {
      return RequestBody.fromContentProvider(
          () -> new ByteArrayInputStream(buf, 0, count), count, JSON_LINES);
    }
  }
}
