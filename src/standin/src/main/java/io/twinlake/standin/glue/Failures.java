package io.twinlake.standin.glue;

import io.twinlake.standin.wire.AwsError;
import java.util.Optional;
import software.amazon.awssdk.services.glue.model.ErrorDetail;

/** Errors of single items inside an HTTP 200 answer (aws-facts 13). */
final class Failures {
  private Failures() {}

  static Optional<ErrorDetail> of(Runnable item) {
    try {
      item.run();
      return Optional.empty();
    } catch (AwsError error) {
      return Optional.of(
          ErrorDetail.builder().errorCode(error.code()).errorMessage(error.getMessage()).build());
    }
  }
}
