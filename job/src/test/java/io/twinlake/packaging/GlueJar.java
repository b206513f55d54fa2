package io.twinlake.packaging;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;

/** The jar as it is shipped, beside which the tests' own class path does not count. */
final class GlueJar {
  static final Path PATH = Path.of(System.getProperty("twinlake.jar", "twinlake.jar not set"));

  private GlueJar() {}

  static JarFile open() {
    try {
      return new JarFile(PATH.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("Run by mvn verify, which packages " + PATH, e);
    }
  }

  /** Of this JDK. */
  static List<String> java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    return command;
  }

  static String classPath(Object... entries) {
    List<String> texts = new ArrayList<>();
    for (Object entry : entries) {
      texts.add(entry.toString());
    }
    return String.join(File.pathSeparator, texts);
  }
}
