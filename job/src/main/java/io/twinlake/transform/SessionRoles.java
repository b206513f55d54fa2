package io.twinlake.transform;

import io.twinlake.model.Wildcard;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The roles that a session may be of, whose ARN tells a role's name and not its path. Names are
 * unique in an account whatever their paths, so that an entry of the mapping that names the role
 * tells the path; a pattern with a path tells what it may be.
 *
 * @param entries principals and patterns of the mapping
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html">AWS:
 *     IAM identifiers</a>
 */
record SessionRoles(Set<String> entries) {
  /**
   * @param account the beginning of the ARNs of the account's roles, up to {@code role/}
   */
  List<String> of(String account, String name) {
    List<String> named =
        entries.stream()
            .filter(entry -> !new Wildcard(entry).isPattern())
            .filter(entry -> entry.equals(account + name) || isBelow(account, entry, name))
            .toList();
    return named.isEmpty() ? possible(account, name) : named;
  }

  private static boolean isBelow(String account, String entry, String name) {
    return entry.startsWith(account) && entry.endsWith("/" + name);
  }

  private List<String> possible(String account, String name) {
    Set<String> roles = new LinkedHashSet<>();
    roles.add(account + name);
    for (String entry : entries) {
      int role = entry.indexOf(":role/");
      int last = entry.lastIndexOf('/');
      if (new Wildcard(entry).isPattern() && role >= 0) {
        String path = entry.substring(role + ":role/".length(), last + 1);
        String filled = account + path.replace("*", "x") + name;
        if (new Wildcard(entry).matches(filled)) {
          roles.add(filled);
        }
      }
    }
    return List.copyOf(roles);
  }
}
