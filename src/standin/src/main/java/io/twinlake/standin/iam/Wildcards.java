package io.twinlake.standin.iam;

import java.util.Locale;

/**
 * IAM's {@code *} and {@code ?}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html">AWS:
 *     Resource</a>
 */
final class Wildcards {
  private static final int ARN_SEGMENTS = 6;

  private Wildcards() {}

  static boolean matches(String pattern, String text) {
    int p = 0;
    int star = -1;
    int resume = 0;
    for (int t = 0; t < text.length(); ) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && isOne(pattern.charAt(p), text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static boolean isOne(char pattern, char c) {
    return pattern == '?' || pattern == c;
  }

  static boolean matchesIgnoringCase(String pattern, String text) {
    return matches(pattern.toLowerCase(Locale.ROOT), text.toLowerCase(Locale.ROOT));
  }

  /** Colon by colon: a wildcard reaches past its segment only in the last one. */
  static boolean matchesArn(String pattern, String arn) {
    if (pattern.equals("*")) {
      return true;
    }
    String[] patterns = pattern.split(":", ARN_SEGMENTS);
    String[] segments = arn.split(":", ARN_SEGMENTS);
    if (patterns.length != segments.length) {
      return false;
    }
    for (int i = 0; i < segments.length; i++) {
      if (!matches(patterns[i], segments[i])) {
        return false;
      }
    }
    return true;
  }
}
