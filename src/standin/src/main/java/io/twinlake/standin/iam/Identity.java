package io.twinlake.standin.iam;

import io.twinlake.standin.wire.Caller;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Credentials and whom they speak for. */
public record Identity(Caller caller, AwsCredentials credentials) {}
