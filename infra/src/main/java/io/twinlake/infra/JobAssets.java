package io.twinlake.infra;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files a Glue job consists of: the shaded job jar and the Scala script that calls it. */
record JobAssets(Path jar, Path script) {
  /** Where the build leaves them, seen from the directory of cdk.json. */
  static JobAssets builtIn(Path root, String version) {
    return new JobAssets(
        root.resolve("job/target/twinlake-" + version + "-glue.jar"),
        root.resolve("job/src/main/glue/GlueApp.scala"));
  }

  void check() throws InvalidContext {
    List<String> problems =
        Stream.of(jar, script)
            .filter(file -> !Files.isRegularFile(file))
            .map("%s is missing; run ./mvnw -DskipTests package in the project's root."::formatted)
            .toList();
    if (!problems.isEmpty()) {
      throw new InvalidContext(problems);
    }
  }
}
