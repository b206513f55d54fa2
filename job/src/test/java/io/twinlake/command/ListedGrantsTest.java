package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.twinlake.aws.AwsRegion;
import io.twinlake.config.ConfigReader;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events.Note.Level;
import io.twinlake.model.Kind;
import io.twinlake.snapshot.Manifest;
import io.twinlake.snapshot.SnapshotStore;
import io.twinlake.source.Caller;
import io.twinlake.source.ScriptedGlue;
import io.twinlake.source.ScriptedLakeFormation;
import io.twinlake.source.TestLake;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of ListPermissions as AWS may give them while others write, or one day. */
class ListedGrantsTest {
  private static final String NONE = "{\"DatabaseList\":[]}";
  private static final String NESTED = "{\"CatalogId\":\"111122223333:lake\"}";

  private final TestLake lake = new TestLake();
  private final Heard heard = new Heard();

  @BeforeEach
  void createBucket() {
    lake.bucket(TwoRegions.BACKUPS, TestLake.TARGET);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void aRowThatComesAgainIsRecordedOnce() throws IOException {
    String one = row("Ann", database("sales"), "DESCRIBE");
    String two = row("Bob", database("sales"), "DESCRIBE");
    Manifest made =
        backup(
            "[]",
            asked ->
                asked.contains("NextToken")
                    ? rows(null, two, one)
                    : rows("more", two, row("Ann", database("hr"), "DROP")));
    assertThat(grants(made))
        .extracting(grant -> grant.key().database() + " " + grant.key().name())
        .containsExactly("hr Ann", "sales Ann", "sales Bob");
  }

  @Test
  void rowsThatTellDifferentThingsOfOneResourceAreAllRecorded() throws IOException {
    String tag = "{\"LFTag\":{\"TagKey\":\"team\",\"TagValues\":[\"*\"]}}";
    Manifest made =
        backup("[]", asked -> rows(null, row("Ann", tag, "ASSOCIATE"), row("Ann", tag, "ALTER")));
    assertThat(grants(made))
        .extracting(grant -> grant.definition().path("Permissions").toString())
        .containsExactly("[\"ALTER\"]", "[\"ASSOCIATE\"]");
  }

  @Test
  void aGrantOnAKindOfResourceThatIsUnknownIsRecordedAsItIs() throws IOException {
    String function = "{\"UserDefinedFunction\":{\"DatabaseName\":\"sales\",\"Name\":\"f\"}}";
    Manifest made =
        backup(
            "[]",
            asked ->
                rows(
                    null,
                    row("Ann", function, "DESCRIBE"),
                    row("Bob", database("sales"), "DESCRIBE")));
    assertThat(made.unread()).isEmpty();
    assertThat(grants(made))
        .first()
        .satisfies(
            grant -> {
              assertThat(grant.key().database()).isEqualTo("sales");
              assertThat(grant.definition().path("Resource").toString()).isEqualTo(function);
            });
  }

  @Test
  void grantsOnNestedCatalogsAreAskedForAndRecordedOnce() throws IOException {
    String nested = "{\"Catalog\":{\"Id\":\"111122223333:lake\"}}";
    String listed = row("Ann", nested, "DESCRIBE");
    Manifest made =
        backup(
            "[%s]".formatted(NESTED),
            asked ->
                asked.contains("111122223333:lake")
                    ? rows(
                        null, row("Ann", nested, "DESCRIBE", "ALTER"), row("Bob", nested, "DROP"))
                    : rows(null, listed));
    assertThat(grants(made))
        .extracting(grant -> grant.key().name() + grant.definition().path("Permissions"))
        .containsExactly("Ann[\"DESCRIBE\"]", "Bob[\"DROP\"]");
  }

  @Test
  void nestedCatalogsThatMayNotBeListedMakeTheGrantsUnread() throws IOException {
    try (ScriptedLakeFormation lakeFormation = scripted(asked -> rows(null))) {
      lake.aws().faults().inject(Fault.ACCESS_DENIED, CallPattern.of("glue", "GetCatalogs"));
      Manifest made = backup(lakeFormation.in(lake.root()));
      assertThat(made.unread())
          .singleElement()
          .satisfies(
              unread ->
                  assertThat(unread.reason())
                      .startsWith("nested catalogs cannot be listed: AccessDeniedException"));
      assertThat(heard.notes(Level.INFO)).isEmpty();
    }
  }

  private static String database(String name) {
    return "{\"Database\":{\"Name\":\"%s\"}}".formatted(name);
  }

  private static String row(String principal, String resource, String... permissions) {
    return """
    {"Principal":{"DataLakePrincipalIdentifier":"%s"},"Resource":%s,"Permissions":["%s"]}"""
        .formatted(principal, resource, String.join("\",\"", permissions));
  }

  private static String rows(@Nullable String more, String... rows) {
    return "{\"PrincipalResourcePermissions\":[%s]%s}"
        .formatted(String.join(",", rows), more == null ? "" : ",\"NextToken\":\"" + more + "\"");
  }

  private Manifest backup(String catalogs, UnaryOperator<String> permissions) throws IOException {
    try (ScriptedLakeFormation lakeFormation = scripted(permissions);
        ScriptedGlue glue = new ScriptedGlue(NONE, "{\"CatalogList\":%s}".formatted(catalogs))) {
      return backup(glue.in(lakeFormation.in(lake.root())));
    }
  }

  private static ScriptedLakeFormation scripted(UnaryOperator<String> permissions)
      throws IOException {
    return new ScriptedLakeFormation(
        Map.of(
            "GetDataLakeSettings",
            asked -> "{\"DataLakeSettings\":{}}",
            "ListPermissions",
            permissions));
  }

  private Manifest backup(AwsRegion source) {
    return new Backup(
            source,
            Caller.of(source.sts()),
            store(),
            ConfigReader.parse(
                TwoRegions.configText() + "[Catalog]\ninclude = []\n", "glue_config.conf"),
            heard,
            Clock.systemUTC())
        .run();
  }

  private List<CatalogObject> grants(Manifest made) {
    return ImmutableList.copyOf(store().open(made.id()).lakeFormation()).stream()
        .filter(record -> record.key().kind().equals(Kind.GRANT))
        .toList();
  }

  private SnapshotStore store() {
    return new SnapshotStore(lake.target().s3(), TwoRegions.BACKUPS, "twinlake", TestLake.ACCOUNT);
  }
}
