package io.twinlake.transform;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text of a policy, in which {@code *} stands for any characters and {@code ?} for one.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html">AWS:
 *     wildcards in resources</a>
 */
record PolicyPattern(String text) {
  boolean isPattern() {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  /** Whether it is filled in when a call is judged, so that nobody can tell what it matches. */
  boolean isVariable() {
    return text.contains("${");
  }

  boolean matches(String whole) {
    String regex =
        text.chars()
            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.DOTALL).matcher(whole).matches();
  }
}
