package io.twinlake.snapshot;

import io.twinlake.aws.Parallel;
import io.twinlake.config.TwinlakeConfig.ObjectPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Copies one object to another place, inside S3.
 *
 * @param size of the object, in bytes
 * @param limit what S3 copies with one call (5 GB, aws-facts S3)
 * @param partSize bytes a call above that
 */
record ObjectCopy(Bucket from, String key, long size, long limit, long partSize) {
  private static final long GIB = 1024L * 1024 * 1024;
  private static final int CALLS_AT_ONCE = 8;

  ObjectCopy(Bucket from, String key, long size) {
    this(from, key, size, 5_000_000_000L, GIB);
  }

  /** Replaces what is at the place. */
  void to(ObjectPlace place) {
    Bucket to = new Bucket(from.s3(), place.bucket(), from.owner());
    if (size <= limit) {
      copyWhole(to, place.key());
    } else {
      copyInParts(to, place.key());
    }
  }

  private void copyWhole(Bucket to, String target) {
    to.ask(
        "s3:PutObject",
        target,
        () ->
            to.s3()
                .copyObject(
                    r ->
                        r.sourceBucket(from.name())
                            .sourceKey(key)
                            .expectedSourceBucketOwner(from.owner())
                            .destinationBucket(to.name())
                            .destinationKey(target)
                            .expectedBucketOwner(to.owner())));
  }

  private void copyInParts(Bucket to, String target) {
    String id =
        to.ask(
            "s3:PutObject",
            target,
            () ->
                to.s3()
                    .createMultipartUpload(
                        r -> r.bucket(to.name()).expectedBucketOwner(to.owner()).key(target))
                    .uploadId());
    try {
      List<CompletedPart> parts = new ArrayList<>();
      new Parallel(CALLS_AT_ONCE)
          .map(
              LongStream.rangeClosed(1, (size + partSize - 1) / partSize).iterator(),
              number -> copyPart(to, target, id, number.intValue()))
          .forEachRemaining(parts::add);
      complete(to, target, id, parts);
    } catch (RuntimeException e) {
      abort(to, target, id, e);
      throw e;
    }
  }

  private CompletedPart copyPart(Bucket to, String target, String id, int number) {
    long first = (number - 1) * partSize;
    long last = Math.min(size, first + partSize) - 1;
    return to.ask(
        "s3:PutObject",
        target,
        () -> {
          String etag =
              to.s3()
                  .uploadPartCopy(
                      r ->
                          r.sourceBucket(from.name())
                              .sourceKey(key)
                              .expectedSourceBucketOwner(from.owner())
                              .destinationBucket(to.name())
                              .destinationKey(target)
                              .expectedBucketOwner(to.owner())
                              .uploadId(id)
                              .partNumber(number)
                              .copySourceRange("bytes=" + first + "-" + last))
                  .copyPartResult()
                  .eTag();
          return CompletedPart.builder().partNumber(number).eTag(etag).build();
        });
  }

  private static void complete(Bucket to, String target, String id, List<CompletedPart> parts) {
    to.ask(
        "s3:PutObject",
        target,
        () ->
            to.s3()
                .completeMultipartUpload(
                    r ->
                        r.bucket(to.name())
                            .expectedBucketOwner(to.owner())
                            .key(target)
                            .uploadId(id)
                            .multipartUpload(m -> m.parts(parts))));
  }

  private static void abort(Bucket to, String target, String id, RuntimeException cause) {
    try {
      to.s3()
          .abortMultipartUpload(
              r -> r.bucket(to.name()).expectedBucketOwner(to.owner()).key(target).uploadId(id));
    } catch (SdkException e) {
      cause.addSuppressed(e);
    }
  }
}
