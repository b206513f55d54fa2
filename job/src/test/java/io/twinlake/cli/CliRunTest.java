package io.twinlake.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.twinlake.command.TwoRegions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** The whole command line against the stand-in. */
class CliRunTest {
  private final TwoRegions lake = new TwoRegions();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir Path folder;

  @BeforeEach
  void prepare() throws IOException {
    Files.writeString(folder.resolve("glue_config.conf"), TwoRegions.configText());
    lake.buckets();
    callAs(lake.jobCredentials());
    System.setProperty("aws.region", TwoRegions.TARGET);
    lake.source().glue().createDatabase(r -> r.databaseInput(d -> d.name("sales")));
    for (String table : List.of("orders", "items")) {
      lake.source()
          .glue()
          .createTable(
              r ->
                  r.databaseName("sales")
                      .tableInput(
                          t ->
                              t.name(table)
                                  .storageDescriptor(d -> d.location("s3://lake-us-east-1/raw/"))));
    }
  }

  @AfterEach
  void cleanUp() {
    Stream.of("aws.accessKeyId", "aws.secretAccessKey", "aws.sessionToken", "aws.region")
        .forEach(System::clearProperty);
    lake.close();
  }

  @Test
  void backsUpPlansRestoresAndProvesIt() {
    assertThat(run("backup")).as("%s%s", out, err).isZero();
    assertThat(text()).contains("databases").contains("Backup complete: ");
    assertThat(run("plan", "--detailed-exitcode")).as("%s%s", out, err).isEqualTo(4);
    assertThat(text()).contains("Plan: ").contains("to create").contains("table sales.orders");
    assertThat(run("restore")).as("%s%s", out, err).isZero();
    assertThat(text()).contains("Restore complete: ").contains(" 0 failed.");
    assertThat(run("verify")).as("%s%s", out, err).isZero();
    assertThat(text()).contains("Verify: 0 missing, 0 differs, 0 extra");
    assertThat(run("plan", "--detailed-exitcode")).as("%s%s", out, err).isZero();
    assertThat(text()).contains("Plan: 0 to create, 0 to update, 0 to delete.");
  }

  @Test
  void verifyNamesWhatIsMissingAndItsFileMendsThat() throws IOException {
    assertThat(run("sync")).as("%s%s", out, err).isZero();
    lake.target().glue().deleteTable(r -> r.databaseName("sales").name("items"));
    Path problems = folder.resolve("problems.jsonl");
    assertThat(run("verify", "--problems", problems.toString())).isEqualTo(4);
    assertThat(text()).contains("Missing (").contains("table sales.items");
    assertThat(Files.readString(problems)).contains("\"name\":\"items\"");
    assertThat(run("restore", "--only", problems.toString())).as("%s%s", out, err).isZero();
    assertThat(run("verify")).as("%s%s", out, err).isZero();
  }

  @Test
  void restoresABackupOfNoAdminOnlyWhenTold() {
    lake.source()
        .lakeFormation()
        .putDataLakeSettings(r -> r.dataLakeSettings(s -> s.readOnlyAdmins(List.of())));
    assertThat(run("backup")).isEqualTo(3);
    assertThat(run("restore")).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("--accept-incomplete");
    assertThat(run("restore", "--accept-incomplete")).as("%s%s", out, err).isEqualTo(3);
    assertThat(text()).contains("3 created").contains("may lack objects and grants");
  }

  @Test
  void jsonIsOneLineOnStdout() throws IOException {
    assertThat(run("sync", "--json")).isZero();
    assertThat(text().lines()).hasSize(1);
    JsonNode json = new ObjectMapper().readTree(text());
    assertThat(json.path("exit_code").asInt()).isZero();
    assertThat(json.at("/counts/table/saved").asInt()).isEqualTo(2);
    assertThat(json.at("/counts/table/created").asInt()).isEqualTo(2);
  }

  @Test
  void listsSnapshotsAndRestoresFromOneWithNothingElse() throws IOException {
    assertThat(run("backup")).isZero();
    assertThat(run("snapshots")).isZero();
    assertThat(text())
        .containsPattern(
            "\\d{8}T\\d{6}Z-us-east-1-[0-9a-f]{4}  1 data lake settings, 1 database, 2 tables");
    lake.aws().cutOff(TwoRegions.SOURCE);
    Files.delete(folder.resolve("glue_config.conf"));
    assertThat(
            call(
                "restore",
                "--from",
                "s3://" + TwoRegions.BACKUPS + "/twinlake",
                "--target-region",
                TwoRegions.TARGET))
        .as("%s%s", out, err)
        .isZero();
    assertThat(call("snapshots", "--from", "s3://" + TwoRegions.BACKUPS + "/twinlake/", "--json"))
        .isZero();
    assertThat(new ObjectMapper().readTree(text()).at("/snapshots/0/counts/table").asInt())
        .isEqualTo(2);
    lake.target().glue().getTable(r -> r.databaseName("sales").name("orders"));
    lake.target().glue().getTable(r -> r.databaseName("sales").name("items"));
  }

  @Test
  void saysWhatIsWrongInASentence() {
    callAs(
        lake.aws()
            .account(TwoRegions.ACCOUNT)
            .role("Nobody", "{\"Version\":\"2012-10-17\",\"Statement\":[]}"));
    assertThat(run("plan")).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("s3:ListBucket", "denied").doesNotContain("\tat ");
    assertThat(text()).isEmpty();
    assertThat(run("plan", "--debug")).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("\tat io.twinlake.");
    System.setProperty("aws.accessKeyId", "AKIAUNKNOWN");
    System.clearProperty("aws.sessionToken");
    assertThat(run("backup")).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("security token").doesNotContain("\tat ");
  }

  private static void callAs(AwsCredentials credentials) {
    System.setProperty("aws.accessKeyId", credentials.accessKeyId());
    System.setProperty("aws.secretAccessKey", credentials.secretAccessKey());
    if (credentials instanceof AwsSessionCredentials session) {
      System.setProperty("aws.sessionToken", session.sessionToken());
    }
  }

  private int run(String command, String... more) {
    Stream<String> config =
        Stream.of(command, "--config", folder.resolve("glue_config.conf").toString());
    Stream<String> problems =
        command.equals("snapshots") || List.of(more).contains("--problems")
            ? Stream.of()
            : Stream.of("--problems", folder.resolve(command + ".jsonl").toString());
    return call(
        Stream.of(config, problems, Stream.of(more))
            .flatMap(Function.identity())
            .toArray(String[]::new));
  }

  private int call(String... args) {
    out.reset();
    err.reset();
    return Cli.run(
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        Stream.concat(
                Stream.of(args), Stream.of("--endpoint-url", lake.aws().endpoint().toString()))
            .toArray(String[]::new));
  }

  private String text() {
    return out.toString(UTF_8);
  }
}
