package io.twinlake.standin.s3;

import io.twinlake.standin.wire.HttpRequest;
import java.util.Optional;

/**
 * The conditions of a conditional write (aws-facts "Conditional writes").
 *
 * @param ifMatch an entity tag, or empty for none
 */
record WriteGuard(boolean ifNoneMatch, String ifMatch) {
  static final WriteGuard NONE = new WriteGuard(false, "");

  static WriteGuard of(HttpRequest request) {
    Optional<String> noneMatch = request.header("if-none-match");
    if (noneMatch.isPresent() && !noneMatch.get().equals("*")) {
      throw S3Errors.notImplemented("If-None-Match: " + noneMatch.get());
    }
    return new WriteGuard(noneMatch.isPresent(), request.header("if-match").orElse(""));
  }

  boolean comparesEtag() {
    return !ifMatch.isEmpty();
  }

  /**
   * @param current the version that a reader sees now
   */
  void check(Optional<StoredObject> current) {
    if (ifNoneMatch && current.isPresent()) {
      throw S3Errors.preconditionFailed();
    }
    if (comparesEtag()) {
      String etag = current.orElseThrow(S3Errors::noSuchKey).etag();
      if (!ifMatch.equals("*") && !unquoted(ifMatch).equals(unquoted(etag))) {
        throw S3Errors.preconditionFailed();
      }
    }
  }

  static String unquoted(String etag) {
    return etag.replace("\"", "");
  }
}
