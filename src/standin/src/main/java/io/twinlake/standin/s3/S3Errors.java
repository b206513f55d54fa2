package io.twinlake.standin.s3;

import io.twinlake.standin.wire.AwsError;

/**
 * S3's errors.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">AWS: error
 *     responses</a>
 */
final class S3Errors {
  private S3Errors() {}

  static AwsError noSuchBucket() {
    return new AwsError("NoSuchBucket", 404, "The specified bucket does not exist");
  }

  static AwsError noSuchKey() {
    return new AwsError("NoSuchKey", 404, "The specified key does not exist.");
  }

  static AwsError noSuchVersion() {
    return new AwsError("NoSuchVersion", 404, "The specified version does not exist.");
  }

  static AwsError noSuchUpload() {
    return new AwsError(
        "NoSuchUpload",
        404,
        "The specified upload does not exist. The upload ID may be invalid, or the upload may"
            + " have been aborted or completed.");
  }

  static AwsError accessDenied(String message) {
    return new AwsError("AccessDenied", 403, message);
  }

  static AwsError preconditionFailed() {
    return new AwsError(
        "PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold");
  }

  static AwsError invalidArgument(String message) {
    return AwsError.of("InvalidArgument", message);
  }

  static AwsError invalidRequest(String message) {
    return AwsError.of("InvalidRequest", message);
  }

  static AwsError malformedXml() {
    return AwsError.of(
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published"
            + " schema");
  }

  static AwsError notImplemented(String what) {
    return new AwsError(
        "NotImplemented",
        501,
        "A header or parameter you provided implies functionality that is not implemented: "
            + what);
  }

  static AwsError wrongRegion() {
    return new AwsError(
        "PermanentRedirect",
        301,
        "The bucket you are attempting to access must be addressed using the specified endpoint."
            + " Please send all future requests to this endpoint.");
  }

  static AwsError wrongScope(String used, String expected) {
    return AwsError.of(
        "AuthorizationHeaderMalformed",
        "The authorization header is malformed; the region '"
            + used
            + "' is wrong; expecting '"
            + expected
            + "'");
  }
}
