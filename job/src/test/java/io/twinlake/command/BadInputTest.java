package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.standin.CallLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;

/** What cannot be done is said in a sentence, with an exit code, and nothing is written. */
class BadInputTest {
  private final TwoRegions regions = new TwoRegions();
  private final CallLog calls = regions.aws().calls();
  private final CommandLine job = CommandLine.asJob(regions);
  private final S3Client s3 = regions.target().s3();
  @TempDir Path folder;

  @BeforeEach
  void fillTheSource() {
    regions.buckets();
    regions.source().glue().createDatabase(r -> r.databaseInput(d -> d.name("sales")));
  }

  @AfterEach
  void close() {
    regions.close();
  }

  @ParameterizedTest
  @CsvSource({
    "backup, 'Bucket nowhere-to-be-found does not exist; create it, or correct its name.'",
    "restore, 'Bucket nowhere-to-be-found does not exist; create it, or correct its name.'"
  })
  void aBucketThatIsMissing(String command, String sentence) throws IOException {
    String text = TwoRegions.configText().replace(TwoRegions.BACKUPS, "nowhere-to-be-found");
    assertRefused(job, 1, sentence, command, "--config", config(text));
  }

  @ParameterizedTest
  @CsvSource({"backup", "restore", "sync", "plan", "verify", "snapshots"})
  void aBucketThatIsDenied(String command) throws IOException {
    var noBucket =
        regions
            .aws()
            .account(TwoRegions.ACCOUNT)
            .role(
                "NoBucket",
                """
                {"Version":"2012-10-17","Statement":[
                  {"Effect":"Allow","Action":"*","Resource":"*"},
                  {"Effect":"Deny","Action":"s3:*","Resource":"*"}]}""");
    assertRefused(
        CommandLine.as(regions, noBucket),
        1,
        "s3:ListBucket on s3://" + TwoRegions.BACKUPS + "/",
        command,
        "--config",
        config(TwoRegions.configText()));
  }

  @Test
  void aSnapshotFileThatIsTruncated() throws IOException {
    String key = backup("glue_catalog.json");
    byte[] bytes = bytes(key);
    put(key, bytes, bytes.length - 1);
    assertRefused(
        job,
        1,
        "/glue_catalog.json is damaged: it has %d bytes and its manifest says %d"
            .formatted(bytes.length - 1, bytes.length),
        "restore",
        "--config",
        config(TwoRegions.configText()));
  }

  @ParameterizedTest
  @CsvSource({"glue_catalog.json", "lf_permissions.json", "config.conf", "manifest.json"})
  void aSnapshotFileWithOneWrongByte(String file) throws IOException {
    String key = backup(file);
    byte[] bytes = bytes(key);
    bytes[bytes.length / 2] ^= 1;
    put(key, bytes, bytes.length);
    assertRefused(job, 1, "/" + file, "restore", "--config", config(TwoRegions.configText()));
  }

  @Test
  void aSnapshotOfANewerFormat() throws IOException {
    String key = backup("manifest.json");
    String newer =
        new String(bytes(key), StandardCharsets.UTF_8)
            .replaceFirst("\"format_version\" *: *1", "\"format_version\": 2");
    put(key, newer.getBytes(StandardCharsets.UTF_8), newer.length());
    assertRefused(
        job,
        1,
        "is of format 2 and this version of Twinlake reads up to 1; use a newer version.",
        "restore",
        "--config",
        config(TwoRegions.configText()));
  }

  @Test
  void aSnapshotThatThereIsNot() throws IOException {
    backup("manifest.json");
    assertRefused(
        job,
        1,
        "There is no snapshot yesterday in s3://",
        "restore",
        "--snapshot",
        "yesterday",
        "--config",
        config(TwoRegions.configText()));
  }

  @Test
  void aConfigurationWithMistakesIsRefusedWithAllOfThem() throws IOException {
    String text =
        TwoRegions.configText()
            .replace("['ALL_DATABASE']", "['sales'")
            .replace("{'lake-us-east-1': 'lake-ap-south-1'}", "{'lake-us-east-1' 'x'}")
            .replace("update_table_s3_location = True", "update_table_s3_location = Treu");
    CommandLine.Ended ended = job.run("restore", "--config", config(text));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err().lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("database_list"))
        .anyMatch(line -> line.contains("target_s3_locations"))
        .anyMatch(line -> line.contains("update_table_s3_location"));
    assertThat(calls.all()).isEmpty();
  }

  @Test
  void aConfigurationThatIsMissingInS3() {
    assertRefused(
        job,
        2,
        "s3://" + TwoRegions.BACKUPS + "/nope.conf",
        "sync",
        "--config",
        "s3://" + TwoRegions.BACKUPS + "/nope.conf");
  }

  @Test
  void aProblemFileThatIsNone() throws IOException {
    Path file = Files.writeString(folder.resolve("problems.jsonl"), "these are no problems\n");
    assertRefused(
        job,
        2,
        "line 1",
        "restore",
        "--only",
        file.toString(),
        "--config",
        config(TwoRegions.configText()));
  }

  @Test
  void aBackupFolderThatHoldsNone() {
    assertRefused(
        job,
        1,
        "There is no complete snapshot in s3://" + TwoRegions.BACKUPS + "/elsewhere",
        "restore",
        "--from",
        "s3://" + TwoRegions.BACKUPS + "/elsewhere");
  }

  @Test
  void anEmptyRegionMakesAnEmptySnapshotOfWhichNothingIsRestored() throws IOException {
    regions.source().glue().deleteDatabase(r -> r.name("sales"));
    String config = config(TwoRegions.configText());
    CommandLine.Ended backup = job.run("backup", "--config", config);
    assertThat(backup.code()).as("%s", backup).isZero();
    assertThat(backup.out()).contains("No database was found in us-east-1");
    calls.clear();
    CommandLine.Ended restore = job.run("restore", "--config", config);
    assertThat(restore.code()).as("%s", restore).isZero();
    assertThat(written())
        .as("the base alone")
        .allMatch(
            write -> write.startsWith("s3:PutObject " + TwoRegions.BACKUPS + "/twinlake/state/"));
  }

  @Test
  void aDatabaseThatIsGoneIsAbsentAndTheRestGoesOn() throws IOException {
    String config =
        config(TwoRegions.configText().replace("'ALL_DATABASE'", "'sales', 'purchases'"));
    CommandLine.Ended sync = job.run("sync", "--config", config);
    assertThat(sync.code()).as("%s", sync).isEqualTo(3);
    assertThat(sync.out()).contains("Database purchases is not in the source");
    assertThat(regions.target().glue().getDatabase(r -> r.name("sales")).database()).isNotNull();
  }

  private void assertRefused(CommandLine line, int code, String sentence, String... args) {
    calls.clear();
    CommandLine.Ended ended = line.run(args);
    assertThat(ended.code()).as("%s", ended).isEqualTo(code);
    assertThat(ended.err().lines().filter(text -> text.contains(sentence)))
        .as("%s", ended)
        .hasSize(1);
    assertThat(ended.err()).doesNotContain("\tat ", "null", "not expect");
    assertThat(written()).isEmpty();
  }

  private List<String> written() {
    List<String> written = new ArrayList<>();
    for (CallLog.Entry entry : calls.all()) {
      if (entry.call().isWrite() && entry.error().isEmpty()) {
        written.add(entry.name() + " " + entry.subject());
      }
    }
    return written;
  }

  private String config(String text) throws IOException {
    return Files.writeString(folder.resolve("glue_config.conf"), text).toString();
  }

  /** The key of a file of a new snapshot. */
  private String backup(String file) throws IOException {
    assertThat(job.run("backup", "--config", config(TwoRegions.configText())).code()).isZero();
    return s3
        .listObjectsV2Paginator(r -> r.bucket(TwoRegions.BACKUPS).prefix("twinlake/snapshots/"))
        .contents()
        .stream()
        .map(object -> object.key())
        .filter(key -> key.endsWith("/" + file))
        .findFirst()
        .orElseThrow();
  }

  private byte[] bytes(String key) {
    return s3.getObject(r -> r.bucket(TwoRegions.BACKUPS).key(key), ResponseTransformer.toBytes())
        .asByteArray();
  }

  private void put(String key, byte[] bytes, int length) {
    s3.putObject(
        r -> r.bucket(TwoRegions.BACKUPS).key(key),
        RequestBody.fromBytes(Arrays.copyOf(bytes, length)));
  }
}
