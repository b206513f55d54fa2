package io.twinlake.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A file as Python's {@code ConfigParser} sees it, before interpolation. */
record IniFile(Map<String, IniSection> sections) {
  static final String DEFAULT = "DEFAULT";

  /** The section's own entry, or the one it inherits from {@code [DEFAULT]}. */
  Optional<IniEntry> find(String section, String key) {
    return own(section, key).or(() -> own(DEFAULT, key));
  }

  private Optional<IniEntry> own(String section, String key) {
    return Optional.ofNullable(sections.get(section)).map(found -> found.entries().get(fold(key)));
  }

  /** Keys are the same in any case, sections are not. */
  static String fold(String key) {
    return key.toLowerCase(Locale.ROOT);
  }
}
