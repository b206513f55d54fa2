package io.twinlake.standin.s3;

import io.twinlake.standin.wire.HttpResponse;
import io.twinlake.standin.wire.Xml;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Multipart uploads. */
final class MultipartOperations {
  HttpResponse create(S3Call call) {
    Bucket bucket = call.bucket();
    call.require("s3:PutObject", bucket);
    Optional<Checksum> checksum = call.http().header("x-amz-checksum-algorithm").map(Checksum::of);
    String type = call.http().header("x-amz-checksum-type").orElse("COMPOSITE");
    Upload upload =
        new Upload(
            call.target().key(), ObjectHeaders.of(call.http()), checksum, type.equals("COMPOSITE"));
    String id = UUID.randomUUID().toString().replace("-", "");
    bucket.uploads().put(id, upload);
    HttpResponse answer =
        S3Call.answer(
            S3Call.xml("InitiateMultipartUploadResult")
                .text("Bucket", bucket.name())
                .text("Key", upload.key())
                .text("UploadId", id));
    return checksum
        .map(
            c ->
                answer
                    .with("x-amz-checksum-algorithm", c.name())
                    .with("x-amz-checksum-type", upload.checksumType()))
        .orElse(answer);
  }

  HttpResponse uploadPart(S3Call call) {
    Bucket bucket = call.bucket();
    call.require("s3:PutObject", bucket);
    Payload payload = new Payload(call.http());
    Upload.Part part = upload(call, bucket).put(partNumber(call), payload);
    HttpResponse response = HttpResponse.empty(200).with("ETag", part.etag());
    for (Map.Entry<Checksum, String> checksum : payload.checksums().entrySet()) {
      response = response.with(checksum.getKey().header(), checksum.getValue());
    }
    return response;
  }

  HttpResponse copyPart(S3Call call) {
    Bucket bucket = call.bucket();
    call.require("s3:PutObject", bucket);
    Upload upload = upload(call, bucket);
    byte[] source = ObjectOperations.source(call).bytes();
    byte[] copied =
        call.http()
            .header(S3Operation.COPY_SOURCE + "-range")
            .map(range -> sliced(source, range))
            .orElse(source);
    return S3Call.answer(
        S3Call.xml("CopyPartResult").text("ETag", upload.put(partNumber(call), copied).etag()));
  }

  /** Unlike a read's, a copy's range must lie within the object. */
  private static byte[] sliced(byte[] source, String header) {
    ByteRange range =
        ByteRange.parse(header, source.length)
            .filter(r -> header.equals("bytes=" + r.first() + "-" + r.last()))
            .orElseThrow(
                () ->
                    S3Errors.invalidArgument(
                        "The x-amz-copy-source-range value must be of the form bytes=first-last"
                            + " where first and last are the zero-based offsets of the first and"
                            + " last bytes to copy"));
    return Arrays.copyOfRange(source, range.first(), range.last() + 1);
  }

  HttpResponse complete(S3Call call) {
    Bucket bucket = call.bucket();
    WriteGuard guard = WriteGuard.of(call.http());
    ObjectOperations.requireWrite(call, bucket, guard);
    Upload upload = upload(call, bucket);
    StoredObject object = upload.complete(named(upload, new Payload(call.http()).text()));
    call.http().header("x-amz-mp-object-size").ifPresent(size -> requireSize(size, object));
    StoredObject stored = bucket.put(upload.key(), guard, object);
    bucket.uploads().remove(uploadId(call));
    Xml xml =
        S3Call.xml("CompleteMultipartUploadResult")
            .text("Location", "/" + bucket.name() + "/" + upload.key())
            .text("Bucket", bucket.name())
            .text("Key", upload.key())
            .text("ETag", stored.etag());
    upload
        .checksum()
        .ifPresent(
            c ->
                xml.text(c.element(), stored.headers().getOrDefault(c.header(), ""))
                    .text("ChecksumType", upload.checksumType()));
    HttpResponse answer = S3Call.answer(xml);
    return bucket.versioning().isEmpty()
        ? answer
        : answer.with("x-amz-version-id", stored.versionId());
  }

  private static void requireSize(String declared, StoredObject object) {
    if (!declared.equals(String.valueOf(object.bytes().length))) {
      throw S3Errors.invalidRequest(
          "The provided 'x-amz-mp-object-size' header does not match what was computed.");
    }
  }

  private static List<Upload.Named> named(Upload upload, String xml) {
    List<Upload.Named> named = new ArrayList<>();
    for (XmlBody part : XmlBody.parse(xml, "CompleteMultipartUpload").children("Part")) {
      String checksum = upload.checksum().flatMap(c -> part.text(c.element())).orElse("");
      named.add(
          new Upload.Named(
              Integer.parseInt(part.requiredText("PartNumber")),
              part.requiredText("ETag"),
              checksum));
    }
    return named;
  }

  HttpResponse abort(S3Call call) {
    Bucket bucket = call.bucket();
    call.require("s3:AbortMultipartUpload", bucket);
    upload(call, bucket);
    bucket.uploads().remove(uploadId(call));
    return HttpResponse.empty(204);
  }

  HttpResponse parts(S3Call call) {
    Bucket bucket = call.bucket();
    call.require("s3:ListMultipartUploadParts", bucket);
    Xml xml =
        S3Call.xml("ListPartsResult")
            .text("Bucket", bucket.name())
            .text("Key", call.target().key())
            .text("UploadId", uploadId(call))
            .text("IsTruncated", false)
            .each(
                upload(call, bucket).parts().entrySet(),
                "Part",
                (part, entry) ->
                    part.text("PartNumber", entry.getKey())
                        .text("ETag", entry.getValue().etag())
                        .text("Size", entry.getValue().size()));
    return S3Call.answer(xml);
  }

  HttpResponse list(S3Call call) {
    Bucket bucket = call.bucket();
    call.require("s3:ListBucketMultipartUploads", bucket);
    Xml xml =
        S3Call.xml("ListMultipartUploadsResult")
            .text("Bucket", bucket.name())
            .text("IsTruncated", false)
            .each(
                bucket.uploads().entrySet(),
                "Upload",
                (upload, entry) ->
                    upload.text("Key", entry.getValue().key()).text("UploadId", entry.getKey()));
    return S3Call.answer(xml);
  }

  private static int partNumber(S3Call call) {
    return Integer.parseInt(call.http().query("partNumber").orElse("0"));
  }

  private static String uploadId(S3Call call) {
    return call.http().query("uploadId").orElse("");
  }

  private static Upload upload(S3Call call, Bucket bucket) {
    return Optional.ofNullable(bucket.uploads().get(uploadId(call)))
        .filter(upload -> upload.key().equals(call.target().key()))
        .orElseThrow(S3Errors::noSuchUpload);
  }
}
