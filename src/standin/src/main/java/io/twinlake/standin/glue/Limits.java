package io.twinlake.standin.glue;

import io.twinlake.standin.wire.AwsError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The sizes, batch limits and required members of AWS's published model, kept in {@code
 * limits.properties}, checked over a whole request.
 */
final class Limits {
  private static final Map<String, Limit> BY_MEMBER = load();

  private final List<String> violations = new ArrayList<>();

  private Limits() {}

  /**
   * @throws AwsError ValidationException that names every violation at once, worded as AWS does
   */
  static void check(SdkPojo request) {
    Limits limits = new Limits();
    limits.checkMembers(request, "");
    List<String> violations = limits.violations;
    if (!violations.isEmpty()) {
      String plural = violations.size() == 1 ? "" : "s";
      throw AwsError.of(
          "ValidationException",
          violations.size()
              + " validation error"
              + plural
              + " detected: "
              + String.join("; ", violations));
    }
  }

  private void checkMembers(SdkPojo pojo, String path) {
    String shape = pojo.getClass().getSimpleName();
    for (SdkField<?> field : pojo.sdkFields()) {
      String name = field.locationName();
      String at = path + name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
      check(shape + "." + name, at, Shapes.present(field.getValueOrDefault(pojo)));
    }
  }

  private void check(String member, String at, @Nullable Object value) {
    Limit limit = BY_MEMBER.get(member);
    if (limit != null) {
      limit.violation(value).ifPresent(demand -> violations.add(worded(at, value, demand)));
    }
    if (value instanceof SdkPojo pojo) {
      checkMembers(pojo, at + ".");
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        check(member + "[]", at + "." + (i + 1) + ".member", list.get(i));
      }
    } else if (value instanceof Map<?, ?> map) {
      map.keySet().forEach(key -> check(member + "{key}", at, key));
      map.forEach((key, item) -> check(member + "{value}", at + "." + key + ".member", item));
    }
  }

  private static String worded(String at, @Nullable Object value, String demand) {
    return "Value '" + value + "' at '" + at + "' failed to satisfy constraint: " + demand;
  }

  private static Map<String, Limit> load() {
    Properties properties = new Properties();
    try (InputStream in = Limits.class.getResourceAsStream("limits.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.stringPropertyNames().stream()
        .collect(
            Collectors.toMap(
                Function.identity(), name -> Limit.parse(properties.getProperty(name))));
  }
}
