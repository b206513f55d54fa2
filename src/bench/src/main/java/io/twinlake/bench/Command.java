package io.twinlake.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Twinlake's command line in a JVM of its own, whose heap is measured.
 *
 * @param environment who calls, as the SDK's variables say it
 */
record Command(Path folder, int heapMegabytes, Map<String, String> environment) {
  private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\(\\d+M\\)");

  /**
   * How one run went.
   *
   * @param peakMegabytes the most that a garbage collection left
   */
  record Run(int exit, double seconds, long peakMegabytes) {}

  Run run(String... words) throws IOException, InterruptedException {
    Path log = folder.resolve("gc-" + words[0] + ".log");
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx" + heapMegabytes + "m", "-Xlog:gc:file=" + log));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.twinlake.cli.Cli"));
    line.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(folder.resolve(words[0] + ".txt").toFile());
    long start = System.nanoTime();
    int exit = builder.start().waitFor();
    return new Run(exit, (System.nanoTime() - start) / 1e9, peak(log));
  }

  private static long peak(Path log) throws IOException {
    Matcher collections = COLLECTION.matcher(Files.readString(log));
    long peak = 0;
    while (collections.find()) {
      peak = Math.max(peak, Long.parseLong(collections.group(2)));
    }
    return peak;
  }
}
