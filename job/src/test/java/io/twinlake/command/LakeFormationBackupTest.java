package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.twinlake.config.ConfigReader;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Events.Note.Level;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.Outcome;
import io.twinlake.snapshot.Manifest;
import io.twinlake.snapshot.Manifest.Unread;
import io.twinlake.snapshot.Manifest.Unsupported;
import io.twinlake.snapshot.SnapshotStore;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import io.twinlake.standin.lakeformation.LakeFormationService;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;

/** What a backup holds of Lake Formation, and what it says of what it could not get. */
class LakeFormationBackupTest {
  private final TwoRegions regions = new TwoRegions();
  private final Heard heard = new Heard();
  private final TagLake lake = new TagLake(regions.source());
  private final DataLakePrincipal analyst =
      TwoRegions.principal(regions.aws().account(TwoRegions.ACCOUNT).principal("role/Analyst"));

  @BeforeEach
  void fill() {
    for (String database : List.of("hr", "sales")) {
      regions.source().glue().createDatabase(r -> r.databaseInput(d -> d.name(database)));
      table(database, "orders");
      table(database, "people");
    }
  }

  @AfterEach
  void close() {
    regions.close();
  }

  @Test
  void whatIsDefinedComesBeforeWhatUsesIt() {
    fillEveryKind();
    Manifest made = backup();
    assertThat(records(made).stream().map(record -> record.key().kind()).distinct())
        .containsExactly(
            Kind.SETTINGS,
            Kind.LF_TAG,
            Kind.LF_TAG_EXPRESSION,
            Kind.LF_TAG_ASSIGNMENT,
            Kind.DATA_CELLS_FILTER,
            Kind.RLS_POLICY,
            Kind.RLS_POLICY_ATTACHMENT,
            Kind.GRANT,
            Kind.IDENTITY_CENTER);
    assertThat(made.unread()).isEmpty();
    assertThat(made.unsupported()).isEmpty();
    assertThat(heard.counts())
        .containsEntry("lf_tag saved", 2L)
        .containsEntry("lf_tag_assignment saved", 2L)
        .containsEntry("data_cells_filter saved", 2L)
        .containsEntry("identity_center_configuration saved", 1L);
  }

  @Test
  void onlyWhatIsAssignedItselfIsAnAssignment() {
    lake.fill("sales", "orders");
    assertThat(records(backup(), Kind.LF_TAG_ASSIGNMENT))
        .extracting(record -> record.key() + " " + record.definition().toString())
        .containsExactly(
            "lf_tag_assignment sales {\"LFTagOnDatabase\":[{\"CatalogId\":\"111122223333\",\"TagKey\":\"team\",\"TagValues\":[\"red\"]}]}",
            "lf_tag_assignment sales.orders {\"LFTagsOnTable\":[{\"CatalogId\":\"111122223333\",\"TagKey\":\"team\",\"TagValues\":[\"blue\"]}],\"LFTagsOnColumns\":[{\"Name\":\"id\",\"LFTags\":[{\"CatalogId\":\"111122223333\",\"TagKey\":\"team\",\"TagValues\":[\"red\"]}]}]}");
  }

  @Test
  void grantsAreInTheOrderOfTheirKeys() {
    fillEveryKind();
    Manifest made = backup();
    List<String> keys = records(made, Kind.GRANT).stream().map(g -> g.toJson().toString()).toList();
    assertThat(keys).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(5);
    assertThat(keys.size()).isEqualTo(Math.toIntExact(new Lake(regions.source()).rows()));
  }

  @Test
  void filtersAreAskedForByTableWhereTheyAreNotListedForAll() {
    fillEveryKind();
    source().listsFiltersOfAllTables(false);
    regions.aws().calls().clear();
    Manifest made = backup();

    assertThat(keys(made, Kind.DATA_CELLS_FILTER))
        .containsExactly(
            "data_cells_filter hr.people [near]", "data_cells_filter sales.orders [few]");
    assertThat(made.unread()).isEmpty();
    assertThat(calls("lakeformation:ListDataCellsFilter")).isEqualTo(1 + 4);
  }

  @Test
  void aGrantThatOutlastedItsFilterCostsOneQuestion() {
    fillEveryKind();
    regions.aws().calls().clear();
    backup();
    long before = calls("lakeformation:ListDataCellsFilter");
    source()
        .listAlso(
            """
            {"Principal": {"DataLakePrincipalIdentifier": "%s"}, "Permissions": ["SELECT"],
             "Resource": {"DataCellsFilter": {"TableCatalogId": "111122223333",
               "DatabaseName": "sales", "TableName": "orders", "Name": "dropped"}}}"""
                .formatted(analyst.dataLakePrincipalIdentifier()));
    regions.aws().calls().clear();
    Manifest made = backup();

    assertThat(keys(made, Kind.DATA_CELLS_FILTER)).hasSize(2);
    assertThat(calls("lakeformation:ListDataCellsFilter")).isEqualTo(before + 1);
  }

  @Test
  void grantsOnFiltersAreAskedForByTableWhereTheyAreNotListed() {
    fillEveryKind();
    source().listsFilterGrantsUnfiltered(false);
    Manifest made = backup();
    assertThat(
            records(made, Kind.GRANT).stream()
                .filter(g -> g.definition().at("/Resource/DataCellsFilter/Name").isTextual()))
        .extracting(grant -> grant.definition().at("/Resource/DataCellsFilter/Name").asText())
        .containsExactlyInAnyOrder("few", "near");
    assertThat(records(made, Kind.GRANT)).hasSize(Math.toIntExact(allRows()));
  }

  @Test
  void aRegionWithoutRowPoliciesHasNoneAndTheBackupIsComplete() {
    source().supportsRowPolicies(false);
    Manifest made = backup();
    assertThat(made.unsupported())
        .extracting(Unsupported::kind)
        .containsExactly("rls_policy", "rls_policy_attachment");
    assertThat(made.unsupported()).allMatch(one -> one.reason().startsWith("UnknownOperation"));
    assertThat(made.unread()).isEmpty();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.notes(Level.INFO))
        .contains(
            "us-east-1 has nothing of what it does not know: rls_policy, rls_policy_attachment.");

    Heard planned = new Heard();
    regions.job(TwoRegions.config(), planned).plan(Selection.LATEST);
    assertThat(planned.notes(Level.INFO))
        .anyMatch(note -> note.contains("did not know: rls_policy, rls_policy_attachment"));
  }

  @Test
  void aTargetWithoutRowPoliciesIsReadAllTheSame() {
    backup();
    regions.aws().lakeFormation(TwoRegions.ACCOUNT, TwoRegions.TARGET).supportsRowPolicies(false);
    regions.job(TwoRegions.config(), heard).plan(Selection.LATEST);
    assertThat(heard.counts()).containsEntry("database created", 2L);
  }

  @Test
  void rowPoliciesThatMayNotBeListedAreUnread() {
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("lakeformation", "ListRLSPolicies"));
    Manifest made = backup();
    assertThat(made.unsupported()).isEmpty();
    assertThat(made.unread())
        .singleElement()
        .satisfies(
            unread -> {
              assertThat(unread.key()).isEqualTo(ObjectKey.global(Kind.RLS_POLICY, ""));
              assertThat(unread.reason())
                  .startsWith("AccessDeniedException")
                  .contains("data lake administrator");
            });
  }

  @Test
  void rowPoliciesThatAreInUseAndNotListedAreUnread() {
    lake.policy("Mine").attach("Mine", "sales", "orders");
    source().readOnlyAdminsSeeRowPolicies(false);
    assertThat(backup().unread())
        .extracting(Unread::key)
        .containsExactly(new ObjectKey(Kind.RLS_POLICY_ATTACHMENT, "sales", "mine", List.of()));
    assertThat(heard.of(Outcome.FAILED)).hasSize(1);
  }

  @Test
  void aScopeWithoutGlobalsHoldsTheTagsAndPoliciesThatItUses() {
    fillEveryKind();
    lake.tag("rows", "few").policy("tagged").attachByTag("tagged", "rows", "few");
    Manifest made = backup("database_list = ['sales']", "lf_global_objects = False");

    assertThat(keys(made, Kind.LF_TAG)).containsExactlyInAnyOrder("lf_tag team", "lf_tag rows");
    assertThat(keys(made, Kind.LF_TAG_EXPRESSION)).isEmpty();
    assertThat(keys(made, Kind.RLS_POLICY))
        .containsExactlyInAnyOrder("rls_policy mine", "rls_policy tagged");
    assertThat(keys(made, Kind.DATA_CELLS_FILTER))
        .containsExactly("data_cells_filter sales.orders [few]");
    assertThat(records(made, Kind.RLS_POLICY_ATTACHMENT))
        .extracting(record -> record.key().name())
        .containsExactlyInAnyOrder("mine", "tagged");
    assertThat(records(made, Kind.GRANT))
        .extracting(record -> record.key().database())
        .containsOnly("sales");
    assertThat(heard.notes(Level.INFO))
        .anyMatch(note -> note.contains("1 of data_cells_filter") && note.contains("1 of lf_tag,"));
  }

  @Test
  void aTableThatWentMeanwhileHasNoTags() {
    lake.fill("sales", "orders");
    HeardEvents deleting = new HeardEvents();
    deleting.onBegin(
        "LF-tag assignments",
        () -> regions.source().glue().deleteTable(r -> r.databaseName("sales").name("orders")));
    Manifest made = regions.job(TwoRegions.config(), deleting).backup();
    assertThat(keys(made, Kind.LF_TAG_ASSIGNMENT)).containsExactly("lf_tag_assignment sales");
    assertThat(made.unread()).isEmpty();
  }

  @Test
  void tagsOfATableThatCannotBeReadAreUnreadAlone() {
    lake.fill("sales", "orders");
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("lakeformation", "GetResourceLFTags"));
    Manifest made = backup();
    assertThat(made.unread())
        .singleElement()
        .extracting(unread -> unread.key().kind())
        .isEqualTo(Kind.LF_TAG_ASSIGNMENT);
  }

  private void fillEveryKind() {
    lake.fill("sales", "orders")
        .filter("sales", "orders", "few")
        .filter("hr", "people", "near")
        .grantOnFilter(analyst, "sales", "orders", "few")
        .grantOnFilter(analyst, "hr", "people", "near")
        .policy("Mine")
        .attach("Mine", "sales", "orders")
        .policy("idle");
    regions
        .source()
        .lakeFormation()
        .createLakeFormationIdentityCenterConfiguration(
            r -> r.instanceArn("arn:aws:sso:::instance/ssoins-1111222233334444"));
  }

  private Manifest backup(String... lines) {
    String text = TwoRegions.configText();
    for (String line : lines) {
      String section =
          line.startsWith("lf_global") ? "[LakeFormationPermissions]" : "[AwsDataCatalog]";
      text =
          text.replaceAll("(?m)^" + line.replaceFirst(" =.*", "") + " = .*\n", "")
              .replace(section + "\n", section + "\n" + line + "\n");
    }
    return regions.job(ConfigReader.parse(text, "glue_config.conf"), heard).backup();
  }

  private LakeFormationService source() {
    return regions.aws().lakeFormation(TwoRegions.ACCOUNT, TwoRegions.SOURCE);
  }

  private long calls(String operation) {
    return regions.aws().calls().counts(TwoRegions.SOURCE).getOrDefault(operation, 0L);
  }

  private long allRows() {
    source().listsFilterGrantsUnfiltered(true);
    return new Lake(regions.source()).rows();
  }

  private List<CatalogObject> records(Manifest made) {
    SnapshotStore store =
        new SnapshotStore(
            regions.target().s3(), TwoRegions.BACKUPS, "twinlake", TwoRegions.ACCOUNT);
    return ImmutableList.copyOf(store.open(made.id()).lakeFormation());
  }

  private List<CatalogObject> records(Manifest made, Kind kind) {
    return records(made).stream().filter(record -> record.key().kind().equals(kind)).toList();
  }

  private List<String> keys(Manifest made, Kind kind) {
    return records(made, kind).stream().map(record -> record.key().toString()).toList();
  }

  private void table(String database, String name) {
    Column id = Column.builder().name("id").type("string").build();
    regions
        .source()
        .glue()
        .createTable(
            r ->
                r.databaseName(database)
                    .tableInput(t -> t.name(name).storageDescriptor(s -> s.columns(id))));
  }
}
