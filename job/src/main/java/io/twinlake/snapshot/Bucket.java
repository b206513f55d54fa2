package io.twinlake.snapshot;

import io.twinlake.model.UserError;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket, reached only as its expected owner's. What S3 refuses is said in a sentence.
 *
 * @param owner the account that must own it, so that nobody else's bucket of that name is used
 */
record Bucket(S3Client s3, String name, String owner) {
  private static final String JSON = "application/json";

  /** For people. */
  String uri(String key) {
    return "s3://" + name + "/" + key;
  }

  String region() {
    return ask(
        "s3:ListBucket",
        "",
        () -> s3.headBucket(r -> r.bucket(name).expectedBucketOwner(owner)).bucketRegion());
  }

  List<S3Object> list(String prefix) {
    return ask(
        "s3:ListBucket",
        prefix,
        () ->
            s3
                .listObjectsV2Paginator(
                    r -> r.bucket(name).expectedBucketOwner(owner).prefix(prefix))
                .contents()
                .stream()
                .toList());
  }

  /** A whole small object, or empty when there is none. */
  Optional<ResponseBytes<GetObjectResponse>> find(String key) {
    return ask(
        "s3:GetObject",
        key,
        () -> {
          try {
            return Optional.of(
                s3.getObject(
                    r -> r.bucket(name).expectedBucketOwner(owner).key(key),
                    ResponseTransformer.toBytes()));
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  /** Bytes of an object: fewer than asked for when it ends before. */
  byte[] read(String key, long offset, int length) {
    String range = "bytes=" + offset + "-" + (offset + length - 1);
    return ask(
        "s3:GetObject",
        key,
        () -> {
          try {
            return s3.getObject(
                    r -> r.bucket(name).expectedBucketOwner(owner).key(key).range(range),
                    ResponseTransformer.toBytes())
                .asByteArrayUnsafe();
          } catch (S3Exception e) {
            if (e.statusCode() == 416) {
              return new byte[0];
            }
            throw e;
          }
        });
  }

  /** Writes an object where there is none. */
  void create(String key, byte[] bytes) {
    String checksum = Sha256.base64(Sha256.hex(bytes));
    createOnce(
        key,
        bytes.length,
        checksum,
        () ->
            s3.putObject(
                r ->
                    r.bucket(name)
                        .expectedBucketOwner(owner)
                        .key(key)
                        .contentType(JSON)
                        .checksumSHA256(checksum)
                        .ifNoneMatch("*"),
                RequestBody.fromBytes(bytes)));
  }

  /**
   * Makes the call that creates an object. When S3 says that the object is there already, it may be
   * this very call's: an earlier attempt of the SDK whose answer was lost.
   *
   * @param checksum the SHA-256 as S3 keeps it for the object to be
   */
  void createOnce(String key, long size, String checksum, Runnable call) {
    ask(
        "s3:PutObject",
        key,
        () -> {
          try {
            call.run();
          } catch (S3Exception e) {
            if (!mayBeDone(e) || !holds(key, size, checksum)) {
              throw e;
            }
          }
          return key;
        });
  }

  /** A finished multipart upload is no longer known by its identifier. */
  private static boolean mayBeDone(S3Exception e) {
    return e.statusCode() == 412 || e.statusCode() == 404;
  }

  private boolean holds(String key, long size, String checksum) {
    try {
      HeadObjectResponse head =
          s3.headObject(
              r ->
                  r.bucket(name)
                      .expectedBucketOwner(owner)
                      .key(key)
                      .checksumMode(ChecksumMode.ENABLED));
      return head.contentLength() == size && checksum.equals(head.checksumSHA256());
    } catch (S3Exception e) {
      return false;
    }
  }

  /**
   * Makes a call.
   *
   * @param permission the IAM action it needs
   * @param key the object or prefix it is about; empty for the bucket
   * @throws UserError when it fails
   */
  <T> T ask(String permission, String key, Supplier<T> call) {
    try {
      return call.get();
    } catch (S3Exception e) {
      throw UserError.failed(refusal(permission, key, e), e);
    } catch (SdkClientException e) {
      throw UserError.failed(
          "%s did not get an answer: %s Check the network and the region, then run again."
              .formatted(uri(key), e.getMessage()),
          e);
    }
  }

  private String refusal(String permission, String key, S3Exception e) {
    String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
    String said = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorMessage();
    // An answer to HEAD has no words.
    String why = said == null || said.isBlank() ? "HTTP " + e.statusCode() : said;
    if ("NoSuchBucket".equals(code) || (e.statusCode() == 404 && key.isEmpty())) {
      return "Bucket %s does not exist; create it, or correct its name.".formatted(name);
    }
    return switch (e.statusCode()) {
      case 403 ->
          "%s on %s was denied (%s); allow it, and check that account %s owns the bucket."
              .formatted(permission, uri(key), why, owner);
      case 412 ->
          "%s is there already and holds something else; run again for a new snapshot."
              .formatted(uri(key));
      default -> "%s on %s failed (%s); run again.".formatted(permission, uri(key), why);
    };
  }
}
