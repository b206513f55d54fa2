package io.twinlake.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlueJarIT {
  /** Java 17, which Glue 5 runs. */
  private static final int NEWEST_CLASS_FILE = 61;

  @TempDir Path folder;

  @Test
  void holdsNoClassUnderANameThatGlueHasToo() throws IOException {
    try (JarFile jar = GlueJar.open()) {
      List<String> classes = names(jar).stream().filter(n -> n.endsWith(".class")).toList();
      assertThat(classes).hasSizeGreaterThan(10_000);
      assertThat(classes)
          .allMatch(name -> name.startsWith("io/twinlake/") || name.startsWith("META-INF/cli/"));
    }
  }

  @Test
  void bringsNoLoggingNoSignaturesAndNoModule() throws IOException {
    try (JarFile jar = GlueJar.open()) {
      assertThat(names(jar))
          .noneMatch(name -> name.startsWith("org/slf4j/"))
          .noneMatch(name -> name.startsWith("META-INF/versions/"))
          .noneMatch(name -> name.matches(".*(log4j|logback|commons-logging).*"))
          .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"))
          .noneMatch(name -> name.endsWith("module-info.class"));
    }
  }

  @Test
  void everyClassRunsOnJava17() throws IOException {
    try (JarFile jar = GlueJar.open()) {
      Set<Integer> versions = new TreeSet<>();
      for (JarEntry entry : jar.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
          in.skipNBytes(6);
          versions.add(in.readUnsignedShort());
        }
      }
      assertThat(versions).isNotEmpty().allMatch(version -> version <= NEWEST_CLASS_FILE);
    }
  }

  @Test
  void everyServiceFileNamesClassesOfTheJar() throws IOException {
    try (JarFile jar = GlueJar.open()) {
      List<JarEntry> services =
          jar.stream()
              .filter(e -> e.getName().matches("META-INF/services/.+") && !e.isDirectory())
              .toList();
      assertThat(services).isNotEmpty();
      for (JarEntry service : services) {
        assertThat(service.getName()).contains("/io.twinlake.shaded.");
        String text = new String(jar.getInputStream(service).readAllBytes(), UTF_8);
        assertThat(text.lines().map(String::strip).filter(l -> !l.isEmpty() && !l.startsWith("#")))
            .allMatch(name -> jar.getEntry(name.replace('.', '/') + ".class") != null);
      }
    }
  }

  @Test
  void keepsLicencesAndNotices() throws IOException {
    try (JarFile jar = GlueJar.open()) {
      assertThat(names(jar))
          .contains("META-INF/LICENSE.txt", "META-INF/NOTICE", "META-INF/cli/META-INF/LICENSE.txt");
      String notice =
          new String(jar.getInputStream(jar.getEntry("META-INF/NOTICE")).readAllBytes(), UTF_8);
      assertThat(notice).contains("AWS SDK for Java", "Apache HttpComponents", "Jackson");
    }
  }

  @Test
  void startsWithoutLoggingOnTheClassPathAndPrintsNoWarning() {
    Child help = run(Map.of(), "--help");
    assertThat(help.err()).isEmpty();
    assertThat(help.exit()).isZero();
    assertThat(help.out()).contains("Usage: twinlake", "Exit codes:");
    assertThat(run(Map.of(), "--version").out()).matches("twinlake \\d+\\.\\d+\\.\\d+\\R");
  }

  @Test
  void callsAwsFromTheCommandLine() {
    try (Cloud cloud = new Cloud()) {
      Child snapshots =
          run(
              cloud.environment(),
              "snapshots",
              "--config",
              "s3://" + Cloud.BUCKET + "/" + Cloud.CONFIG,
              "--endpoint-url",
              cloud.endpoint());
      assertThat(snapshots.err()).isEmpty();
      assertThat(snapshots.out()).isEqualTo("There are no snapshots; run a backup.\n");
      assertThat(snapshots.exit()).isZero();
    }
  }

  @Test
  void saysHowFarItCameWhenItIsStopped() throws IOException, InterruptedException {
    Path config = Files.writeString(folder.resolve("glue_config.conf"), Cloud.TEXT);
    Path err = folder.resolve("err");
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ProcessBuilder builder =
          new ProcessBuilder(
              GlueJar.java(
                  "-jar",
                  GlueJar.PATH.toString(),
                  "backup",
                  "--config",
                  config.toString(),
                  "--endpoint-url",
                  "http://127.0.0.1:" + silent.getLocalPort()));
      builder.environment().putAll(Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b"));
      Process process =
          builder.redirectError(err.toFile()).redirectOutput(Redirect.DISCARD).start();
      try (Socket call = silent.accept()) {
        assertThat(call.isConnected()).isTrue();
        process.destroy();
        assertThat(process.waitFor()).isEqualTo(128 + 15);
      }
    }
    assertThat(err)
        .content()
        .contains("Interrupted; what is done stays: run it again to do the rest.")
        .endsWith("Backup stopped before its end: 0 saved, 0 failed.\n");
  }

  @Test
  void compilesTheJobsScript() throws ReflectiveOperationException {
    assertThat(ScalaStub.compileTo(folder)).isEmpty();
    assertThat(folder.resolve("GlueApp.class")).exists();
  }

  private Child run(Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(GlueJar.java("-jar", GlueJar.PATH.toString()));
    command.addAll(List.of(arguments));
    return Child.run(folder, environment, command);
  }

  private static List<String> names(JarFile jar) {
    return jar.stream().map(JarEntry::getName).toList();
  }
}
