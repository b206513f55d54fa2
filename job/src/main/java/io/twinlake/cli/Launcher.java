package io.twinlake.cli;

import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * Starts the command line from the jar. The jar holds no slf4j under its own name, since Glue
 * brings one; where there is none, the classes in {@code META-INF/cli} are used, which log nothing.
 */
public final class Launcher {
  private Launcher() {}

  public static void main(String[] args) throws Throwable {
    ClassLoader loader = hasLogging() ? Launcher.class.getClassLoader() : withLogging();
    Thread.currentThread().setContextClassLoader(loader);
    try {
      loader
          .loadClass("io.twinlake.cli.Cli")
          .getMethod("main", String[].class)
          .invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static boolean hasLogging() {
    try {
      Class.forName("org.slf4j.LoggerFactory");
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** The same jar again, beside its own logging classes. */
  private static ClassLoader withLogging() throws Exception {
    URL jar = Launcher.class.getProtectionDomain().getCodeSource().getLocation();
    URL logging = URI.create("jar:" + jar + "!/META-INF/cli/").toURL();
    return new URLClassLoader(
        "twinlake", new URL[] {jar, logging}, ClassLoader.getPlatformClassLoader());
  }
}
