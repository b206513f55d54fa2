package io.twinlake.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Configuration files that must always be read. */
final class SampleFiles {
  private SampleFiles() {}

  static String shipped() {
    return read(Path.of("../glue_config.conf"));
  }

  /** Written by hand with every section, key and form of value of the Python project's own file. */
  static String pythonOriginal() {
    return read(
        Path.of("src/test/resources/io/twinlake/config/glue_config_of_the_python_original.conf"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
