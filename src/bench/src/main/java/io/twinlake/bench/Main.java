package io.twinlake.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the benchmarks; see {@code run}. */
public final class Main {
  private Main() {}

  /**
   * @param args {@code iceberg} for an Iceberg table instead of a large lake; then how many times
   *     smaller than the whole it is to be, by default 1; then the heap of the measured runs in
   *     megabytes, by default 512
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(args));
    boolean isIceberg = words.remove("iceberg");
    int factor = words.isEmpty() ? 1 : Integer.parseInt(words.get(0));
    int heap = words.size() < 2 ? 512 : Integer.parseInt(words.get(1));
    try (Cloud cloud = new Cloud(heap, Path.of("target/bench"))) {
      boolean fine =
          isIceberg
              ? new IcebergBenchmark(cloud, 1000 / factor).run()
              : new Benchmark(cloud, Size.WHOLE.dividedBy(factor)).run();
      System.exit(fine ? 0 : 1);
    }
  }
}
