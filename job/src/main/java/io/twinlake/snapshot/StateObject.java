package io.twinlake.snapshot;

import io.twinlake.snapshot.TargetState.Held;
import io.twinlake.snapshot.TargetState.Lease;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A state's S3 object, written by compare-and-set only. */
record StateObject(Bucket bucket, String key) {
  private static final Held NONE = new Held(List.of(), null, List.of(), null);

  /**
   * @param clock stands in for S3's where an answer carries no time
   */
  Held read(Clock clock) {
    return bucket.find(key).map(found -> held(found, clock)).orElse(NONE);
  }

  private Held held(ResponseBytes<GetObjectResponse> found, Clock clock) {
    State state = State.parse(found.asByteArrayUnsafe(), bucket.uri(key));
    GetObjectResponse response = found.response();
    return new Held(
        state.bases(),
        lease(state, response.lastModified(), now(response, clock)),
        state.borrowed(),
        response.eTag());
  }

  private static @Nullable Lease lease(State state, Instant written, Instant now) {
    if (state.holder() == null || state.since() == null) {
      return null;
    }
    Instant until = written.plus(TargetState.LEASE);
    return new Lease(state.holder(), state.since(), until, now.isBefore(until));
  }

  private static Instant now(GetObjectResponse response, Clock clock) {
    return response
        .sdkHttpResponse()
        .firstMatchingHeader("Date")
        .map(date -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from))
        .orElseGet(clock::instant);
  }

  /**
   * Writes the state over the one that has the etag, or where there is none.
   *
   * @return the new state's etag, or empty when another state is there
   */
  Optional<String> write(State state, @Nullable String etag) {
    byte[] bytes = state.toBytes();
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(bucket.name())
            .expectedBucketOwner(bucket.owner())
            .key(key)
            .contentType("application/json")
            .checksumSHA256(Sha256.base64(Sha256.hex(bytes)));
    PutObjectRequest conditional =
        (etag == null ? request.ifNoneMatch("*") : request.ifMatch(etag)).build();
    return bucket.ask(
        "s3:PutObject",
        key,
        () -> {
          try {
            return Optional.of(
                bucket.s3().putObject(conditional, RequestBody.fromBytes(bytes)).eTag());
          } catch (S3Exception e) {
            return overtaken(e, bytes);
          }
        });
  }

  /** An earlier attempt of the same call, whose answer was lost, may have written the state. */
  private Optional<String> overtaken(S3Exception e, byte[] bytes) {
    boolean gone = e.statusCode() == 404 && "NoSuchKey".equals(e.awsErrorDetails().errorCode());
    if (e.statusCode() != 412 && !gone) {
      throw e;
    }
    return bucket
        .find(key)
        .filter(found -> Arrays.equals(found.asByteArrayUnsafe(), bytes))
        .map(found -> found.response().eTag());
  }
}
