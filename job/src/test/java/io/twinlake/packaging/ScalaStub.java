package io.twinlake.packaging;

import java.nio.file.Path;
import java.util.List;
import scala.collection.JavaConverters;
import scala.tools.nsc.Global;
import scala.tools.nsc.Settings;
import scala.tools.nsc.reporters.StoreReporter;

/** The job's script, compiled as Glue compiles it. */
final class ScalaStub {
  private static final Path SCRIPT = Path.of("src/main/glue/GlueApp.scala");

  private ScalaStub() {}

  /** Compiles against the packaged jar and returns the compiler's messages. */
  @SuppressWarnings("deprecation")
  static List<String> compileTo(Path folder) throws ReflectiveOperationException {
    Settings settings = new Settings();
    settings.usejavacp().value_$eq(false);
    settings.classpath().value_$eq(GlueJar.classPath(GlueJar.PATH, scalaLibrary()));
    settings.outputDirs().setSingleOutput(folder.toString());
    StoreReporter reporter = new StoreReporter();
    Global compiler = new Global(settings, reporter);
    compiler.new Run()
        .compile(
            scala.collection.immutable.List$.MODULE$
                .<String>empty()
                .$colon$colon(SCRIPT.toString()));
    return JavaConverters.setAsJavaSet(reporter.infos()).stream().map(Object::toString).toList();
  }

  static Path scalaLibrary() {
    return Path.of(
        scala.Option.class.getProtectionDomain().getCodeSource().getLocation().getPath());
  }
}
