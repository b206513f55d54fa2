package io.twinlake.command.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.command.TwoRegions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.AllRowsWildcard;
import software.amazon.awssdk.services.lakeformation.model.ColumnWildcard;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilter;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.ResourceType;
import software.amazon.awssdk.services.lakeformation.model.TableWildcard;

/** Small lakes, and what the oracle says of them. */
class AccessTest {
  private static final String EVERYONE = "IAM_ALLOWED_PRINCIPALS";
  private static final String ALL_OF_THEM = TwoRegions.ACCOUNT + ":IAMPrincipals";

  private static final software.amazon.awssdk.services.lakeformation.model.Column COLUMN =
      software.amazon.awssdk.services.lakeformation.model.Column.builder()
          .name("id")
          .type("int")
          .build();

  private final TwoRegions regions = new TwoRegions();
  private final GlueClient glue = regions.source().glue();
  private final LakeFormationClient lakeFormation = regions.source().lakeFormation();
  private final String ana = principal("Ana");
  private final String eve = principal("Eve");

  private String principal(String name) {
    return regions.aws().account(TwoRegions.ACCOUNT).principal("role/" + name);
  }

  @BeforeEach
  void fill() {
    lakeFormation.putDataLakeSettings(
        r ->
            r.dataLakeSettings(
                s ->
                    s.dataLakeAdmins(
                        TwoRegions.principal("arn:aws:iam::111122223333:user/admin"))));
    regions.source().s3().createBucket(r -> r.bucket("lake"));
    glue.createDatabase(r -> r.databaseInput(d -> d.name("sales")));
    table("orders", "");
  }

  private void table(String name, String location) {
    List<Column> columns =
        List.of(
            Column.builder().name("id").type("int").build(),
            Column.builder().name("card").type("string").build());
    glue.createTable(
        r ->
            r.databaseName("sales")
                .tableInput(
                    t ->
                        t.name(name)
                            .storageDescriptor(
                                s ->
                                    s.columns(columns)
                                        .location(location.isEmpty() ? null : location))));
  }

  @AfterEach
  void close() {
    regions.close();
  }

  @Test
  void giveNothingToWhomNothingWasGranted() {
    assertThat(of(ana)).isEmpty();
  }

  @Test
  void selectIsOnEachColumnAndOnThoseToCome() {
    grant(ana, orders(), "SELECT");
    assertThat(of(ana))
        .containsExactly(
            "SELECT on column sales.orders.*",
            "SELECT on column sales.orders.card",
            "SELECT on column sales.orders.id");
  }

  @Test
  void allIsEachPermission() {
    grant(ana, orders(), "ALL");
    assertThat(of(ana))
        .contains("ALL on table sales.orders", "DELETE on table sales.orders")
        .contains("SELECT on column sales.orders.id");
  }

  @Test
  void grantOptionIsApart() {
    Access without = grant(ana, orders(), "DESCRIBE");
    lakeFormation.grantPermissions(
        r ->
            r.principal(TwoRegions.principal(ana))
                .resource(orders())
                .permissionsWithStrings("DESCRIBE")
                .permissionsWithGrantOptionWithStrings("DESCRIBE"));
    assertThat(now().minus(without))
        .hasToString("[" + ana + " may grant DESCRIBE on table sales.orders]");
  }

  @Test
  void excludedColumnsAreNotSeenButThoseToComeAre() {
    grant(ana, others("card"), "SELECT");
    assertThat(of(ana))
        .containsExactly("SELECT on column sales.orders.*", "SELECT on column sales.orders.id");
  }

  @Test
  void namedColumnsAreSeenAlone() {
    grant(ana, named("card"), "SELECT");
    assertThat(of(ana)).containsExactly("SELECT on column sales.orders.card");
  }

  @Test
  void allTablesCoverATableThatOnlyTheOtherRegionHas() {
    Access source = grant(ana, allTables(), "SELECT", "INSERT");
    table("own", "");
    assertThat(of(ana)).contains("INSERT on all tables sales", "SELECT on column sales.own.id");
    assertThat(now().minus(source)).noneMatch(atom -> atom.principal().equals(ana));
  }

  @Test
  void aTableOfItsOwnIsNotCoveredByAGrantOnAnother() {
    Access source = grant(ana, orders(), "SELECT");
    table("own", "");
    grant(ana, table("own"), "SELECT");
    assertThat(now().minus(source)).anyMatch(atom -> atom.toString().contains("sales.own.id"));
  }

  @Test
  void aFilterGivesItsRowsAndColumns() {
    filter("eu", "region = 'EU'", List.of("id"));
    grant(ana, onFilter("eu"), "SELECT");
    assertThat(of(ana))
        .containsExactly(
            "SELECT on column sales.orders.id where region = 'EU'",
            "SELECT on filter sales.orders.eu");
  }

  @Test
  void severalFiltersAreAUnion() {
    filter("eu", "region = 'EU'", List.of("id"));
    filter("us", "region = 'US'", List.of("id"));
    grant(ana, onFilter("eu"), "SELECT");
    Access one = grant(ana, onFilter("us"), "SELECT");
    assertThat(of(ana))
        .contains(
            "SELECT on column sales.orders.id where region = 'EU'",
            "SELECT on column sales.orders.id where region = 'US'");
    assertThat(one.minus(now())).isEmpty();
  }

  @Test
  void aFilterOfAllRowsIsNotCutAndExcludesColumns() {
    lakeFormation.createDataCellsFilter(
        r ->
            r.tableData(
                base("open")
                    .rowFilter(f -> f.allRowsWildcard(AllRowsWildcard.builder().build()))
                    .columnWildcard(c -> c.excludedColumnNames("card"))
                    .build()));
    grant(ana, onFilter("open"), "SELECT");
    assertThat(of(ana)).contains("SELECT on column sales.orders.id");
    assertThat(of(ana)).noneMatch(line -> line.contains("card"));
  }

  @Test
  void allRowsAreNotContainedInSomeButSomeAreInAll() {
    filter("eu", "region = 'EU'", List.of("id"));
    Access filtered = grant(ana, onFilter("eu"), "SELECT");
    Access whole = grant(ana, named("id"), "SELECT");
    assertThat(whole.minus(filtered))
        .hasToString("[" + ana + ": SELECT on column sales.orders.id]");
    assertThat(filtered.minus(whole)).isEmpty();
  }

  @Test
  void whatIsOpenToIamIsOpenToPeopleNobodyNames() {
    grant(EVERYONE, orders(), "ALL");
    assertThat(of("anybody else")).contains("SELECT on column sales.orders.card");
    assertThat(of(ana)).isEqualTo(of("anybody else"));
  }

  @Test
  void whoOptedInIsNotGovernedByIamThere() {
    Access open = grant(EVERYONE, orders(), "ALL");
    optIn(ana, orders());
    assertThat(of(ana)).isEmpty();
    assertThat(open.minus(now())).isNotEmpty().allMatch(atom -> atom.principal().equals(ana));
  }

  @Test
  void anOptInOfAllTablesReachesEachAndOneOfTheDatabaseDoesNot() {
    grant(EVERYONE, orders(), "ALL");
    optIn(ana, allTables());
    optIn(eve, database());
    assertThat(of(ana)).isEmpty();
    assertThat(of(eve)).isNotEmpty();
  }

  @Test
  void anOptInOfTheCatalogReachesEverything() {
    grant(EVERYONE, database(), "ALL");
    grant(EVERYONE, orders(), "ALL");
    optIn(ana, Resource.builder().catalog(c -> {}).build());
    assertThat(of(ana)).noneMatch(line -> line.contains("sales"));
  }

  @Test
  void theGroupOfIamPrincipalsIsEachOfTheAccountAndNobodyElse() {
    grant(ALL_OF_THEM, orders(), "DESCRIBE");
    assertThat(of(ana)).containsExactly("DESCRIBE on table sales.orders");
    assertThat(of("any other IAM principal")).isEqualTo(of(ana));
    assertThat(of("anybody else")).isEmpty();
  }

  @Test
  void dataInAnUnregisteredLocationIsReadByIamAloneOnceItsTableIsReached() {
    table("files", "s3://lake/files");
    grant(ana, table("files"), "DESCRIBE");
    assertThat(of(ana)).contains("READ BY IAM ALONE on table sales.files");
    assertThat(of(eve)).isEmpty();
    register(false);
    assertThat(of(ana)).containsExactly("DESCRIBE on table sales.files");
  }

  @Test
  void dataInAHybridLocationIsReadByIamAloneUnlessOneOptedIn() {
    table("files", "s3a://lake/files/");
    register(true);
    grant(ana, table("files"), "DESCRIBE");
    Access before = grant(eve, table("files"), "DESCRIBE");
    optIn(ana, table("files"));
    assertThat(of(ana)).containsExactly("DESCRIBE on table sales.files");
    assertThat(of(eve)).contains("READ BY IAM ALONE on table sales.files");
    assertThat(now().minus(before)).isEmpty();
  }

  @Test
  void aRegisteredLocationIsNarrowerThanAHybridOneAndThatThanNone() {
    Access none = now();
    register(true);
    Access hybrid = now();
    lakeFormation.updateResource(
        r -> r.resourceArn("arn:aws:s3:::lake").roleArn(ana).hybridAccessEnabled(false));
    assertThat(hybrid.minus(none)).isEmpty();
    assertThat(now().minus(hybrid)).isEmpty();
    assertThat(none.minus(hybrid)).hasToString("[" + EVERYONE + ": IAM on location lake]");
    assertThat(hybrid.minus(now())).hasToString("[" + EVERYONE + ": HYBRID on location lake]");
  }

  @Test
  void locationsAreComparedByTheBucketTheyAreMappedTo() {
    register(false);
    grant(
        ana,
        Resource.builder().dataLocation(d -> d.resourceArn("arn:aws:s3:::lake/a")).build(),
        "DATA_LOCATION_ACCESS");
    assertThat(now().mapped(Map.of("lake", "twin")).toString())
        .contains("DATA_LOCATION_ACCESS on location twin/a");
    assertThat(now().minus(now().mapped(Map.of("lake", "twin")))).isNotEmpty();
  }

  @Test
  void tagsAreInheritedByTablesAndColumns() {
    tags();
    policy(ana, "dev");
    assertThat(of(ana)).noneMatch(line -> line.contains("sales"));
    assign(database(), "dev");
    assertThat(of(ana))
        .contains("SELECT on column sales.orders.id", "DESCRIBE on table sales.orders");
  }

  @Test
  void aTablesOwnTagOverridesTheDatabases() {
    tags();
    policy(ana, "dev");
    assign(database(), "dev");
    assign(orders(), "prod");
    assertThat(of(ana)).noneMatch(line -> line.contains("sales"));
  }

  @Test
  void anOverrideThatIsRemovedLetsTheDatabasesTagThrough() {
    tags();
    policy(ana, "dev");
    assign(database(), "dev");
    assign(orders(), "prod");
    Access overridden = now();
    lakeFormation.removeLFTagsFromResource(r -> r.resource(orders()).lfTags(pair("prod")));
    assertThat(now().minus(overridden)).anyMatch(atom -> atom.thing().isColumn());
  }

  @Test
  void aColumnsOwnTagOverridesTheTables() {
    tags();
    policy(ana, "dev");
    assign(orders(), "dev");
    assign(named("card"), "prod");
    assertThat(of(ana))
        .contains("SELECT on column sales.orders.id")
        .noneMatch(line -> line.contains("card"));
  }

  @Test
  void aTaggedColumnIsSeenThoughItsTableHasAnotherTag() {
    tags();
    policy(ana, "dev");
    assign(named("card"), "dev");
    assertThat(of(ana))
        .contains("SELECT on column sales.orders.card")
        .noneMatch(line -> line.contains("sales.orders.id") || line.contains("on table "));
  }

  @Test
  void aPolicyByNameFollowsItsExpression() {
    tags();
    assign(orders(), "dev");
    lakeFormation.createLFTagExpression(r -> r.name("mine").expression(tag("dev")));
    grant(
        ana,
        Resource.builder()
            .lfTagPolicy(p -> p.resourceType(ResourceType.TABLE).expressionName("mine"))
            .build(),
        "SELECT");
    assertThat(of(ana)).contains("SELECT on column sales.orders.id");
    lakeFormation.updateLFTagExpression(r -> r.name("mine").expression(tag("prod")));
    assertThat(of(ana)).noneMatch(line -> line.contains("orders"));
  }

  @Test
  void aDatabasePolicyIsOnDatabases() {
    tags();
    assign(database(), "dev");
    grant(ana, policyOn(ResourceType.DATABASE, "dev"), "DESCRIBE");
    assertThat(of(ana))
        .containsExactly("DESCRIBE on database sales", "DESCRIBE on databases with env=dev");
  }

  @Test
  void aPolicyOfMoreValuesCoversOneOfFewer() {
    tags();
    Access narrow = grant(ana, policyOn(ResourceType.TABLE, "dev"), "DESCRIBE");
    Access wide = grant(ana, policyOn(ResourceType.TABLE, "dev", "prod"), "DESCRIBE");
    assertThat(narrow.minus(wide)).isEmpty();
    assertThat(wide.minus(narrow)).hasSize(1);
  }

  @Test
  void aTagsValuesAreCoveredByAllOfThem() {
    tags();
    Access one = grant(ana, tagValues("dev"), "DESCRIBE");
    grant(eve, tagValues("*"), "DESCRIBE");
    assertThat(of(eve)).containsExactly("DESCRIBE on LF-tag env.*");
    Access all = grant(ana, tagValues("*"), "DESCRIBE");
    assertThat(one.minus(all)).isEmpty();
    assertThat(all.minus(one)).isNotEmpty();
  }

  @Test
  void aConditionedGrantIsNarrowerThanTheSameWithoutCondition() {
    lakeFormation.grantPermissions(
        r ->
            r.principal(TwoRegions.principal(ana))
                .resource(orders())
                .condition(c -> c.expression("context.team == \"x\""))
                .permissionsWithStrings("DESCRIBE"));
    Access conditioned = now();
    assertThat(of(ana)).containsExactly("DESCRIBE on table sales.orders if context.team == \"x\"");
    Access always = grant(ana, orders(), "DESCRIBE");
    assertThat(conditioned.minus(always)).isEmpty();
    assertThat(always.minus(conditioned)).hasSize(1);
  }

  @Test
  void unionsCoverTheirParts() {
    Access first = grant(ana, orders(), "DESCRIBE");
    Access both = grant(eve, orders(), "DESCRIBE");
    assertThat(both.minus(first)).hasSize(1);
    assertThat(both.minus(first.plus(both))).isEmpty();
    assertThat(both.without(eve).minus(first)).isEmpty();
  }

  @Test
  void administratorsAreThoseOfTheSettings() {
    assertThat(of("arn:aws:iam::111122223333:user/admin")).contains("administer on region");
    assertThat(of(ana)).isEmpty();
  }

  @Test
  void aPolicyCutsTheRowsOfWhomItIsAttachedToInBothReadings() {
    policies();
    attach("eu", r -> r.principal(TwoRegions.principal(ana)));
    for (Reading reading : Reading.values()) {
      assertThat(rowsOf(ana, reading)).containsExactly(" under region = 'EU'");
    }
  }

  @Test
  void whomNoPolicyConcernsSeesEverythingOrNothingDependingOnTheReading() {
    policies();
    Access free = now();
    attach("eu", r -> r.principal(TwoRegions.principal(ana)));
    assertThat(rowsOf(eve, Reading.NARROWING)).containsExactly("");
    assertThat(rowsOf(eve, Reading.GRANTING)).isEmpty();
    assertThat(now().minus(free)).isEmpty();
    assertThat(free.minus(now(), Reading.NARROWING)).allMatch(a -> a.principal().equals(ana));
    assertThat(free.minus(now(), Reading.GRANTING)).anyMatch(a -> a.principal().equals(eve));
  }

  @Test
  void severalPoliciesAreAUnion() {
    policies();
    attach("eu", r -> r.principal(TwoRegions.principal(ana)));
    Access one = now();
    attach("us", r -> r.principal(TwoRegions.principal(ana)));
    assertThat(rowsOf(ana, Reading.NARROWING))
        .containsExactly(" under region = 'EU'", " under region = 'US'");
    assertThat(now().minus(one)).isNotEmpty();
  }

  @Test
  void theDefaultIsForThoseWithoutTheirOwn() {
    policies();
    attach("eu", r -> r.principal(TwoRegions.principal(ana)));
    attach("us", r -> r.setDefault(true));
    for (Reading reading : Reading.values()) {
      assertThat(rowsOf(ana, reading)).containsExactly(" under region = 'EU'");
      assertThat(rowsOf(eve, reading)).containsExactly(" under region = 'US'");
    }
  }

  @Test
  void aConditionedAttachmentMayLeaveEverythingWhereItsConditionIsFalse() {
    policies();
    attach(
        "eu",
        r -> r.principal(TwoRegions.principal(ana)).condition(c -> c.expression("context.eu")));
    assertThat(rowsOf(ana, Reading.NARROWING))
        .containsExactly(
            " under no policy unless context.eu", " under region = 'EU' if context.eu");
    assertThat(rowsOf(ana, Reading.GRANTING)).containsExactly(" under region = 'EU' if context.eu");
  }

  private void policies() {
    grant(ana, named("id"), "SELECT");
    grant(eve, named("id"), "SELECT");
    for (String region : List.of("eu", "us")) {
      lakeFormation.createRLSPolicy(
          r ->
              r.name(region)
                  .attachmentColumns(List.of(COLUMN))
                  .filterExpression(
                      "region = '" + region.toUpperCase(java.util.Locale.ROOT) + "'"));
    }
  }

  private void attach(
      String policy,
      Consumer<software.amazon.awssdk.services.lakeformation.model.AttachRlsPolicyRequest.Builder>
          to) {
    lakeFormation.attachRLSPolicy(r -> to.accept(r.name(policy).resource(orders())));
  }

  private Set<String> rowsOf(String principal, Reading reading) {
    Region region = Region.read(Catalog.read(glue), lakeFormation);
    Set<String> rows = new TreeSet<>();
    Evaluation.of(region, reading, new Who(principal)).all().stream()
        .filter(atom -> atom.permission().equals("SELECT"))
        .forEach(atom -> rows.add(atom.rows().toString()));
    return rows;
  }

  private void tags() {
    lakeFormation.createLFTag(r -> r.tagKey("env").tagValues("dev", "prod"));
  }

  private void policy(String principal, String value) {
    grant(principal, policyOn(ResourceType.TABLE, value), "SELECT", "DESCRIBE");
  }

  private static LFTag tag(String... values) {
    return LFTag.builder().tagKey("env").tagValues(values).build();
  }

  private static LFTagPair pair(String value) {
    return LFTagPair.builder().tagKey("env").tagValues(value).build();
  }

  private void assign(Resource resource, String value) {
    lakeFormation.addLFTagsToResource(r -> r.resource(resource).lfTags(pair(value)));
  }

  private static Resource policyOn(ResourceType type, String... values) {
    return Resource.builder()
        .lfTagPolicy(p -> p.resourceType(type).expression(tag(values)))
        .build();
  }

  private static Resource tagValues(String... values) {
    return Resource.builder().lfTag(t -> t.tagKey("env").tagValues(values)).build();
  }

  private void register(boolean hybrid) {
    lakeFormation.registerResource(
        r -> r.resourceArn("arn:aws:s3:::lake").roleArn(ana).hybridAccessEnabled(hybrid));
  }

  private void optIn(String principal, Resource resource) {
    lakeFormation.createLakeFormationOptIn(
        r -> r.principal(TwoRegions.principal(principal)).resource(resource));
  }

  private static DataCellsFilter.Builder base(String name) {
    return DataCellsFilter.builder()
        .tableCatalogId(TwoRegions.ACCOUNT)
        .databaseName("sales")
        .tableName("orders")
        .name(name);
  }

  private void filter(String name, String rows, List<String> columns) {
    lakeFormation.createDataCellsFilter(
        r ->
            r.tableData(
                base(name).rowFilter(f -> f.filterExpression(rows)).columnNames(columns).build()));
  }

  private static Resource onFilter(String name) {
    return Resource.builder()
        .dataCellsFilter(
            f ->
                f.tableCatalogId(TwoRegions.ACCOUNT)
                    .databaseName("sales")
                    .tableName("orders")
                    .name(name))
        .build();
  }

  private static Resource database() {
    return Resource.builder().database(d -> d.name("sales")).build();
  }

  private static Resource orders() {
    return table("orders");
  }

  private static Resource table(String name) {
    return Resource.builder().table(t -> t.databaseName("sales").name(name)).build();
  }

  private static Resource allTables() {
    return Resource.builder()
        .table(t -> t.databaseName("sales").tableWildcard(TableWildcard.builder().build()))
        .build();
  }

  private static Resource named(String... columns) {
    return Resource.builder()
        .tableWithColumns(t -> t.databaseName("sales").name("orders").columnNames(columns))
        .build();
  }

  private static Resource others(String... excluded) {
    return Resource.builder()
        .tableWithColumns(
            t ->
                t.databaseName("sales")
                    .name("orders")
                    .columnWildcard(ColumnWildcard.builder().excludedColumnNames(excluded).build()))
        .build();
  }

  private Access grant(String principal, Resource resource, String... permissions) {
    lakeFormation.grantPermissions(
        r ->
            r.principal(TwoRegions.principal(principal))
                .resource(resource)
                .permissionsWithStrings(permissions));
    return now();
  }

  private Access now() {
    return Access.of(glue, lakeFormation);
  }

  /** One principal's atoms, without its name and what everybody may do in a fresh region. */
  private Set<String> of(String principal) {
    Set<String> lines = new TreeSet<>();
    Evaluation.of(
            Region.read(Catalog.read(glue), lakeFormation),
            Reading.NARROWING,
            principal.equals(Who.ANY_IAM_PRINCIPAL.principal())
                ? Who.ANY_IAM_PRINCIPAL
                : new Who(principal))
        .listed()
        .map(atom -> atom.toString().substring(principal.length()).replaceFirst("^: | (?=may)", ""))
        .filter(line -> !line.equals("CREATE_DATABASE on catalog"))
        .forEach(lines::add);
    return lines;
  }
}
