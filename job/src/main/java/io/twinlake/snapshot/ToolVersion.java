package io.twinlake.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that Maven gave the jar. */
final class ToolVersion {
  private static final String RESOURCE = "/META-INF/maven/io.twinlake/twinlake/pom.properties";

  private ToolVersion() {}

  /** The version, or {@code development} outside a jar. */
  static String text() {
    try (InputStream in = ToolVersion.class.getResourceAsStream(RESOURCE)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "development");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
