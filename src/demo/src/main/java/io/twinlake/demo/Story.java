package io.twinlake.demo;

import io.twinlake.standin.lake.LakeClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;

/** The demo's script of events. Whatever is not as it should be is said, and fails the demo. */
final class Story {
  private static final String CONFIG = "glue_config.conf";
  private static final String OWN_CONFIG = "demo-output/glue_config.conf";

  private final Cloud cloud;
  private final Screen screen;
  private final Commands twinlake;
  private final Path output;
  private final List<String> wrong = new ArrayList<>();
  private Map<String, List<List<String>>> icebergRows = Map.of();

  Story(Cloud cloud, Screen screen, Commands twinlake, Path output) {
    this.cloud = cloud;
    this.screen = screen;
    this.twinlake = twinlake;
    this.output = output;
  }

  /** Whether everything was as it should be. */
  boolean tell() throws IOException {
    begin();
    Contents source = showSource();
    backUp();
    loseTheSource();
    look();
    restore();
    breakTheTarget();
    repair();
    Contents target = showTarget();
    summarise(source, target);
    return wrong.isEmpty();
  }

  private void begin() {
    screen.line(screen.bold("Twinlake: a data lake is backed up, loses its region and comes back"));
    screen.say(
        "AWS is a stand-in on this machine, at "
            + cloud.aws().endpoint()
            + ": no account is touched. The commands are those for AWS itself.");
  }

  private Contents showSource() throws IOException {
    cloud.fill();
    cloud.replicate();
    screen.heading(
        "1. A data lake in us-east-1",
        "A shop's tables, marketing's tagged tables and the cost reports, with everybody's"
            + " rights on them: by name, by LF-tag, by filter.");
    Contents source = Contents.of(cloud.source());
    show(source);
    return source;
  }

  private void show(Contents region) {
    screen.table(region.databaseGrid());
    screen.table(region.tableGrid());
    screen.table(region.rules().tagGrid());
    screen.table(region.rules().taggedGrid());
    screen.table(region.rules().rowGrid());
    screen.table(region.permissionGrid());
    screen.say(
        "And the administrator, who made all of this, holds every right on what is made. * is a"
            + " right that may be granted on.");
  }

  private void backUp() {
    screen.heading(
        "2. Back up",
        "S3 Replication copies the data all the time. The backup is what it does not copy, and goes"
            + " to a bucket in ap-south-1, where it can be read when us-east-1 is gone.");
    expect(0, "backup", "--config", CONFIG);
  }

  private void loseTheSource() throws IOException {
    icebergRows = icebergRows(cloud.source());
    screen.heading("3. us-east-1 is lost", "From now on every call to the region fails.");
    cloud.aws().cutOff(Cloud.SOURCE);
    screen.command("aws glue get-databases --region us-east-1");
    boolean answered = true;
    try {
      cloud.source().glue().getDatabases(r -> {});
    } catch (SdkException e) {
      screen.line("  " + e.getMessage());
      answered = false;
    }
    check(!answered, "us-east-1 does not answer");
  }

  private void look() {
    screen.heading(
        "4. What there is, and what would be done",
        "The backup needs nothing of us-east-1, not even a configuration file. The plan compares"
            + " it with what ap-south-1 holds.");
    expect(0, "snapshots", "--from", "s3://" + Cloud.BACKUPS + "/twinlake");
    expect(0, "plan", "--config", CONFIG, "--problems", "demo-output/plan.jsonl");
  }

  private void restore() {
    screen.heading(
        "5. Restore into ap-south-1",
        "Locations are rewritten to the buckets there. At no moment has anybody more rights than"
            + " before.");
    expect(0, "restore", "--config", CONFIG);
    screen.say("Verify reads the region again and compares it with the backup, object by object.");
    expect(0, "verify", "--config", CONFIG);
    readIceberg();
  }

  private void readIceberg() {
    screen.say(
        "Replication brought the files of the Iceberg tables, which name the buckets of us-east-1;"
            + " the restore wrote those names anew. Iceberg's own client reads them in ap-south-1:");
    screen.blank();
    Map<String, List<List<String>>> tables = icebergRows(cloud.target());
    Grid grid = new Grid("Iceberg table", "Snapshots", "Rows", "The first of them");
    tables.forEach((name, snapshots) -> grid.add(line(name, snapshots)));
    screen.table(grid);
    check(tables.equals(icebergRows), "the same rows as in us-east-1, at each snapshot");
  }

  private static String[] line(String table, List<List<String>> snapshots) {
    List<String> rows = snapshots.get(snapshots.size() - 1);
    return new String[] {
      table, Contents.number(snapshots.size()), Contents.number(rows.size()), rows.get(0)
    };
  }

  private Map<String, List<List<String>>> icebergRows(LakeClients region) {
    try (IcebergClient client = cloud.iceberg(region.region())) {
      return new IcebergTables(region, client).read();
    }
  }

  private void breakTheTarget() throws IOException {
    screen.heading("6. The target is broken", "Eight things happen that nobody asked for:");
    new Breakage(cloud.target()).cause();
    Breakage.DONE.forEach(each -> screen.line("  - " + each));
    screen.blank();
    screen.say("Verify has to find these, and nothing else.");
    expect(4, "verify", "--config", CONFIG, "--problems", "demo-output/differences.jsonl");
    List<String> found = Differences.read(output.resolve("differences.jsonl"));
    check(
        found.equals(Breakage.FOUND.stream().sorted().toList()),
        "verify found what was broken, " + found.size() + " objects, and nothing else");
  }

  private void repair() throws IOException {
    screen.heading(
        "7. Restore again",
        "Only what differs is written. A right that no restore has granted is left alone, unless"
            + " the configuration says otherwise; this one does.");
    writeOwnConfig();
    expect(0, "restore", "--config", OWN_CONFIG);
    expect(0, "verify", "--config", CONFIG);
    screen.say("Once more, and nothing is left to write:");
    expect(0, "restore", "--config", CONFIG);
    check(twinlake.catalogWrites() == 0, "the last restore wrote nothing");
  }

  private void writeOwnConfig() throws IOException {
    String shipped = Files.readString(twinlake.file(CONFIG));
    String key = "revoke_target_permissions = ";
    Files.writeString(twinlake.file(OWN_CONFIG), shipped.replace(key + "False", key + "True"));
    screen.command("sed 's/^\\(" + key + "\\)False/\\1True/' " + CONFIG + " > " + OWN_CONFIG);
    screen.blank();
  }

  private Contents showTarget() {
    screen.heading(
        "8. The data lake in ap-south-1", "The same lake, on the buckets of the other region.");
    Contents target = Contents.of(cloud.target());
    show(target);
    return target;
  }

  private void summarise(Contents source, Contents target) throws IOException {
    new BackupFiles(cloud.target().s3()).copyTo(output.resolve("backup"));
    screen.heading("Summary", "What us-east-1 held, and what ap-south-1 holds now:");
    Map<String, long[]> counts = Counts.of(source, target);
    Grid grid = new Grid("", "us-east-1", "ap-south-1");
    counts.forEach(
        (kind, both) -> grid.add(kind, Contents.number(both[0]), Contents.number(both[1])));
    screen.table(grid);
    check(counts.values().stream().allMatch(both -> both[0] == both[1]), "as many of each");
    check(
        source.grants().stream().map(Story::moved).toList().equals(target.grants()),
        "the same rights for everybody, none more and none less");
    check(
        rules(source.rules()).equals(rules(target.rules())),
        "the same LF-tags, filters and row policies");
    screen.blank();
    screen.line("To look at, in demo-output:");
    screen.line("  demo.txt           all of the above");
    screen.line("  backup/            the backup's bucket, e.g.");
    screen.line("                     jq . demo-output/backup/twinlake/snapshots/*/manifest.json");
    screen.line("                     jq .name demo-output/backup/twinlake/glue_catalog.json");
    screen.line("  plan.jsonl         what the first restore was to do");
    screen.line("  differences.jsonl  what was broken");
    screen.blank();
    screen.line(screen.bold(ending()));
  }

  private String ending() {
    return wrong.isEmpty()
        ? "Everything was as it should be."
        : "Not as it should be: " + String.join("; ", wrong) + ".";
  }

  private static List<List<String>> rules(Rules rules) {
    return List.of(rules.tagGrid().lines(), rules.taggedGrid().lines(), rules.rowGrid().lines());
  }

  private static Grant moved(Grant grant) {
    return new Grant(
        grant.principal(),
        grant.resource().replaceFirst("^(s3://sample-[a-z]+)-us-east-1", "$1-ap-south-1"),
        grant.may());
  }

  private void expect(int exit, String... words) {
    int actual = twinlake.run(words);
    if (actual != exit) {
      check(false, words[0] + " ended with exit code " + exit + " (it was " + actual + ")");
    }
  }

  private void check(boolean holds, String sentence) {
    if (holds) {
      screen.good(sentence);
    } else {
      screen.bad(sentence);
      wrong.add(sentence);
    }
  }
}
