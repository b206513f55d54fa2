package io.twinlake.bench;

import io.twinlake.standin.CallLog;
import io.twinlake.standin.StandIn;
import io.twinlake.standin.glue.Paging;
import io.twinlake.standin.lake.LakeClients;
import io.twinlake.standin.lakeformation.Quota;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;

/** Two regions of the stand-in, and Twinlake's command line, whose runs are measured. */
final class Cloud implements AutoCloseable {
  static final String ACCOUNT = "111122223333";
  static final String SOURCE = "us-east-1";
  static final String TARGET = "ap-south-1";
  static final String BACKUPS = "twinlake-bench";

  private static final Duration LATENCY = Duration.ofMillis(40);
  private static final String EVERYTHING =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

  private final int heapMegabytes;
  private final Path folder;
  private final StandIn aws = StandIn.builder().accounts(ACCOUNT).regions(SOURCE, TARGET).start();
  private final AwsCredentials job = aws.account(ACCOUNT).role("Twinlake", EVERYTHING);

  /**
   * @param heapMegabytes of the measured runs
   * @param folder for what they write
   */
  Cloud(int heapMegabytes, Path folder) {
    this.heapMegabytes = heapMegabytes;
    this.folder = folder;
  }

  StandIn aws() {
    return aws;
  }

  /** Who fills the regions: as root, unseen. */
  LakeClients clients(String region) {
    return LakeClients.of(aws.endpoint(), aws.account(ACCOUNT).observer(), ACCOUNT, region);
  }

  /** The job is administrator of the region, and nothing is open to everyone. */
  void settle(LakeClients clients, int tags) {
    aws.catalog(ACCOUNT, clients.region()).paging(Paging.FULL);
    aws.lakeFormation(ACCOUNT, clients.region())
        .paging(io.twinlake.standin.lakeformation.Paging.FULL)
        .quota(Quota.LF_TAGS, tags);
    clients
        .lakeFormation()
        .putDataLakeSettings(
            r ->
                r.dataLakeSettings(
                    s -> s.dataLakeAdmins(principal("user/admin"), principal("role/Twinlake"))));
  }

  private static DataLakePrincipal principal(String suffix) {
    return DataLakePrincipal.builder()
        .dataLakePrincipalIdentifier("arn:aws:iam::" + ACCOUNT + ":" + suffix)
        .build();
  }

  /** From now on every call takes its time, and runs go by this configuration. */
  void open(String config) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("bench.conf"), config);
    aws.latency(LATENCY);
  }

  /** Calls answer at once again. */
  void rest() {
    aws.latency(Duration.ZERO);
  }

  /**
   * Runs a command and tells of it.
   *
   * @param smallest as few calls as it can be done with, by name; empty when that is not known
   * @return whether it ended well
   */
  boolean measure(Map<String, Long> smallest, String word)
      throws IOException, InterruptedException {
    aws.calls().clear();
    Command.Run run =
        new Command(folder.toAbsolutePath(), heapMegabytes, environment())
            .run(word, "--config", "bench.conf", "--endpoint-url", aws.endpoint().toString());
    Map<String, Long> calls = aws.calls().counts(entry -> true);
    long least = smallest.values().stream().mapToLong(Long::longValue).sum();
    long made = calls.values().stream().mapToLong(Long::longValue).sum();
    say(
        "%n%s: exit %d, %.1f s, %,d calls, at most %d MB of heap after a collection (-Xmx%dm)",
        word, run.exit(), run.seconds(), made, run.peakMegabytes(), heapMegabytes);
    if (least > 0) {
      say("  %.3f times the smallest number of calls, %,d", made / (double) least, least);
    }
    Map<String, Long> names = new TreeMap<>(smallest);
    calls.keySet().forEach(name -> names.putIfAbsent(name, 0L));
    names.forEach((name, few) -> say("  %-70s %,9d %,9d", name, calls.getOrDefault(name, 0L), few));
    long refused =
        aws.calls().all().stream().map(CallLog.Entry::error).filter(e -> !e.isEmpty()).count();
    say("  refused: %,d", refused);
    return run.exit() == 0;
  }

  private Map<String, String> environment() {
    String token = job instanceof AwsSessionCredentials session ? session.sessionToken() : "";
    return Map.of(
        "AWS_ACCESS_KEY_ID",
        job.accessKeyId(),
        "AWS_SECRET_ACCESS_KEY",
        job.secretAccessKey(),
        "AWS_SESSION_TOKEN",
        token,
        "AWS_REGION",
        TARGET);
  }

  static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  @Override
  public void close() {
    aws.close();
  }
}
