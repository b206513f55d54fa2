package io.twinlake.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Runs the benchmark; see {@code run}. */
public final class Main {
  private Main() {}

  /**
   * @param args how many times smaller than the whole the lake is to be, by default 1; then the
   *     heap of the measured runs in megabytes, by default 512
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int factor = args.length > 0 ? Integer.parseInt(args[0]) : 1;
    int heap = args.length > 1 ? Integer.parseInt(args[1]) : 512;
    boolean fine = new Benchmark(Size.WHOLE.dividedBy(factor), heap, Path.of("target/bench")).run();
    System.exit(fine ? 0 : 1);
  }
}
