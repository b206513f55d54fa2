package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.config.ConfigReader;
import io.twinlake.model.Events;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.Outcome;
import io.twinlake.source.GlueSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.PrincipalPermissions;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** What each option of the configuration changes about a restore. */
class OptionsTest {
  private static final String EVERYONE = "IAM_ALLOWED_PRINCIPALS";

  private final TwoRegions regions = new TwoRegions();
  private final Lake source = new Lake(regions.source());
  private final Lake target = new Lake(regions.target());
  private final String analyst =
      regions.aws().account(TwoRegions.ACCOUNT).principal("role/Analyst");

  @BeforeEach
  void fill() {
    source.database("open").table("open", "t", "id");
    LakeSettings.open(regions.source(), false);
    source.database("sales").table("sales", "orders", "id").table("sales", "more", "id");
    source.grant(analyst, Permission.SELECT, Lake.onTable("sales", "orders"));
  }

  @AfterEach
  void close() {
    regions.close();
  }

  private Heard sync(String... operation) {
    Heard heard = new Heard();
    regions.job(TwoRegions.config(operation), heard).sync();
    return heard;
  }

  private static void assertOneOutcomeEach(Heard heard) {
    assertThat(heard.results()).extracting(result -> result.key()).doesNotHaveDuplicates();
  }

  @Test
  void opensWhatItCreatesAsTheSourceDoesThoughPermissionsAreNotRestored() {
    regions.buckets();
    Heard heard = sync("sync_lf_permissions = False");
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(target.grants())
        .filteredOn(line -> !line.contains("Catalog"))
        .hasSize(2)
        .allMatch(line -> line.startsWith(EVERYONE) && line.contains("\"open\""));
    assertOneOutcomeEach(heard);
  }

  @Test
  void leavesTheCatalogAloneWhenOnlyPermissionsAreRestored() {
    regions.buckets();
    target.database("sales").table("sales", "orders", "other");
    Heard heard = sync("sync_glue_catalog = False");
    assertThat(target.objects()).containsExactly("sales", "sales.orders");
    assertThat(target.grants()).anyMatch(line -> line.startsWith(analyst));
    assertOneOutcomeEach(heard);
  }

  @Test
  void mergesTheSettingsAndLeavesOutAnAdminWhoIsGone() {
    regions.buckets();
    String gone = regions.aws().account(TwoRegions.ACCOUNT).principal("role/Gone");
    LakeSettings.change(
        regions.source(),
        s ->
            s.dataLakeAdmins(
                List.of(
                    TwoRegions.principal("arn:aws:iam::111122223333:user/admin"),
                    TwoRegions.principal(gone),
                    TwoRegions.principal(analyst))));
    regions.aws().account(TwoRegions.ACCOUNT).removePrincipal("role/Gone");
    Heard heard = sync("sync_lf_settings = True");
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.notes(Events.Note.Level.WARNING)).anyMatch(n -> n.contains(gone));
    assertThat(
            regions
                .target()
                .lakeFormation()
                .getDataLakeSettings(r -> {})
                .dataLakeSettings()
                .dataLakeAdmins())
        .contains(TwoRegions.principal(analyst), TwoRegions.principal(TwoRegions.jobArn()));
  }

  @Test
  void restoresTheNamedDatabasesAndSaysWhichIsAbsent() {
    regions.buckets();
    Heard heard = new Heard();
    regions
        .job(
            ConfigReader.parse(
                TwoRegions.configText().replace("['ALL_DATABASE']", "['sales', 'nowhere']"),
                "x.conf"),
            heard)
        .sync();
    assertThat(target.objects()).containsExactly("sales", "sales.more", "sales.orders");
    assertThat(heard.notes(Events.Note.Level.PROBLEM)).anyMatch(n -> n.contains("nowhere"));
  }

  @Test
  void restoresOneTableAndItsGrants() {
    regions.buckets();
    sync("sync_glue_catalog = False", "sync_lf_permissions = False");
    source.grant(analyst, Permission.SELECT, Lake.onTable("sales", "more"));
    // Not given: it would show the other tables, and what narrows those is not looked at.
    String engineer = regions.aws().account(TwoRegions.ACCOUNT).principal("role/Engineer");
    source.grant(
        engineer,
        Permission.SELECT,
        Resource.builder().table(t -> t.databaseName("sales").tableWildcard(w -> {})).build());
    regions.job(TwoRegions.config(), new Heard()).backup();
    Heard heard = new Heard();
    regions
        .job(TwoRegions.config(), heard)
        .restore(
            new Selection(
                "latest", Set.of(), Set.of(ObjectKey.table("sales", "orders")), Set.of()));
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(target.objects()).containsExactly("sales", "sales.orders");
    assertThat(target.grants())
        .filteredOn(line -> line.startsWith(analyst))
        .singleElement()
        .asString()
        .contains("orders");
    assertThat(target.grants()).noneMatch(line -> line.startsWith(engineer));
    assertThat(heard.results()).noneMatch(result -> result.key().toString().contains("more"));
    assertOneOutcomeEach(heard);
  }

  @Test
  void holdsBackGrantsOnLocationsWhoseBucketIsNotThere() {
    regions.source().s3().createBucket(r -> r.bucket("lake-us-east-1"));
    regions
        .source()
        .lakeFormation()
        .registerResource(
            r -> r.resourceArn("arn:aws:s3:::lake-us-east-1/raw").useServiceLinkedRole(true));
    regions
        .source()
        .lakeFormation()
        .grantPermissions(
            r ->
                r.principal(TwoRegions.principal(analyst))
                    .permissions(Permission.DATA_LOCATION_ACCESS)
                    .resource(
                        x ->
                            x.dataLocation(
                                l -> l.resourceArn("arn:aws:s3:::lake-us-east-1/raw/a"))));
    Heard heard = sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.of(Outcome.SKIPPED))
        .extracting(r -> r.key().kind().name())
        .containsExactlyInAnyOrder("registered_location", "grant");
    assertOneOutcomeEach(heard);
  }

  @Test
  void closesADatabaseWhileItsTablesAreMadeAndThenPutsItsDefaultsBack() {
    regions.buckets();
    sync();
    source.table("open", "second", "id");
    Heard heard = sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(tableDefaults("open")).hasSize(1);
    assertThat(tableDefaults("sales")).isEmpty();
    assertOneOutcomeEach(heard);
  }

  private List<PrincipalPermissions> tableDefaults(String database) {
    return regions
        .target()
        .glue()
        .getDatabase(r -> r.name(database))
        .database()
        .createTableDefaultPermissions();
  }

  @Test
  void finishesADatabaseThatAKilledRunLeftClosedByOneUpdate() {
    regions.buckets();
    sync();
    regions
        .as(regions.jobCredentials(), TwoRegions.TARGET)
        .glue()
        .updateDatabase(
            r ->
                r.name("open")
                    .databaseInput(d -> d.name("open").createTableDefaultPermissions(List.of())));
    regions.aws().calls().clear();
    Heard heard = new Heard();
    regions.job(TwoRegions.config(), heard).restore(Selection.LATEST);
    assertThat(heard.counts()).containsEntry("database updated", 1L);
    assertThat(regions.aws().calls().counts(e -> e.name().equals("glue:UpdateDatabase")))
        .containsEntry("glue:UpdateDatabase", 1L);
    assertThat(tableDefaults("open")).hasSize(1);
  }

  @Test
  void turnsLinksToTheSourceRegionToTheTargetAndReplacesThemWhenTheyChange() {
    regions.buckets();
    source.tableLink("sales", "alias", "orders");
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertThat(link("alias")).contains("\"Region\":\"ap-south-1\"", "\"Name\":\"orders\"");
    source.dropTable("sales", "alias").tableLink("sales", "alias", "more");
    Heard heard = sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.counts()).containsEntry("table updated", 1L);
    assertThat(link("alias")).contains("\"Name\":\"more\"");
    assertThat(regions.aws().calls().counts(TwoRegions.TARGET))
        .doesNotContainKey("glue:UpdateTable");
    assertOneOutcomeEach(heard);
  }

  private String link(String name) {
    return new GlueSource(regions.target())
        .table("sales", name)
        .orElseThrow()
        .definition()
        .path("TargetTable")
        .toString();
  }
}
