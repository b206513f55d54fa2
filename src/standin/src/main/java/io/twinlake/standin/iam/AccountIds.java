package io.twinlake.standin.iam;

import java.util.regex.Pattern;

/** The 12 digits of an AWS account. */
final class AccountIds {
  private static final Pattern FORM = Pattern.compile("\\d{12}");

  private AccountIds() {}

  static boolean isAccount(String text) {
    return FORM.matcher(text).matches();
  }

  static String require(String text) {
    if (!isAccount(text)) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not an AWS account id; give 12 digits.");
    }
    return text;
  }
}
