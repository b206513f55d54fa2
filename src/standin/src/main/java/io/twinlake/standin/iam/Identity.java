package io.twinlake.standin.iam;

import io.twinlake.standin.wire.Caller;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * Credentials and whom they speak for.
 *
 * @param isObserver whether its calls leave no trace: a test looking at the state
 */
public record Identity(Caller caller, AwsCredentials credentials, boolean isObserver) {
  Identity(Caller caller, AwsCredentials credentials) {
    this(caller, credentials, false);
  }
}
