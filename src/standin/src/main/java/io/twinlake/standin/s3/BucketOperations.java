package io.twinlake.standin.s3;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.HttpResponse;
import io.twinlake.standin.wire.Times;
import io.twinlake.standin.wire.Xml;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Operations on whole buckets. */
final class BucketOperations {
  private static final String FIRST_REGION = "us-east-1";
  private static final Pattern NAME =
      Pattern.compile("(?!\\d+\\.\\d+\\.\\d+\\.\\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  private final Clock clock;

  BucketOperations(Clock clock) {
    this.clock = clock;
  }

  HttpResponse list(S3Call call) {
    call.require("s3:ListAllMyBuckets");
    String account = call.call().caller().account();
    Stream<Bucket> mine = call.store().all().stream().filter(b -> b.owner().equals(account));
    Xml buckets =
        new Xml("Buckets")
            .each(
                mine.toList(),
                "Bucket",
                (xml, bucket) ->
                    xml.text("Name", bucket.name())
                        .text("CreationDate", Times.iso(bucket.created()))
                        .text("BucketRegion", bucket.region()));
    return S3Call.answer(
        S3Call.xml("ListAllMyBucketsResult")
            .child(new Xml("Owner").text("ID", account))
            .child(buckets));
  }

  HttpResponse create(S3Call call) {
    call.require("s3:CreateBucket");
    String name = call.target().bucket();
    if (!NAME.matcher(name).matches()) {
      throw AwsError.of("InvalidBucketName", "The specified bucket is not valid.");
    }
    Bucket bucket = new Bucket(name, call.call().caller().account(), regionOfNew(call), clock);
    Optional<Bucket> other = call.store().addIfAbsent(bucket);
    if (other.isPresent()) {
      throw taken(other.get().owner().equals(bucket.owner()));
    }
    return HttpResponse.empty(200).with("Location", "/" + name);
  }

  /** The region's own endpoint makes buckets there only; us-east-1's makes them anywhere. */
  private static String regionOfNew(S3Call call) {
    String here = call.call().region();
    String body = new Payload(call.http()).text();
    String wanted =
        body.isBlank()
            ? FIRST_REGION
            : XmlBody.parse(body, "CreateBucketConfiguration")
                .text("LocationConstraint")
                .orElse(FIRST_REGION);
    if (!here.equals(FIRST_REGION) && !here.equals(wanted)) {
      throw AwsError.of(
          "IllegalLocationConstraintException",
          "The "
              + (body.isBlank() ? "unspecified" : wanted)
              + " location constraint is incompatible for the region specific endpoint this"
              + " request was sent to.");
    }
    if (!body.isBlank() && wanted.equals(FIRST_REGION) && body.contains(FIRST_REGION)) {
      throw AwsError.of(
          "InvalidLocationConstraint", "The specified location-constraint is not valid");
    }
    return wanted;
  }

  private static AwsError taken(boolean mine) {
    return mine
        ? new AwsError(
            "BucketAlreadyOwnedByYou",
            409,
            "Your previous request to create the named bucket succeeded and you already own it.")
        : new AwsError(
            "BucketAlreadyExists",
            409,
            "The requested bucket name is not available. The bucket namespace is shared by all"
                + " users of the system. Please select a different name and try again.");
  }

  HttpResponse delete(S3Call call) {
    Bucket bucket = call.bucket();
    call.require("s3:DeleteBucket", bucket);
    if (!bucket.isEmpty()) {
      throw new AwsError("BucketNotEmpty", 409, "The bucket you tried to delete is not empty");
    }
    call.store().remove(bucket);
    return HttpResponse.empty(204);
  }

  HttpResponse head(S3Call call) {
    call.require("s3:ListBucket", call.bucket());
    return HttpResponse.empty(200);
  }

  HttpResponse location(S3Call call) {
    Bucket bucket = call.bucket();
    call.require("s3:GetBucketLocation", bucket);
    String constraint = bucket.region().equals(FIRST_REGION) ? "" : bucket.region();
    return HttpResponse.of(
        200,
        "application/xml",
        "<LocationConstraint xmlns=\""
            + S3Call.NAMESPACE
            + "\">"
            + constraint
            + "</LocationConstraint>");
  }

  HttpResponse versioning(S3Call call) {
    Bucket bucket = call.bucket();
    call.require("s3:GetBucketVersioning", bucket);
    Xml xml = S3Call.xml("VersioningConfiguration");
    if (!bucket.versioning().isEmpty()) {
      xml.text("Status", bucket.versioning());
    }
    return S3Call.answer(xml);
  }

  HttpResponse putVersioning(S3Call call) {
    Bucket bucket = call.bucket();
    call.require("s3:PutBucketVersioning", bucket);
    String status =
        XmlBody.parse(new Payload(call.http()).text(), "VersioningConfiguration")
            .requiredText("Status");
    if (!status.equals("Enabled") && !status.equals("Suspended")) {
      throw S3Errors.malformedXml();
    }
    bucket.setVersioning(status);
    return HttpResponse.empty(200);
  }

  HttpResponse policy(S3Call call) {
    Bucket bucket = call.bucket();
    call.require("s3:GetBucketPolicy", bucket);
    if (bucket.policyJson().isEmpty()) {
      throw new AwsError("NoSuchBucketPolicy", 404, "The bucket policy does not exist");
    }
    return HttpResponse.of(200, "application/json", bucket.policyJson());
  }

  HttpResponse putPolicy(S3Call call) {
    Bucket bucket = call.bucket();
    call.require("s3:PutBucketPolicy", bucket);
    bucket.setPolicy(new Payload(call.http()).text());
    return HttpResponse.empty(204);
  }
}
