package io.twinlake.standin.iam;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Credentials that look like AWS's, the same ones for the same name in every run. */
final class KeyMaker {
  private KeyMaker() {}

  static AwsCredentials longLived(String name) {
    return AwsBasicCredentials.create("AKIA" + letters(name), secret(name));
  }

  static AwsCredentials session(String name) {
    return AwsSessionCredentials.create(
        "ASIA" + letters(name), secret(name), "token/" + secret("token " + name));
  }

  private static String letters(String name) {
    String text = Base64.getEncoder().encodeToString(hash(name)).toUpperCase(Locale.ROOT);
    return text.replaceAll("[^A-Z0-9]", "").substring(0, 16);
  }

  private static String secret(String name) {
    return Base64.getEncoder().encodeToString(hash("secret " + name)).substring(0, 40);
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
