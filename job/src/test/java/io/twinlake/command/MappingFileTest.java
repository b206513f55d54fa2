package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.snapshot.Manifest;
import io.twinlake.snapshot.Snapshot;
import io.twinlake.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lakeformation.model.Permission;

/** A mapping file on disk and in S3, and in a backup when nothing else is left. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class MappingFileTest {
  private static final String OLD = "arn:aws:iam::111122223333:role/Old";
  private static final String NEW = "arn:aws:iam::111122223333:role/New";

  @TempDir private Path folder;
  private final TwoRegions regions = new TwoRegions();
  private final Lake lake = new Lake(regions.source());
  private final Lake twin = new Lake(regions.target());

  @BeforeEach
  void makeALake() {
    regions.buckets();
    LakeSettings.open(regions.source(), false);
    lake.database("sales").table("sales", "orders", "id");
    regions.aws().account(TwoRegions.ACCOUNT).principal("role/Old");
    regions.aws().account(TwoRegions.ACCOUNT).principal("role/New");
    lake.grant(OLD, Permission.SELECT, Lake.onTable("sales", "orders"));
  }

  @AfterEach
  void close() {
    regions.close();
  }

  @Test
  void travelsWithTheBackupAndIsNeededNowhereElse() throws IOException {
    Path mapping =
        Files.writeString(folder.resolve("people.json"), "{\"" + OLD + "\": \"" + NEW + "\"}");
    run("backup", "--config", config("people.json"));
    Files.delete(mapping);
    regions.aws().cutOff(TwoRegions.SOURCE);
    run("restore", "--from", "s3://" + TwoRegions.BACKUPS + "/twinlake");
    assertRenamed();
    run("verify", "--from", "s3://" + TwoRegions.BACKUPS + "/twinlake");
  }

  @Test
  void isReadFromS3() throws IOException {
    put("people.csv", OLD + "," + NEW);
    run("sync", "--config", config("s3://" + TwoRegions.BACKUPS + "/people.csv"));
    assertRenamed();
  }

  @Test
  void isReadBesideAConfigurationInS3() throws IOException {
    put("conf/people.csv", OLD + "," + NEW);
    put("conf/glue_config.conf", Files.readString(Path.of(config("people.csv"))));
    run("sync", "--config", "s3://" + TwoRegions.BACKUPS + "/conf/glue_config.conf");
    assertRenamed();
  }

  @Test
  void isCheckedLikeEveryFileOfASnapshot() throws IOException {
    put("people.csv", OLD + "," + NEW);
    run("backup", "--config", config("s3://" + TwoRegions.BACKUPS + "/people.csv"));
    SnapshotStore store =
        new SnapshotStore(
            regions.target().s3(), TwoRegions.BACKUPS, "twinlake", TwoRegions.ACCOUNT);
    Manifest manifest = store.list().complete().get(0);
    Snapshot snapshot = store.open(manifest.id());
    assertThat(snapshot.principals()).contains(OLD + "," + NEW);
    put(
        "twinlake/snapshots/" + manifest.id() + "/principal_mapping",
        OLD + "," + NEW.replace('N', 'M'));
    CommandLine.Ended restored =
        CommandLine.asJob(regions)
            .run("restore", "--from", "s3://" + TwoRegions.BACKUPS + "/twinlake");
    assertThat(restored.code()).isEqualTo(1);
    assertThat(restored.err()).contains("principal_mapping is damaged");
  }

  @Test
  void isMissedInOneSentenceOnDiskAndInS3() throws IOException {
    assertThat(CommandLine.asJob(regions).run("plan", "--config", config("people.csv")))
        .satisfies(
            ended -> {
              assertThat(ended.code()).isEqualTo(2);
              assertThat(ended.err())
                  .contains(
                      "[Principals] principal_mapping_file = people.csv cannot be used: There is no file");
            });
    assertThat(
            CommandLine.asJob(regions)
                .run("plan", "--config", config("s3://" + TwoRegions.BACKUPS + "/people.csv")))
        .satisfies(
            ended -> {
              assertThat(ended.code()).isEqualTo(2);
              assertThat(ended.err()).contains("There is no mapping file s3://");
            });
  }

  private void assertRenamed() {
    assertThat(twin.grants())
        .anyMatch(line -> line.startsWith(NEW))
        .noneMatch(line -> line.startsWith(OLD));
  }

  private String config(String mappingFile) throws IOException {
    return Files.writeString(
            folder.resolve("glue_config.conf"),
            TwoRegions.configText() + "\n[Principals]\nprincipal_mapping_file = " + mappingFile)
        .toString();
  }

  private void put(String key, String text) {
    regions
        .target()
        .s3()
        .putObject(r -> r.bucket(TwoRegions.BACKUPS).key(key), RequestBody.fromString(text));
  }

  private void run(String... args) {
    CommandLine.Ended ended = CommandLine.asJob(regions).run(args);
    assertThat(ended.code()).as("%s", ended).isZero();
  }
}
