package io.twinlake.standin.s3;

import io.twinlake.standin.iam.Access;
import io.twinlake.standin.iam.Authoriser;
import io.twinlake.standin.iam.PolicyDocument;
import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.HttpRequest;
import io.twinlake.standin.wire.HttpResponse;
import io.twinlake.standin.wire.Xml;
import java.util.Optional;

/** One S3 request with what every operation asks of it. */
record S3Call(
    Call call, HttpRequest http, S3Target target, BucketStore store, Authoriser authoriser) {
  static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

  /**
   * The bucket addressed.
   *
   * @throws io.twinlake.standin.wire.AwsError NoSuchBucket; the two answers to a call signed for
   *     another region; AccessDenied for another owner than expected
   */
  Bucket bucket() {
    Bucket bucket = store.require(target.bucket());
    if (!bucket.region().equals(call.region())) {
      // bucket.localhost stands for a host name that leads to the bucket's own region.
      throw target.virtualHost()
          ? S3Errors.wrongScope(call.region(), bucket.region())
          : S3Errors.wrongRegion();
    }
    requireOwner("x-amz-expected-bucket-owner", bucket);
    return bucket;
  }

  void requireOwner(String header, Bucket bucket) {
    if (http.header(header).filter(owner -> !owner.equals(bucket.owner())).isPresent()) {
      throw S3Errors.accessDenied("Access Denied");
    }
  }

  /** That the caller may do this to the target. */
  void require(String action, Bucket bucket) {
    require(action, bucket, target.arn());
  }

  void require(String action, Bucket bucket, String arn) {
    refusal(action, bucket, arn)
        .ifPresent(
            refusal -> {
              throw S3Errors.accessDenied(refusal);
            });
  }

  Optional<String> refusal(String action, Bucket bucket, String arn) {
    Access access =
        Access.of(call, action, arn)
            .with("aws:resourceaccount", bucket.owner())
            .with("s3:prefix", http.query("prefix").orElse(""));
    return authoriser.refusal(access, bucket.policy());
  }

  /** That the caller's own policy allows what concerns no bucket that exists. */
  void require(String action) {
    Access access = Access.of(call, action, target.isService() ? "*" : target.arn());
    authoriser
        .refusal(access, PolicyDocument.NOTHING)
        .ifPresent(
            refusal -> {
              throw S3Errors.accessDenied(refusal);
            });
  }

  boolean mayList(Bucket bucket) {
    return refusal("s3:ListBucket", bucket, target.bucketArn()).isEmpty();
  }

  static Xml xml(String root) {
    return Xml.root(root, NAMESPACE);
  }

  static HttpResponse answer(Xml xml) {
    return HttpResponse.of(200, "application/xml", xml.document());
  }
}
