package io.twinlake.standin.s3;

import io.twinlake.standin.iam.Authoriser;
import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.HttpRequest;
import io.twinlake.standin.wire.HttpResponse;
import io.twinlake.standin.wire.Service;
import io.twinlake.standin.wire.Xml;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** S3 of all accounts and regions. Objects live in memory. */
public final class S3Service implements Service {
  private static final String BUCKET_REGION = "x-amz-bucket-region";

  private final BucketStore store;
  private final Authoriser authoriser;
  private final BucketOperations buckets;
  private final ObjectOperations objects = new ObjectOperations();
  private final MultipartOperations uploads = new MultipartOperations();
  private final Listing listing = new Listing();

  public S3Service(BucketStore store, Authoriser authoriser, Clock clock) {
    this.store = store;
    this.authoriser = authoriser;
    this.buckets = new BucketOperations(clock);
  }

  @Override
  public String operation(HttpRequest request) {
    return S3Operation.of(request).name();
  }

  @Override
  public String subject(HttpRequest request) {
    S3Target target = S3Target.of(request);
    return target.isObject() ? target.bucket() + "/" + target.key() : target.bucket();
  }

  @Override
  public Set<String> regionsTouched(HttpRequest request) {
    Stream<String> source =
        request
            .header(S3Operation.COPY_SOURCE)
            .map(S3Target::ofPath)
            .map(S3Target::bucket)
            .stream();
    return Stream.concat(Stream.of(S3Target.of(request).bucket()), source)
        .flatMap(bucket -> store.regionOf(bucket).stream())
        .collect(Collectors.toSet());
  }

  @Override
  public HttpResponse answer(Call call, HttpRequest request) {
    S3Call s3 = new S3Call(call, request, S3Target.of(request), store, authoriser);
    return withRegion(request, answer(S3Operation.of(request), s3));
  }

  private HttpResponse answer(S3Operation operation, S3Call call) {
    return switch (operation) {
      case ListBuckets -> buckets.list(call);
      case CreateBucket -> buckets.create(call);
      case DeleteBucket -> buckets.delete(call);
      case HeadBucket -> buckets.head(call);
      case GetBucketLocation -> buckets.location(call);
      case GetBucketVersioning -> buckets.versioning(call);
      case PutBucketVersioning -> buckets.putVersioning(call);
      case GetBucketPolicy -> buckets.policy(call);
      case PutBucketPolicy -> buckets.putPolicy(call);
      case ListObjectsV2 -> listing.objects(call);
      case ListObjectVersions -> listing.versions(call);
      case ListMultipartUploads -> uploads.list(call);
      case DeleteObjects -> objects.deleteAll(call);
      case PutObject -> objects.put(call);
      case GetObject, HeadObject -> objects.get(call);
      case DeleteObject -> objects.delete(call);
      case CopyObject -> objects.copy(call);
      case CreateMultipartUpload -> uploads.create(call);
      case UploadPart -> uploads.uploadPart(call);
      case UploadPartCopy -> uploads.copyPart(call);
      case CompleteMultipartUpload -> uploads.complete(call);
      case AbortMultipartUpload -> uploads.abort(call);
      case ListParts -> uploads.parts(call);
    };
  }

  @Override
  public HttpResponse refusal(AwsError error, HttpRequest request) {
    Xml xml =
        new Xml("Error")
            .text("Code", error.code())
            .text("Message", String.valueOf(error.getMessage()));
    region(request).ifPresent(region -> xml.text("Region", region));
    xml.text("RequestId", UUID.randomUUID());
    return withRegion(request, HttpResponse.of(error.status(), "application/xml", xml.document()));
  }

  /** Says where a bucket lies whenever the request was about the bucket itself or went astray. */
  private HttpResponse withRegion(HttpRequest request, HttpResponse response) {
    boolean aboutBucket = !S3Target.of(request).isObject() || response.status() >= 300;
    return region(request)
        .filter(region -> aboutBucket)
        .map(region -> response.with(BUCKET_REGION, region))
        .orElse(response);
  }

  private Optional<String> region(HttpRequest request) {
    return store.regionOf(S3Target.of(request).bucket());
  }
}
