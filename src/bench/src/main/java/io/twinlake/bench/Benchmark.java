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

/** A backup, a first restore, a verification and a second restore of one large lake. */
final class Benchmark {
  private static final String ACCOUNT = "111122223333";
  private static final String SOURCE = "us-east-1";
  private static final String TARGET = "ap-south-1";
  private static final String BACKUPS = "twinlake-bench";
  private static final Duration LATENCY = Duration.ofMillis(40);
  private static final String EVERYTHING =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

  private final Size size;
  private final int heapMegabytes;
  private final Path folder;
  private final StandIn aws = StandIn.builder().accounts(ACCOUNT).regions(SOURCE, TARGET).start();
  private final AwsCredentials job = aws.account(ACCOUNT).role("Twinlake", EVERYTHING);

  Benchmark(Size size, int heapMegabytes, Path folder) {
    this.size = size;
    this.heapMegabytes = heapMegabytes;
    this.folder = folder;
  }

  /** Whether every run ended well. */
  boolean run() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    say(
        "%,d grants, %,d LF-tags, %,d assignments, %,d filters, %,d tables; 40 ms a call",
        size.grants(), size.tags(), size.assignments(), size.filters(), size.allTables());
    long rows = fill();
    aws.latency(LATENCY);
    Files.writeString(folder.resolve("bench.conf"), config());
    Command command = new Command(folder.toAbsolutePath(), heapMegabytes, environment());
    Smallest smallest = new Smallest(size, rows);
    boolean fine = measure(command, smallest.backup(), "backup");
    fine &= measure(command, smallest.firstRestore(), "restore");
    fine &= measure(command, Map.of(), "verify");
    return fine;
  }

  private boolean measure(Command command, Map<String, Long> smallest, String word)
      throws IOException, InterruptedException {
    aws.calls().clear();
    Command.Run run =
        command.run(word, "--config", "bench.conf", "--endpoint-url", aws.endpoint().toString());
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

  /** How many rows ListPermissions has then. */
  private long fill() {
    AwsCredentials observer = aws.account(ACCOUNT).observer();
    try (LakeClients source = LakeClients.of(aws.endpoint(), observer, ACCOUNT, SOURCE);
        LakeClients target = LakeClients.of(aws.endpoint(), observer, ACCOUNT, TARGET)) {
      settle(source, SOURCE);
      settle(target, TARGET);
      target.s3().createBucket(r -> r.bucket(BACKUPS));
      new BigLake(source, aws.account(ACCOUNT), size).fill();
      return source.lakeFormation().listPermissionsPaginator(r -> {}).stream()
          .mapToLong(page -> page.principalResourcePermissions().size())
          .sum();
    }
  }

  /** The job is administrator of both, and nothing is open to everyone. */
  private void settle(LakeClients clients, String region) {
    aws.catalog(ACCOUNT, region).paging(Paging.FULL);
    aws.lakeFormation(ACCOUNT, region)
        .paging(io.twinlake.standin.lakeformation.Paging.FULL)
        .quota(Quota.LF_TAGS, size.tags());
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

  private static String config() {
    return """
    [DEFAULT]
    aws_region_list = ['us-east-1', 'ap-south-1']
    [AwsDataCatalog]
    source_region = us-east-1
    destination_region = ap-south-1
    backup_file_bucket = twinlake-bench
    backup_file_folder = bench
    database_list = ['ALL_DATABASE']
    [Limits]
    glue_calls_per_second = 100000
    lakeformation_calls_per_second = 100000
    """;
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
