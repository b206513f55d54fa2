package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import io.twinlake.model.Events;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Rows of a backup that cannot be given: each is told with its reason, and the others are given.
 */
class BadGrantsTest {
  private final TwoRegions regions = new TwoRegions();
  private final Lake source = new Lake(regions.source());
  private final Lake target = new Lake(regions.target());
  private final S3Client s3 = regions.target().s3();
  private final String analyst = role("Analyst");

  private String role(String name) {
    regions
        .aws()
        .account(TwoRegions.ACCOUNT)
        .role(name, "{\"Version\":\"2012-10-17\",\"Statement\":[]}");
    return "arn:aws:iam::" + TwoRegions.ACCOUNT + ":role/" + name;
  }

  @BeforeEach
  void backUpOneGrant() {
    regions.buckets();
    LakeSettings.open(regions.source(), false);
    LakeSettings.open(regions.target(), false);
    source
        .database("sales")
        .table("sales", "orders", "id")
        .grant(analyst, Permission.SELECT, Lake.onTable("sales", "orders"));
    regions.job(TwoRegions.config(), new Heard()).backup();
  }

  @AfterEach
  void close() {
    regions.close();
  }

  private static String grant(String principal, String resource, String permissions) {
    return "{'kind':'grant','database':'sales','name':'%s','values':['x'],'definition':{'Principal':{'DataLakePrincipalIdentifier':'%s'},'Resource':%s,'Permissions':[%s],'PermissionsWithGrantOption':[]}}"
        .formatted(principal, principal, resource, permissions)
        .replace('\'', '"');
  }

  private static String onTable(String name) {
    return "{'Table':{'CatalogId':'111122223333','DatabaseName':'sales','Name':'%s'}}"
        .formatted(name);
  }

  private Heard restoreWith(String... lines) {
    appendToTheBackup(String.join("\n", lines) + "\n");
    Heard heard = new Heard();
    regions.job(TwoRegions.config(), heard).restore(Selection.LATEST);
    assertThat(target.grants())
        .as("the good grant")
        .anyMatch(line -> line.startsWith(analyst) && line.endsWith("SELECT"));
    return heard;
  }

  private static List<String> reasons(Heard heard, Outcome outcome) {
    return heard.of(outcome).stream()
        .filter(result -> result.key().kind().name().equals("grant"))
        .map(ObjectResult::reason)
        .toList();
  }

  @Test
  void onATableThatIsGone() {
    Heard heard = restoreWith(grant(analyst, onTable("gone"), "'SELECT'"));
    assertThat(reasons(heard, Outcome.SKIPPED))
        .containsExactly("table sales.gone is neither in the snapshot nor in the target");
    assertThat(reasons(heard, Outcome.FAILED)).isEmpty();
  }

  @Test
  void onATagAndADatabaseAndACatalogThatAreGone() {
    Heard heard =
        restoreWith(
            grant(analyst, "{'LFTag':{'TagKey':'gone','TagValues':['a']}}", "'DESCRIBE'"),
            grant(analyst, "{'Database':{'Name':'gone'}}", "'DESCRIBE'"),
            grant(
                analyst,
                "{'LFTagPolicy':{'ResourceType':'TABLE','ExpressionName':'gone'}}",
                "'SELECT'"),
            grant(
                analyst,
                "{'DataCellsFilter':{'DatabaseName':'sales','TableName':'orders','Name':'gone'}}",
                "'SELECT'"),
            grant(analyst, "{'DataLocation':{'ResourceArn':'arn:aws:s3:::gone'}}", "'ALL'"));
    assertThat(reasons(heard, Outcome.SKIPPED))
        .containsExactlyInAnyOrder(
            "lf_tag gone is neither in the snapshot nor in the target",
            "database gone is neither in the snapshot nor in the target",
            "lf_tag_expression gone is neither in the snapshot nor in the target",
            "data_cells_filter sales.orders [gone] is neither in the snapshot nor in the target",
            "registered_location arn:aws:s3:::gone is neither in the snapshot nor in the target");
    assertThat(reasons(heard, Outcome.FAILED)).isEmpty();
  }

  @Test
  void onATableThatOnlyTheTargetHas() {
    target.database("sales").table("sales", "mine", "id");
    Heard heard = restoreWith(grant(analyst, onTable("mine"), "'DESCRIBE'"));
    assertThat(reasons(heard, Outcome.SKIPPED)).isEmpty();
    assertThat(target.grants()).anyMatch(line -> line.contains("mine"));
  }

  @Test
  void twiceTheSame() {
    Heard heard =
        restoreWith(
            grant(analyst, onTable("orders"), "'SELECT'"),
            grant(analyst, onTable("ORDERS"), "'INSERT'"));
    assertThat(heard.of(Outcome.CREATED))
        .filteredOn(result -> result.key().name().equals(analyst))
        .extracting(ObjectResult::reason)
        .containsExactly("INSERT, SELECT");
  }

  @Test
  void ofAPermissionThatAwsDoesNotKnow() {
    String other = role("Other");
    Heard heard =
        restoreWith(
            grant(analyst, "{'Database':{'Name':'sales'}}", "'TELEPORT'"),
            grant(other, onTable("orders"), "'SELECT'"));
    assertThat(reasons(heard, Outcome.FAILED))
        .singleElement()
        .asString()
        .contains("InvalidInputException");
    assertThat(target.grants()).anyMatch(line -> line.startsWith(other));
  }

  @Test
  void toPrincipalsOfTheLongestNameAndLonger() {
    String account = "arn:aws:iam::" + TwoRegions.ACCOUNT + ":";
    String user = "user/" + "p".repeat(255 - account.length() - "user/".length());
    String longest = regions.aws().account(TwoRegions.ACCOUNT).principal(user);
    String longer = longest + "p";
    Heard heard =
        restoreWith(
            grant(longest, onTable("orders"), "'SELECT'"),
            grant(longer, onTable("orders"), "'SELECT'"));
    assertThat(longest).hasSize(255);
    assertThat(target.grants()).anyMatch(line -> line.startsWith(longest + " "));
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.of(Outcome.SKIPPED))
        .filteredOn(result -> result.key().name().equals(longer))
        .singleElement()
        .satisfies(skipped -> assertThat(skipped.reason()).contains("more than 255 characters"));
  }

  @Test
  void toNobodyOrOnNothingKnown() {
    Heard heard =
        restoreWith(
            grant("", onTable("orders"), "'SELECT'"),
            grant(analyst, "{}", "'SELECT'"),
            grant(analyst, "{}", "'DESCRIBE'"),
            grant(analyst, "{'Spaceship':{'Name':'x'}}", "'SELECT'"));
    assertThat(reasons(heard, Outcome.SKIPPED))
        .containsExactlyInAnyOrder(
            "the row names no principal",
            "its resource is of a kind that the backup could not read; use a newer version",
            "its resource is of a kind that the backup could not read; use a newer version");
    assertThat(reasons(heard, Outcome.FAILED)).singleElement().asString().contains("Spaceship");
    assertThat(heard.notes(Events.Note.Level.PROBLEM)).isEmpty();
  }

  /** Rewrites the newest backup, checksums included. */
  private void appendToTheBackup(String lines) {
    String file = key("/lf_permissions.json");
    String manifest = key("/manifest.json");
    String before = text(file);
    String after = before + lines;
    put(file, after);
    String told =
        text(manifest)
            .replaceFirst(
                "\"size\" : "
                    + bytes(before).length
                    + "(?=,\\s+\"sha256\" : \""
                    + sha256(before)
                    + ")",
                "\"size\" : " + bytes(after).length)
            .replace(sha256(before), sha256(after));
    String sealed = told.split("(?m)^  \"sha256\" : ", -1)[0];
    put(manifest, sealed + "  \"sha256\" : \"" + sha256(sealed) + "\"\n}\n");
  }

  private String key(String end) {
    return s3
        .listObjectsV2Paginator(r -> r.bucket(TwoRegions.BACKUPS).prefix("twinlake/snapshots/"))
        .contents()
        .stream()
        .map(object -> object.key())
        .filter(key -> key.endsWith(end))
        .findFirst()
        .orElseThrow();
  }

  private String text(String key) {
    return s3.getObjectAsBytes(r -> r.bucket(TwoRegions.BACKUPS).key(key)).asUtf8String();
  }

  private void put(String key, String text) {
    s3.putObject(r -> r.bucket(TwoRegions.BACKUPS).key(key), RequestBody.fromString(text));
  }

  private static String sha256(String text) {
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
