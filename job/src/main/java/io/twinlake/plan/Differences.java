package io.twinlake.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.Canonical;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where two documents differ, in words. */
final class Differences {
  private static final int NAMED = 5;
  private static final int TEXT = 80;

  /** Parameters that may hold what must not be printed, e.g. a JDBC table's password. */
  private static final Pattern SECRET =
      Pattern.compile("password|secret|token|credential|access.?key", Pattern.CASE_INSENSITIVE);

  private final List<String> found = new ArrayList<>();

  private Differences() {}

  /**
   * Names the first differences, e.g. {@code StorageDescriptor.Columns[2].Type is "string" instead
   * of "bigint"}; empty when the documents are equal.
   */
  static String between(ObjectNode desired, ObjectNode actual) {
    if (Canonical.text(desired).equals(Canonical.text(actual))) {
      return "";
    }
    Differences differences = new Differences();
    differences.compare("", desired, actual);
    int more = differences.found.size() - NAMED;
    String named = String.join("; ", differences.found.stream().limit(NAMED).toList());
    return more > 0 ? named + "; and " + more + " more" : named;
  }

  private void compare(String path, @Nullable JsonNode desired, @Nullable JsonNode actual) {
    if (desired instanceof ObjectNode left && actual instanceof ObjectNode right) {
      names(left, right).forEach(n -> compare(join(path, n), left.get(n), right.get(n)));
    } else if (desired instanceof ArrayNode left
        && actual instanceof ArrayNode right
        && left.size() == right.size()) {
      for (int i = 0; i < left.size(); i++) {
        compare(path + "[" + i + "]", left.get(i), right.get(i));
      }
    } else if (desired == null || actual == null || !sameText(desired, actual)) {
      found.add(
          SECRET.matcher(path).find()
              ? path + " differs"
              : path + " is " + show(actual) + " instead of " + show(desired));
    }
  }

  private static Set<String> names(ObjectNode left, ObjectNode right) {
    Set<String> names = new LinkedHashSet<>();
    left.fieldNames().forEachRemaining(names::add);
    right.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static boolean sameText(JsonNode left, JsonNode right) {
    return Canonical.text(left).equals(Canonical.text(right));
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String show(@Nullable JsonNode node) {
    if (node == null) {
      return "absent";
    }
    if (node instanceof ArrayNode array && !array.isEmpty()) {
      return "a list of " + array.size();
    }
    String text = node.toString();
    return text.length() <= TEXT ? text : text.substring(0, TEXT) + "…";
  }
}
