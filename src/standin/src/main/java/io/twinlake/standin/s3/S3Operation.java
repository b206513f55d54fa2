package io.twinlake.standin.s3;

import io.twinlake.standin.wire.HttpRequest;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** S3's operations and the request that means each: method, level and sub-resource. */
enum S3Operation {
  ListBuckets("GET", Level.SERVICE),
  CreateBucket("PUT", Level.BUCKET),
  DeleteBucket("DELETE", Level.BUCKET),
  HeadBucket("HEAD", Level.BUCKET),
  GetBucketLocation("GET", Level.BUCKET, "location"),
  GetBucketVersioning("GET", Level.BUCKET, "versioning"),
  PutBucketVersioning("PUT", Level.BUCKET, "versioning"),
  GetBucketPolicy("GET", Level.BUCKET, "policy"),
  PutBucketPolicy("PUT", Level.BUCKET, "policy"),
  ListObjectsV2("GET", Level.BUCKET, "list-type"),
  ListObjectVersions("GET", Level.BUCKET, "versions"),
  ListMultipartUploads("GET", Level.BUCKET, "uploads"),
  DeleteObjects("POST", Level.BUCKET, "delete"),
  PutObject("PUT", Level.OBJECT),
  GetObject("GET", Level.OBJECT),
  HeadObject("HEAD", Level.OBJECT),
  DeleteObject("DELETE", Level.OBJECT),
  CopyObject("PUT", Level.OBJECT),
  CreateMultipartUpload("POST", Level.OBJECT, "uploads"),
  UploadPart("PUT", Level.OBJECT, "partNumber", "uploadId"),
  UploadPartCopy("PUT", Level.OBJECT, "partNumber", "uploadId"),
  CompleteMultipartUpload("POST", Level.OBJECT, "uploadId"),
  AbortMultipartUpload("DELETE", Level.OBJECT, "uploadId"),
  ListParts("GET", Level.OBJECT, "uploadId");

  static final String COPY_SOURCE = "x-amz-copy-source";

  /** Parameters that name an operation; all others refine one. */
  private static final Set<String> SUB_RESOURCES =
      Set.of(
          "location",
          "versioning",
          "policy",
          "list-type",
          "versions",
          "uploads",
          "delete",
          "partNumber",
          "uploadId",
          "acl",
          "tagging",
          "lifecycle",
          "encryption",
          "object-lock",
          "retention",
          "legal-hold",
          "attributes",
          "restore",
          "select",
          "session",
          "replication",
          "publicAccessBlock",
          "ownershipControls",
          "notification",
          "website",
          "cors",
          "logging");

  private enum Level {
    SERVICE,
    BUCKET,
    OBJECT;

    static Level of(S3Target target) {
      return target.isService() ? SERVICE : target.isObject() ? OBJECT : BUCKET;
    }
  }

  private final String method;
  private final Level level;

  /** In alphabetic order. */
  private final String subResources;

  S3Operation(String method, Level level, String... subResources) {
    this.method = method;
    this.level = level;
    this.subResources = String.join(" ", subResources);
  }

  /**
   * @throws io.twinlake.standin.wire.AwsError NotImplemented
   */
  static S3Operation of(HttpRequest request) {
    boolean copies = request.header(COPY_SOURCE).isPresent();
    return Arrays.stream(values())
        .filter(operation -> operation.isMeantBy(request) && operation.copies() == copies)
        .findFirst()
        .orElseThrow(
            () ->
                S3Errors.notImplemented(
                    request.method() + " " + request.rawPath() + " " + request.query().keySet()));
  }

  private boolean copies() {
    return this == CopyObject || this == UploadPartCopy;
  }

  private boolean isMeantBy(HttpRequest request) {
    return request.method().equals(method)
        && Level.of(S3Target.of(request)) == level
        && request.query().keySet().stream()
            .filter(SUB_RESOURCES::contains)
            .collect(Collectors.joining(" "))
            .equals(subResources);
  }
}
