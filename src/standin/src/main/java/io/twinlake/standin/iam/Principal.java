package io.twinlake.standin.iam;

import io.twinlake.standin.wire.Caller;

/**
 * An IAM user or role.
 *
 * @param suffix what follows the account in the ARN, e.g. {@code role/service/Loader}
 */
public record Principal(String account, String suffix, PolicyDocument policy) {
  public Principal {
    AccountIds.require(account);
    if (!suffix.matches("(user|role)/([\\x21-\\x7e]+/)*[\\w+=,.@-]+")) {
      throw new IllegalArgumentException(
          "\"" + suffix + "\" is no IAM principal; write user/<name> or role/<path>/<name>.");
    }
  }

  static Principal of(String account, String suffix, PolicyDocument policy) {
    return new Principal(account, suffix, policy);
  }

  public String arn() {
    return "arn:aws:iam::" + account + ":" + suffix;
  }

  public boolean isRole() {
    return suffix.startsWith("role/");
  }

  /** Without the path. */
  public String name() {
    return suffix.substring(suffix.lastIndexOf('/') + 1);
  }

  /** With slashes at both ends, or one slash. */
  public String path() {
    return suffix.substring(suffix.indexOf('/'), suffix.lastIndexOf('/') + 1);
  }

  Caller callerWithoutSession() {
    return new Caller(account, arn(), arn());
  }

  public Caller caller(String session) {
    String sessionArn = "arn:aws:sts::" + account + ":assumed-role/" + name() + "/" + session;
    return new Caller(account, arn(), sessionArn);
  }
}
