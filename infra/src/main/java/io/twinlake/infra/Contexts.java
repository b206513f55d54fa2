package io.twinlake.infra;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads contexts by key and form, and keeps a sentence for each that is missing or unfit. */
final class Contexts {
  private final Map<String, Object> values;
  private final List<String> problems = new ArrayList<>();

  Contexts(Map<String, Object> values) {
    this.values = values;
    values.keySet().stream().sorted().forEach(this::rejectMisspelling);
  }

  /** The value, or "" with a problem noted. */
  String required(ContextKey key, Form form) {
    String value = text(key);
    if (value.isEmpty()) {
      problem(
          "%1$s is missing; add --context %1$s=VALUE, %2$s.".formatted(key.key(), form.accepted()));
    }
    return checked(key, form, value);
  }

  String orElse(ContextKey key, Form form, String fallback) {
    String value = text(key);
    return value.isEmpty() ? fallback : checked(key, form, value);
  }

  @Nullable String orNull(ContextKey key, Form form) {
    String value = text(key);
    return value.isEmpty() ? null : checked(key, form, value);
  }

  /** A JSON list, or one string with commas. */
  List<String> list(ContextKey key, Form form) {
    Stream<?> items =
        values.get(key.key()) instanceof List<?> list
            ? list.stream()
            : Arrays.stream(text(key).split(","));
    return items
        .map(item -> String.valueOf(item).strip())
        .filter(item -> !item.isEmpty())
        .map(item -> checked(key, form, item))
        .toList();
  }

  void problem(String sentence) {
    problems.add(sentence);
  }

  void throwIfInvalid() throws InvalidContext {
    if (!problems.isEmpty()) {
      throw new InvalidContext(problems);
    }
  }

  private String text(ContextKey key) {
    Object value = values.get(key.key());
    return value == null ? "" : String.valueOf(value).strip();
  }

  private String checked(ContextKey key, Form form, String value) {
    if (!value.isEmpty() && !form.admits(value)) {
      problem("%s is '%s'; give %s.".formatted(key.key(), value, form.accepted()));
    }
    return value;
  }

  private void rejectMisspelling(String typed) {
    boolean known = Arrays.stream(ContextKey.values()).anyMatch(key -> key.key().equals(typed));
    if (!known) {
      Misspelling.meantBy(typed)
          .ifPresent(
              meant -> problem("%s is not a known context; use %s.".formatted(typed, meant.key())));
    }
  }
}
