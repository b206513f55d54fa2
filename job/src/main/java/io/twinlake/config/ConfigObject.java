package io.twinlake.config;

import io.twinlake.model.UserError;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A configuration in S3, or a file that it names.
 *
 * @param what it is, for sentences: {@code configuration}
 */
record ConfigObject(String what, String bucket, String key) {
  /** Slashes before the key are dropped: consoles and scripts like to put one there. */
  static ConfigObject of(String what, String bucket, String key) {
    ConfigObject object = new ConfigObject(what, bucket, key.replaceFirst("^/+", ""));
    if (object.key().isEmpty()) {
      throw UserError.usage(
          object + " names no object; write s3://bucket/folder/glue_config.conf.");
    }
    return object;
  }

  String text(S3Client s3) {
    try (ResponseInputStream<GetObjectResponse> in =
        s3.getObject(request -> request.bucket(bucket).key(key))) {
      byte[] bytes = in.readNBytes(ConfigFile.MAX_BYTES + 1);
      in.abort();
      return ConfigFile.decoded(what, bytes, toString());
    } catch (NoSuchBucketException e) {
      throw UserError.usage(
          "Bucket %s of the %s %s does not exist; correct its name.".formatted(bucket, what, this));
    } catch (NoSuchKeyException e) {
      throw UserError.usage(
          "There is no %s %s; upload it there, or correct the key.".formatted(what, this));
    } catch (S3Exception e) {
      throw UserError.failed(refusal(e), e);
    } catch (SdkClientException | IOException e) {
      throw UserError.failed(
          "Reading the %s %s got no answer (%s); check the network and the credentials, then run again."
              .formatted(what, this, e.getMessage()),
          e);
    }
  }

  private String refusal(S3Exception e) {
    return e.statusCode() == 403
        ? "Reading the %s %s was denied (%s); allow s3:GetObject on it and s3:ListBucket on the bucket, without which a missing object looks denied."
            .formatted(what, this, e.getMessage())
        : "Reading the %s %s failed (%s); check the place, then run again."
            .formatted(what, this, e.getMessage());
  }

  @Override
  public String toString() {
    return "s3://" + bucket + "/" + key;
  }
}
