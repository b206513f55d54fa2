package io.twinlake.standin.s3;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.HttpRequest;
import io.twinlake.standin.wire.HttpResponse;
import io.twinlake.standin.wire.Times;
import io.twinlake.standin.wire.Xml;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operations on single objects. */
final class ObjectOperations {
  private static final int MAX_DELETE = 1000;
  private static final String VERSION = "x-amz-version-id";

  HttpResponse put(S3Call call) {
    Bucket bucket = call.bucket();
    WriteGuard guard = WriteGuard.of(call.http());
    requireWrite(call, bucket, guard);
    Payload payload = new Payload(call.http());
    Map<String, String> headers = ObjectHeaders.of(call.http());
    payload.checksums().forEach((checksum, value) -> headers.put(checksum.header(), value));
    StoredObject object = StoredObject.of(payload.bytes(), etag(payload.bytes()), headers);
    return written(bucket, bucket.put(call.target().key(), guard, object));
  }

  static void requireWrite(S3Call call, Bucket bucket, WriteGuard guard) {
    call.require("s3:PutObject", bucket);
    if (guard.comparesEtag()) {
      call.require("s3:GetObject", bucket);
    }
  }

  static HttpResponse written(Bucket bucket, StoredObject object) {
    HttpResponse response = HttpResponse.empty(200).with("ETag", object.etag());
    for (Map.Entry<String, String> header : object.headers().entrySet()) {
      if (header.getKey().startsWith("x-amz-checksum-")) {
        response = response.with(header.getKey(), header.getValue());
      }
    }
    return bucket.versioning().isEmpty() ? response : response.with(VERSION, object.versionId());
  }

  private static String etag(byte[] bytes) {
    return "\"" + HexFormat.of().formatHex(Checksum.digest("MD5", bytes)) + "\"";
  }

  /** GetObject and HeadObject: the connection leaves the body of the latter out. */
  HttpResponse get(S3Call call) {
    Bucket bucket = call.bucket();
    Optional<String> version = call.http().query("versionId");
    call.require(version.isPresent() ? "s3:GetObjectVersion" : "s3:GetObject", bucket);
    StoredObject object = find(call, bucket, call.target(), version);
    if (!matches(call.http(), object)) {
      return HttpResponse.empty(304).with("ETag", object.etag());
    }
    Optional<ByteRange> range =
        call.http().header("range").flatMap(r -> ByteRange.parse(r, object.bytes().length));
    HttpResponse response = range.isPresent() ? part(object, range.get()) : whole(call, object);
    response = response.with("Accept-Ranges", "bytes").with("ETag", object.etag());
    response = response.with("Last-Modified", Times.http(object.lastModified()));
    return bucket.versioning().isEmpty() ? response : response.with(VERSION, object.versionId());
  }

  private static HttpResponse whole(S3Call call, StoredObject object) {
    boolean checksums = call.http().header("x-amz-checksum-mode").isPresent();
    return new HttpResponse(200, headers(object, checksums), object.bytes());
  }

  private static HttpResponse part(StoredObject object, ByteRange range) {
    byte[] bytes = Arrays.copyOfRange(object.bytes(), range.first(), range.last() + 1);
    return new HttpResponse(206, headers(object, false), bytes)
        .with("Content-Range", range.contentRange(object.bytes().length));
  }

  private static Map<String, String> headers(StoredObject object, boolean checksums) {
    Map<String, String> headers = new java.util.LinkedHashMap<>(object.headers());
    headers.keySet().removeIf(name -> !checksums && name.startsWith("x-amz-checksum-"));
    return headers;
  }

  private static boolean matches(HttpRequest request, StoredObject object) {
    String etag = WriteGuard.unquoted(object.etag());
    Optional<String> wanted = request.header("if-match").map(WriteGuard::unquoted);
    if (wanted.isPresent() && !wanted.get().equals(etag) && !wanted.get().equals("*")) {
      throw S3Errors.preconditionFailed();
    }
    return request
        .header("if-none-match")
        .map(WriteGuard::unquoted)
        .filter(other -> other.equals(etag) || other.equals("*"))
        .isEmpty();
  }

  /** Who may not list a bucket does not learn that a key is missing. */
  private static StoredObject find(
      S3Call call, Bucket bucket, S3Target target, Optional<String> version) {
    Optional<StoredObject> found =
        version.isPresent()
            ? bucket.version(target.key(), version.get())
            : bucket.current(target.key());
    if (found.isEmpty() && call.refusal("s3:ListBucket", bucket, target.bucketArn()).isPresent()) {
      throw S3Errors.accessDenied("Access Denied");
    }
    StoredObject object =
        found.orElseThrow(version.isPresent() ? S3Errors::noSuchVersion : S3Errors::noSuchKey);
    if (object.isDeleteMarker()) {
      throw new AwsError(
          "MethodNotAllowed", 405, "The specified method is not allowed against this resource.");
    }
    return object;
  }

  HttpResponse delete(S3Call call) {
    Bucket bucket = call.bucket();
    Optional<String> version = call.http().query("versionId");
    call.require(deleteAction(version), bucket);
    if (version.isPresent()) {
      bucket.deleteVersion(call.target().key(), version.get());
      return HttpResponse.empty(204).with(VERSION, version.get());
    }
    return bucket
        .delete(call.target().key(), WriteGuard.of(call.http()))
        .map(
            marker ->
                HttpResponse.empty(204)
                    .with(VERSION, marker.versionId())
                    .with("x-amz-delete-marker", "true"))
        .orElseGet(() -> HttpResponse.empty(204));
  }

  private static String deleteAction(Optional<String> version) {
    return version.isPresent() ? "s3:DeleteObjectVersion" : "s3:DeleteObject";
  }

  HttpResponse deleteAll(S3Call call) {
    Bucket bucket = call.bucket();
    Payload payload = new Payload(call.http());
    if (payload.checksums().isEmpty() && call.http().header("content-md5").isEmpty()) {
      throw S3Errors.invalidRequest(
          "Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
    }
    XmlBody body = XmlBody.parse(payload.text(), "Delete");
    List<XmlBody> objects = body.children("Object");
    if (objects.isEmpty() || objects.size() > MAX_DELETE) {
      throw S3Errors.malformedXml();
    }
    boolean quiet = body.text("Quiet").filter("true"::equals).isPresent();
    Xml result = S3Call.xml("DeleteResult");
    objects.forEach(object -> result.with(xml -> deleteOne(call, bucket, object, quiet, xml)));
    return S3Call.answer(result);
  }

  private static void deleteOne(
      S3Call call, Bucket bucket, XmlBody object, boolean quiet, Xml result) {
    String key = object.requiredText("Key");
    Optional<String> version = object.text("VersionId");
    String arn = call.target().bucketArn() + "/" + key;
    Optional<String> refusal = call.refusal(deleteAction(version), bucket, arn);
    if (refusal.isPresent()) {
      result.child(
          new Xml("Error")
              .text("Key", key)
              .text("Code", "AccessDenied")
              .text("Message", refusal.get()));
      return;
    }
    version.ifPresentOrElse(
        id -> bucket.deleteVersion(key, id), () -> bucket.delete(key, WriteGuard.NONE));
    if (!quiet) {
      result.child(new Xml("Deleted").text("Key", key));
    }
  }

  HttpResponse copy(S3Call call) {
    Bucket target = call.bucket();
    WriteGuard guard = WriteGuard.of(call.http());
    requireWrite(call, target, guard);
    StoredObject source = source(call);
    boolean replace =
        call.http().header("x-amz-metadata-directive").filter("REPLACE"::equals).isPresent();
    StoredObject copy =
        source.withHeaders(replace ? ObjectHeaders.of(call.http()) : source.headers());
    StoredObject stored = target.put(call.target().key(), guard, copy);
    HttpResponse answer =
        S3Call.answer(
            S3Call.xml("CopyObjectResult")
                .text("ETag", stored.etag())
                .text("LastModified", Times.iso(stored.lastModified())));
    return target.versioning().isEmpty() ? answer : answer.with(VERSION, stored.versionId());
  }

  /** The source may lie in any region: S3 fetches it. */
  static StoredObject source(S3Call call) {
    String[] parts =
        call.http().header(S3Operation.COPY_SOURCE).orElse("").split("\\?versionId=", 2);
    S3Target from = S3Target.ofPath(parts[0]);
    Bucket bucket = call.store().require(from.bucket());
    call.requireOwner("x-amz-source-expected-bucket-owner", bucket);
    Optional<String> version = parts.length == 2 ? Optional.of(parts[1]) : Optional.empty();
    call.require(version.isPresent() ? "s3:GetObjectVersion" : "s3:GetObject", bucket, from.arn());
    return find(call, bucket, from, version);
  }
}
