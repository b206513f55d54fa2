package io.twinlake.config;

/**
 * One key of the file.
 *
 * @param key lower case
 * @param line where it begins, counted from 1
 * @param value as written, its continuation lines joined by line feeds, before interpolation
 */
record IniEntry(String section, String key, int line, String value) {
  /** For people: {@code [Operation] sync_glue_catalog}. */
  String place() {
    return "[" + section + "] " + key;
  }
}
