package io.twinlake.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Maps;
import io.twinlake.aws.AwsRegion;
import io.twinlake.iceberg.Rewritten;
import io.twinlake.iceberg.Storage;
import io.twinlake.iceberg.TableRewrite;
import io.twinlake.model.Events.Note.Level;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Iceberg tables that an engine in the target region can query, shown by Iceberg's own client. */
class IcebergTest {
  private static final String SOURCE = IcebergRegions.SOURCE;
  private static final String TARGET = IcebergRegions.TARGET;
  private static final Schema SCHEMA =
      new Schema(
          Types.NestedField.required(1, "id", Types.LongType.get()),
          Types.NestedField.optional(2, "name", Types.StringType.get()),
          Types.NestedField.optional(3, "city", Types.StringType.get()));

  private final IcebergRegions lake = IcebergRegions.open();
  private final TwoRegions regions = lake.regions();
  private final IcebergLake source = lake.source();
  private final IcebergLake target = lake.target();

  /** By table, what is seen now and at each snapshot, as it was in the source. */
  private final Map<String, Map<Long, List<String>>> seen = new TreeMap<>();

  /** The metadata file of the table seen last. */
  private String sourceLocation = "";

  @AfterEach
  void close() throws IOException {
    lake.close();
  }

  @Test
  void readsTheSameRowsOfEverySnapshotAppendsAndTravelsInTime() throws IOException {
    orders();
    visits();
    lake.lose();
    Heard heard = lake.restore();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.notes(Level.PROBLEM)).isEmpty();
    for (String name : seen.keySet()) {
      assertSame(name);
    }

    Table orders = target.table("orders");
    IcebergLake.append(orders, IcebergLake.row(orders, 100L, "new", "東京", 9.5));
    assertThat(IcebergLake.rows(target.table("orders")))
        .hasSize(now("orders").size() + 1)
        .containsAll(now("orders"))
        .contains("Record(100, new, 東京, 9.5)");
    assertSnapshots("orders");
  }

  @Test
  void changesNothingThatWasReplicatedAndPutsItsOwnInOneFolderATable() throws IOException {
    orders();
    lake.lose();
    Map<String, String> before = contents();
    assertThat(lake.restore().notes(Level.PROBLEM)).isEmpty();
    Map<String, String> after = contents();
    assertThat(after).containsAllEntriesOf(before);
    after.keySet().removeAll(before.keySet());
    assertThat(after.keySet())
        .isNotEmpty()
        .allMatch(
            key -> key.matches("warehouse/ice.db/orders/metadata/twinlake-[0-9a-f]{16}/[^/]+"));
    assertThat(after.values()).noneMatch(text -> text.contains(SOURCE));
  }

  /** A metadata file, a list for each snapshot, a manifest for each, and the position deletes. */
  @Test
  void readsAndWritesEachFileOnceAndListsOnceAndASecondRunOnlyAsksForTheLast() throws IOException {
    orders();
    int snapshots = seen("orders").size() - 1;
    long manifests =
        Stream.of("m0", "m1", "m2")
            .mapToLong(
                part -> lake.names(SOURCE).filter(key -> key.endsWith(part + ".avro")).count())
            .sum();
    long positionDeletes = 3;
    // The last of them brings no file.
    long ofFourSnapshotsEach = (snapshots - 1 + 3L) / 4;
    // The SDK's client for buckets of any region asks again when it is told that there is none.
    long askedTwice = 2;
    lake.lose();
    regions.aws().calls().clear();
    lake.restore();
    assertThat(lake.lakeCalls())
        .isEqualTo(
            Map.of(
                "s3:HeadBucket", 1L,
                "s3:HeadObject", askedTwice,
                "s3:GetObject", 1 + snapshots + manifests + positionDeletes,
                "s3:ListObjectsV2", 1 + ofFourSnapshotsEach,
                "s3:PutObject", 1 + snapshots + manifests + positionDeletes));

    regions.aws().calls().clear();
    Heard again = lake.restore();
    assertThat(again.differences()).isEmpty();
    assertThat(lake.lakeCalls()).isEqualTo(Map.of("s3:HeadBucket", 1L, "s3:HeadObject", 1L));
    assertThat(regions.aws().calls().counts(entry -> entry.call().isWrite())).isEmpty();
  }

  @Test
  void aPlanAndAVerificationKnowThePlaceAndTouchNoFile() throws IOException {
    visits();
    lake.lose();
    regions.aws().calls().clear();
    Heard plan = new Heard();
    regions.job(IcebergRegions.config(), plan).plan(Selection.LATEST);
    assertThat(plan.counts()).containsEntry("table created", 1L);
    assertThat(lake.lakeCalls()).isEqualTo(Map.of("s3:HeadBucket", 1L));
    lake.restore();
    assertThat(lake.verify().differences()).isEmpty();
    assertThat(lake.verify().of(Outcome.SKIPPED)).isEmpty();
  }

  @Test
  void bringsTheSourcesNextCommitsAndWritesNothingButThem() throws IOException {
    visits();
    lake.backUpAndReplicate();
    lake.restore();
    Table table = source.table("visits");
    IcebergLake.append(table, IcebergLake.row(table, 3L, "later", "b"));
    see("visits");
    lake.lose();
    regions.aws().calls().clear();
    assertThat(lake.restore().of(Outcome.UPDATED)).hasSize(1);
    // The new metadata file, list and manifest; the last list of before tells what is there.
    assertThat(lake.lakeCalls())
        .containsEntry("s3:GetObject", 4L)
        .containsEntry("s3:PutObject", 3L)
        .containsEntry("s3:ListObjectsV2", 2L);
    assertSame("visits");
  }

  /** Of a table whose every commit brings a manifest more. */
  @Test
  void theCurrentSnapshotAloneTakesWhatAnEarlierRunHasWrittenToo() throws IOException {
    visits();
    lake.backUpAndReplicate();
    String current = "iceberg_snapshots = current";
    lake.restore(current);
    Table table = source.table("visits");
    for (long id = 3; id < 6; id++) {
      IcebergLake.append(table, IcebergLake.row(table, id, "later", "b"));
    }
    see("visits");
    lake.lose();
    regions.aws().calls().clear();
    assertThat(lake.restore(current).of(Outcome.UPDATED)).hasSize(1);
    // The metadata file, the current list and three manifests; the list of before tells the rest.
    assertThat(lake.lakeCalls())
        .containsEntry("s3:GetObject", 6L)
        .containsEntry("s3:PutObject", 5L);
    assertThat(IcebergLake.rows(target.table("visits"))).isEqualTo(now("visits"));
  }

  @Test
  void keepsCommitsOfTheTargetsOwnAndSaysSo() throws IOException {
    visits();
    lake.backUpAndReplicate();
    lake.restore();
    Table table = target.table("visits");
    IcebergLake.append(table, IcebergLake.row(table, 9L, "ours", "c"));
    Table origin = source.table("visits");
    IcebergLake.append(origin, IcebergLake.row(origin, 3L, "later", "b"));
    lake.lose();
    assertThat(lake.restore().of(Outcome.FAILED))
        .singleElement()
        .satisfies(
            result ->
                assertThat(result.reason())
                    .contains("the target has commits of its own")
                    .contains(
                        "to have the source's again, delete the table there with glue delete-table"));
    assertThat(IcebergLake.rows(target.table("visits"))).contains("Record(9, ours, c)");
    assertThat(lake.verify().of(Outcome.FAILED)).hasSize(1);
  }

  @Test
  void takesOverATableThatWasRestoredWithoutRewriting() throws IOException {
    visits();
    lake.backUpAndReplicate();
    regions.job(TwoRegions.config(), new Heard()).restore(Selection.LATEST);
    Table table = source.table("visits");
    IcebergLake.append(table, IcebergLake.row(table, 3L, "later", "b"));
    see("visits");
    lake.lose();
    assertThat(lake.restore().of(Outcome.UPDATED)).hasSize(1);
    assertSame("visits");
  }

  @Test
  void readsTheCurrentSnapshotAloneWhenOnlyThatIsWanted() throws IOException {
    orders();
    lake.lose();
    assertThat(lake.restore("iceberg_snapshots = current").notes(Level.PROBLEM)).isEmpty();
    Table table = target.table("orders");
    assertThat(table.snapshots()).hasSize(1);
    assertThat(IcebergLake.rows(table)).isEqualTo(now("orders"));
    IcebergLake.append(table, IcebergLake.row(table, 100L, "new", "東京", 9.5));
    assertThat(IcebergLake.rows(target.table("orders"))).hasSize(now("orders").size() + 1);
  }

  @Test
  void readsDeletionVectorsOfVersion3() throws IOException {
    Table table =
        source.create(
            "vectors", SCHEMA, PartitionSpec.unpartitioned(), Map.of("format-version", "3"));
    DataFile first =
        IcebergLake.append(
            table, IcebergLake.row(table, 1L, "a", "x"), IcebergLake.row(table, 2L, "b", "x"));
    DataFile second =
        IcebergLake.append(
            table, IcebergLake.row(table, 3L, "c", "y"), IcebergLake.row(table, 4L, "d", "y"));
    IcebergLake.deleteByVector(table, first, 0, second, 1);
    IcebergLake.append(table, IcebergLake.row(table, 5L, "e", "z"));
    see("vectors");
    assertThat(now("vectors")).hasSize(3);
    lake.lose();
    assertThat(lake.restore().notes(Level.PROBLEM)).isEmpty();
    assertSame("vectors");
  }

  @Test
  void aTableWithoutAllItsFilesKeepsItsPlainDefinitionAndTheOthersAreRewritten()
      throws IOException {
    orders();
    visits();
    lake.lose();
    String data =
        lake.names(TARGET)
            .filter(key -> key.matches(".*orders/data/city=a.*"))
            .findFirst()
            .orElseThrow();
    regions.target().s3().deleteObject(r -> r.bucket(TARGET).key(data));
    Heard heard = lake.restore();
    assertThat(heard.notes(Level.PROBLEM))
        .singleElement()
        .asString()
        .contains("table ice.orders", "1 of the ", "s3://" + TARGET + "/" + data);
    assertThat(heard.counts()).containsEntry("table created", 2L);
    assertSame("visits");
    assertThat(lake.location("orders"))
        .startsWith("s3://" + TARGET + "/")
        .doesNotContain("/twinlake-");
    assertThat(lake.verify().differences()).hasSize(1);

    assertThat(lake.restore("iceberg_file_check = none").notes(Level.PROBLEM)).isEmpty();
    assertThat(lake.location("orders")).contains("/twinlake-");
  }

  @Test
  void aStricterCheckLooksAgainAtWhatIsThereAndIsRemembered() throws IOException {
    visits();
    lake.backUpAndReplicate();
    S3Client s3 = regions.target().s3();
    String data =
        lake.names(TARGET).filter(key -> key.contains("/data/")).findFirst().orElseThrow();
    byte[] bytes = s3.getObjectAsBytes(r -> r.bucket(TARGET).key(data)).asByteArray();
    s3.deleteObject(r -> r.bucket(TARGET).key(data));
    lake.restore("iceberg_file_check = none");
    String rewritten = lake.location("visits");
    assertThat(rewritten).contains("/twinlake-");
    Map<String, String> before = contents();

    assertThat(lake.restore("iceberg_file_check = sample").of(Outcome.FAILED))
        .singleElement()
        .extracting(ObjectResult::reason)
        .asString()
        .contains("it stays in the state in which they were", "1 of the ", data);
    assertThat(lake.location("visits")).isEqualTo(rewritten);
    s3.putObject(r -> r.bucket(TARGET).key(data), RequestBody.fromBytes(bytes));
    assertThat(lake.restore("iceberg_file_check = all").notes(Level.PROBLEM)).isEmpty();
    assertThat(lake.location("visits")).isEqualTo(rewritten);
    before.put(data, new String(bytes, ISO_8859_1));
    assertThat(contents()).isEqualTo(before);
    for (String check : List.of("all", "sample", "none")) {
      regions.aws().calls().clear();
      assertThat(lake.restore("iceberg_file_check = " + check).differences()).isEmpty();
      assertThat(lake.lakeCalls()).isEqualTo(Map.of("s3:HeadBucket", 1L, "s3:HeadObject", 1L));
    }
    lake.lose();
    assertSame("visits");
  }

  @Test
  void aStricterCheckLooksAtEarlierCommitsToo() throws IOException {
    visits();
    lake.backUpAndReplicate();
    lake.restore("iceberg_file_check = none");
    Table table = source.table("visits");
    IcebergLake.append(table, IcebergLake.row(table, 3L, "later", "b"));
    String data =
        lake.names(TARGET).filter(key -> key.contains("/data/")).findFirst().orElseThrow();
    lake.lose();
    regions.target().s3().deleteObject(r -> r.bucket(TARGET).key(data));
    assertThat(lake.restore("iceberg_file_check = all").of(Outcome.FAILED))
        .singleElement()
        .extracting(ObjectResult::reason)
        .asString()
        .contains("it stays in the state in which they were", data);
    assertThat(lake.restore("iceberg_file_check = none").notes(Level.PROBLEM)).isEmpty();
    assertThat(lake.location("visits")).contains("/twinlake-");
  }

  /** Every engine can read the older state, and none the newer one. */
  @Test
  void aTableThatWasRewrittenOnceStaysReadableWhenANewerStateCannotBe() throws IOException {
    visits();
    lake.backUpAndReplicate();
    lake.restore();
    String rewritten = lake.location("visits");
    List<String> rows = IcebergLake.rows(target.table("visits"));
    Table table = source.table("visits");
    IcebergLake.append(table, IcebergLake.row(table, 3L, "later", "b"));
    String list = table.currentSnapshot().manifestListLocation();
    String newest = list.substring(("s3://" + SOURCE + "/").length());
    lake.lose();
    regions.target().s3().deleteObject(r -> r.bucket(TARGET).key(newest));
    for (Heard heard : List.of(lake.restore(), lake.plainRestore())) {
      assertThat(heard.of(Outcome.FAILED)).hasSize(1);
      assertThat(lake.location("visits")).isEqualTo(rewritten);
      assertThat(IcebergLake.rows(target.table("visits"))).isEqualTo(rows);
    }
  }

  /** An engine that expires snapshots deletes what the table, once dropped, is restored to. */
  @Test
  void aTableThatIsMadeAnewIsLookedAtWhateverAnEarlierRunHasWritten() throws IOException {
    visits();
    lake.lose();
    lake.restore();
    String data =
        lake.names(TARGET).filter(key -> key.contains("/data/")).findFirst().orElseThrow();
    regions.target().glue().deleteTable(r -> r.databaseName(IcebergLake.DATABASE).name("visits"));
    regions.target().s3().deleteObject(r -> r.bucket(TARGET).key(data));
    assertThat(lake.restore().notes(Level.PROBLEM))
        .singleElement()
        .asString()
        .contains("table ice.visits", "1 of the ", data);
  }

  @Test
  void tablesWhoseFilesNobodyRewritesAreNamedAsUnreadable() throws IOException {
    visits();
    lake.lose();
    for (Heard heard : List.of(lake.plainRestore(), lake.plainRestore())) {
      assertThat(heard.notes(Level.WARNING))
          .filteredOn(warning -> warning.contains("rewrite_iceberg_metadata"))
          .singleElement()
          .asString()
          .startsWith("Iceberg tables (1, e.g. table ice.visits) cannot be read in the target");
    }
    assertThat(lake.restore().notes(Level.WARNING))
        .noneMatch(warning -> warning.contains("cannot be read"));
  }

  @Test
  void aTableWithoutItsMetadataFileOrWithACorruptOneIsLeftOutWhenSoWanted() throws IOException {
    orders();
    visits();
    see("visits");
    source.create("sound", SCHEMA, PartitionSpec.unpartitioned(), Map.of());
    lake.lose();
    S3Client s3 = regions.target().s3();
    lake.names(TARGET)
        .filter(key -> key.contains("/orders/metadata/") && key.endsWith(".metadata.json"))
        .toList()
        .forEach(key -> s3.deleteObject(r -> r.bucket(TARGET).key(key)));
    lake.names(TARGET)
        .filter(key -> key.contains("/visits/metadata/") && key.endsWith(".metadata.json"))
        .toList()
        .forEach(
            key -> s3.putObject(r -> r.bucket(TARGET).key(key), RequestBody.fromString("{\"for")));
    Heard heard = lake.restore("iceberg_failures = skip");
    assertThat(heard.of(Outcome.FAILED))
        .extracting(result -> result.key().name())
        .containsExactlyInAnyOrder("orders", "visits");
    assertThat(heard.of(Outcome.FAILED))
        .extracting(result -> result.reason())
        .anyMatch(reason -> reason.contains(".metadata.json is missing; wait for"))
        .anyMatch(reason -> reason.contains("its files cannot be read as Iceberg's"));
    assertThat(IcebergLake.rows(target.table("sound"))).isEmpty();
  }

  @Test
  void aVersionThatIcebergDoesNotKnowYetIsSaid() throws IOException {
    visits();
    lake.lose();
    S3Client s3 = regions.target().s3();
    lake.names(TARGET)
        .filter(key -> key.endsWith(".metadata.json"))
        .toList()
        .forEach(
            key ->
                s3.putObject(
                    r -> r.bucket(TARGET).key(key),
                    RequestBody.fromBytes(packed("{\"format-version\": 99}"))));
    assertThat(lake.restore().notes(Level.PROBLEM))
        .singleElement()
        .asString()
        .contains("ice.visits", "99");
  }

  /** The bucket is taken for its own target then. */
  @Test
  void aTableWhoseTargetBucketIsMissingIsLeftInTheSources() throws IOException {
    visits();
    regions.job(IcebergRegions.config(), new Heard()).backup();
    List<String> before = lake.names(SOURCE).toList();
    regions.target().s3().deleteBucket(r -> r.bucket(TARGET));
    regions.aws().calls().clear();
    Heard heard = lake.restore();
    assertThat(heard.notes(Level.WARNING))
        .anyMatch(warning -> warning.contains("Target bucket lake-ap-south-1 does not exist"));
    assertThat(
            regions
                .target()
                .glue()
                .getTable(r -> r.databaseName(IcebergLake.DATABASE).name("visits"))
                .table()
                .parameters())
        .containsEntry("metadata_location", sourceLocation);
    assertThat(lake.names(SOURCE).toList()).isEqualTo(before);
    assertThat(
            regions
                .aws()
                .calls()
                .counts(
                    entry ->
                        entry.call().service().equals("s3")
                            && entry.subject().startsWith(SOURCE + "/")))
        .isEmpty();
  }

  @Test
  void whatLiesInABucketWhoseTargetIsMissingIsNamed() throws IOException {
    visits();
    lake.lose();
    Map<String, String> places = new LinkedHashMap<>(Map.of(SOURCE, TARGET));
    places.put(SOURCE + "/warehouse/ice.db/visits/data", SOURCE + "/warehouse/ice.db/visits/data");
    assertThat(rewriting("visits", places).run(regions.target().s3(), () -> {}).problem())
        .contains("s3://" + SOURCE + "/warehouse/ice.db/visits/data/")
        .contains("which target_s3_locations does not map");
  }

  /** An engine in the target may expire the snapshots, and the table may be dropped there then. */
  @Test
  void aThoroughRunWritesWhatAnEngineDeletedAndLeavesTheRest() throws IOException {
    orders();
    lake.lose();
    lake.restore();
    Map<String, String> before = contents();
    TableRewrite again = rewriting("orders");
    S3Client s3 = regions.target().s3();
    List<String> written =
        lake.names(TARGET)
            .filter(key -> key.contains("/twinlake-") && !key.endsWith(".metadata.json"))
            .sorted()
            .toList();
    List<String> gone = written.subList(0, written.size() / 2);
    gone.forEach(key -> s3.deleteObject(r -> r.bucket(TARGET).key(key)));
    assertThat(gone).hasSizeGreaterThan(5);

    Rewritten trusting = again.run(s3, () -> {});
    assertThat(trusting.isDone()).isTrue();
    assertThat(trusting.asBefore()).isTrue();
    assertThat(lake.names(TARGET)).doesNotContainAnyElementsOf(gone);

    Rewritten thorough = again.thoroughly().run(s3, () -> {});
    assertThat(thorough.problem()).isEmpty();
    assertThat(thorough.asBefore()).isFalse();
    // Iceberg marks the blocks of an Avro file anew at each writing.
    assertThat(Maps.transformValues(contents(), String::length))
        .isEqualTo(Maps.transformValues(before, String::length));
    assertSame("orders");

    String data =
        lake.names(TARGET).filter(key -> key.contains("/data/")).findFirst().orElseThrow();
    s3.deleteObject(r -> r.bucket(TARGET).key(data));
    assertThat(again.run(s3, () -> {}).isDone()).isTrue();
    assertThat(again.thoroughly().run(s3, () -> {}).problem()).contains("1 of the ", data);
  }

  @Test
  void aManifestThatIsGoneIsWrittenAgainForTheNextCommit() throws IOException {
    visits();
    lake.backUpAndReplicate();
    lake.restore();
    S3Client s3 = regions.target().s3();
    lake.names(TARGET)
        .filter(key -> key.contains("/twinlake-") && key.matches(".*-m[0-9]+\\.avro"))
        .toList()
        .forEach(key -> s3.deleteObject(r -> r.bucket(TARGET).key(key)));
    Table table = source.table("visits");
    IcebergLake.append(table, IcebergLake.row(table, 3L, "later", "b"));
    see("visits");
    lake.lose();
    Heard heard = lake.restore();
    assertThat(heard.notes(Level.PROBLEM)).isEmpty();
    assertThat(heard.of(Outcome.UPDATED)).hasSize(1);
    assertThat(IcebergLake.rows(target.table("visits"))).isEqualTo(now("visits"));
  }

  /** As an executor of Spark would have it. */
  @Test
  void aTablesRewritingCanBeSentToAnotherMachineAndWorksThere() throws Exception {
    visits();
    lake.lose();
    lake.restore("iceberg_file_check = none");
    String written = lake.location("visits");
    String key = written.substring(("s3://" + TARGET + "/").length());
    regions.target().s3().deleteObject(r -> r.bucket(TARGET).key(key));
    AwsSessionCredentials job = (AwsSessionCredentials) regions.jobCredentials();
    System.setProperty("aws.sessionToken", job.sessionToken());
    System.setProperty("aws.accessKeyId", job.accessKeyId());
    System.setProperty("aws.secretAccessKey", job.secretAccessKey());
    try {
      assertThat(sent(sent(rewriting()).run()).problem()).isEmpty();
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
      System.clearProperty("aws.sessionToken");
    }
    assertThat(lake.names(TARGET)).contains(key);
    assertSame("visits");
  }

  /** The statements of the deployed role, for a bucket in iceberg_buckets. */
  @Test
  void needsToReadTheBucketAndToWriteInFoldersOfItsOwnOnly() throws IOException {
    visits();
    lake.lose();
    AwsCredentials role =
        regions
            .aws()
            .account(TwoRegions.ACCOUNT)
            .role(
                "Rewriter",
                """
                {"Version":"2012-10-17","Statement":[
                {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::*"},
                {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::%1$s/*"},
                {"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::%1$s/*/twinlake-*/*"}]}"""
                    .formatted(TARGET));
    try (AwsRegion region = regions.as(role, TwoRegions.TARGET)) {
      assertThat(rewriting().run(region.s3(), () -> {}).problem()).isEmpty();
    }
    AwsCredentials stranger =
        regions
            .aws()
            .account(TwoRegions.ACCOUNT)
            .role(
                "Stranger",
                """
                {"Version":"2012-10-17","Statement":[
                {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::*"}]}""");
    lake.names(TARGET)
        .filter(key -> key.contains("/twinlake-"))
        .toList()
        .forEach(key -> regions.target().s3().deleteObject(r -> r.bucket(TARGET).key(key)));
    try (AwsRegion region = regions.as(stranger, TwoRegions.TARGET)) {
      assertThat(rewriting().run(region.s3(), () -> {}).problem())
          .contains("cannot be asked for", "403");
    }
  }

  private TableRewrite rewriting() {
    return rewriting("visits");
  }

  /** Of the table seen last. */
  private TableRewrite rewriting(String table) {
    return rewriting(table, IcebergRegions.config().bucketMapping());
  }

  private TableRewrite rewriting(String table, Map<String, String> places) {
    return new TableRewrite(
        IcebergLake.DATABASE,
        table,
        sourceLocation,
        TableRewrite.places(places),
        true,
        IcebergRegions.config().iceberg().fileCheck(),
        new Storage(TwoRegions.TARGET, regions.aws().endpoint()),
        false);
  }

  private static <T extends Serializable> T sent(T object) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      @SuppressWarnings("unchecked")
      T received = (T) in.readObject();
      return received;
    }
  }

  private static byte[] packed(String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private void orders() throws IOException {
    Table table =
        source.create(
            "orders",
            SCHEMA,
            PartitionSpec.builderFor(SCHEMA).identity("city").build(),
            Map.of("format-version", "2"));
    DataFile zurich =
        IcebergLake.append(
            table,
            IcebergLake.row(table, 1L, "a", "Zürich"),
            IcebergLake.row(table, 2L, "b", "Zürich"),
            IcebergLake.row(table, 3L, "c", "Zürich"));
    DataFile tokyo =
        IcebergLake.append(
            table,
            IcebergLake.row(table, 4L, "d", "東京"),
            IcebergLake.row(table, 5L, "e", "東京"),
            IcebergLake.row(table, 6L, "ü=/ %", "東京"));
    IcebergLake.deleteAt(table, FileFormat.PARQUET, zurich, 1);
    table.updateSchema().addColumn("amount", Types.DoubleType.get()).commit();
    table.updateSchema().renameColumn("name", "title").commit();
    IcebergLake.append(table, IcebergLake.row(table, 7L, "g", "a b/c=d", 1.25));
    IcebergLake.deleteWhere(table, tokyo, "id", 5L);
    table.updateSpec().addField(Expressions.bucket("id", 4)).commit();
    DataFile evolved = IcebergLake.append(table, IcebergLake.row(table, 8L, "h", "東京", 2.5));
    IcebergLake.deleteAt(table, FileFormat.AVRO, tokyo, 2);
    IcebergLake.deleteAt(table, FileFormat.ORC, zurich, 2);
    table.newDelete().deleteFile(evolved).commit();
    see("orders");
  }

  private void visits() throws IOException {
    Table table =
        source.create(
            "visits",
            SCHEMA,
            PartitionSpec.unpartitioned(),
            Map.of("format-version", "1", "write.metadata.compression-codec", "gzip"));
    IcebergLake.append(table, IcebergLake.row(table, 1L, "a", null));
    IcebergLake.append(table, IcebergLake.row(table, 2L, null, "b"));
    table.newDelete().deleteFromRowFilter(Expressions.equal("id", 1L)).commit();
    see("visits");
  }

  private void see(String name) throws IOException {
    Table table = source.table(name);
    Map<Long, List<String>> rows = new LinkedHashMap<>();
    rows.put(-1L, IcebergLake.rows(table));
    for (Snapshot snapshot : table.snapshots()) {
      rows.put(snapshot.snapshotId(), IcebergLake.rows(table, snapshot.snapshotId()));
    }
    assertThat(rows).hasSizeGreaterThan(3);
    seen.put(name, rows);
    sourceLocation = ((HasTableOperations) table).operations().current().metadataFileLocation();
  }

  private Map<Long, List<String>> seen(String name) {
    return Objects.requireNonNull(seen.get(name));
  }

  private List<String> now(String name) {
    return Objects.requireNonNull(seen(name).get(-1L));
  }

  private void assertSame(String name) throws IOException {
    Table table = target.table(name);
    assertThat(IcebergLake.rows(table)).isEqualTo(now(name));
    assertThat(table.location()).startsWith("s3://" + TARGET + "/");
    assertSnapshots(name);
  }

  private void assertSnapshots(String name) throws IOException {
    Table table = target.table(name);
    for (Map.Entry<Long, List<String>> snapshot : seen(name).entrySet()) {
      if (snapshot.getKey() != -1) {
        assertThat(IcebergLake.rows(table, snapshot.getKey())).isEqualTo(snapshot.getValue());
      }
    }
  }

  private Map<String, String> contents() {
    S3Client s3 = regions.target().s3();
    Map<String, String> contents = new TreeMap<>();
    for (String key : IcebergLake.keys(s3, TARGET)) {
      contents.put(key, s3.getObjectAsBytes(r -> r.bucket(TARGET).key(key)).asString(ISO_8859_1));
    }
    return contents;
  }
}
