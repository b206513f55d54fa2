package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.aws.AwsRegion;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** Every kind of resource: given, taken, compared, and named by verification. */
class GrantKindsTest {
  private static final LFTag PUBLIC =
      LFTag.builder().tagKey("sensitivity").tagValues("public").build();

  /** What can be granted on, with a permission and what people call it. */
  private record On(Resource resource, String permission) {}

  private static final Map<String, On> KINDS = new TreeMap<>();

  static {
    KINDS.put("the catalog", new On(resource(r -> r.catalog(c -> {})), "CREATE_LF_TAG"));
    KINDS.put("database sales", new On(Lake.onDatabase("sales"), "CREATE_TABLE"));
    KINDS.put("table sales.orders", new On(Lake.onTable("sales", "orders"), "INSERT"));
    KINDS.put(
        "all tables of sales",
        new On(
            resource(r -> r.table(t -> t.databaseName("sales").tableWildcard(w -> {}))), "DROP"));
    KINDS.put(
        "columns id of table sales.visits",
        new On(
            resource(
                r ->
                    r.tableWithColumns(
                        c -> c.databaseName("sales").name("visits").columnNames("id"))),
            "SELECT"));
    KINDS.put(
        "all columns but id of table sales.returns",
        new On(
            resource(
                r ->
                    r.tableWithColumns(
                        c ->
                            c.databaseName("sales")
                                .name("returns")
                                .columnWildcard(w -> w.excludedColumnNames("id")))),
            "SELECT"));
    KINDS.put(
        "filter eu of table sales.orders",
        new On(
            resource(
                r ->
                    r.dataCellsFilter(
                        f ->
                            f.tableCatalogId(TwoRegions.ACCOUNT)
                                .databaseName("sales")
                                .tableName("orders")
                                .name("eu"))),
            "SELECT"));
    KINDS.put(
        "LF-tag sensitivity=internal,public",
        new On(
            resource(r -> r.lfTag(t -> t.tagKey("sensitivity").tagValues("public", "internal"))),
            "ASSOCIATE"));
    KINDS.put(
        "LF-tag team=*",
        new On(resource(r -> r.lfTag(t -> t.tagKey("team").tagValues("*"))), "DROP"));
    KINDS.put(
        "tag policy sensitivity=public on tables",
        new On(
            resource(r -> r.lfTagPolicy(p -> p.resourceType("TABLE").expression(PUBLIC))),
            "SELECT"));
    KINDS.put(
        "tag policy sensitivity=public on databases",
        new On(
            resource(r -> r.lfTagPolicy(p -> p.resourceType("DATABASE").expression(PUBLIC))),
            "DESCRIBE"));
    KINDS.put(
        "tag policy expression open on tables",
        new On(
            resource(r -> r.lfTagPolicy(p -> p.resourceType("TABLE").expressionName("open"))),
            "SELECT"));
    KINDS.put(
        "tag expression open",
        new On(resource(r -> r.lfTagExpression(e -> e.name("open"))), "DESCRIBE"));
  }

  private static Resource resource(java.util.function.Consumer<Resource.Builder> fill) {
    Resource.Builder builder = Resource.builder();
    fill.accept(builder);
    return builder.build();
  }

  private final TwoRegions regions = new TwoRegions();
  private final Lake source = new Lake(regions.source());
  private final Lake target = new Lake(regions.target());
  private final String analyst =
      regions.aws().account(TwoRegions.ACCOUNT).principal("role/Analyst");

  @BeforeEach
  void fillBoth() {
    regions.buckets();
    for (AwsRegion region : List.of(regions.source(), regions.target())) {
      LakeSettings.open(region, false);
      new Lake(region)
          .database("sales")
          .table("sales", "orders", "id")
          .table("sales", "visits", "id", "day")
          .table("sales", "returns", "id", "day");
      var lakeFormation = region.lakeFormation();
      lakeFormation.createLFTag(
          r -> r.tagKey("sensitivity").tagValues("internal", "public", "secret"));
      lakeFormation.createLFTag(r -> r.tagKey("team").tagValues("a", "b"));
      lakeFormation.createLFTagExpression(r -> r.name("open").expression(PUBLIC));
      lakeFormation.createDataCellsFilter(
          r ->
              r.tableData(
                  f ->
                      f.tableCatalogId(TwoRegions.ACCOUNT)
                          .databaseName("sales")
                          .tableName("orders")
                          .name("eu")
                          .rowFilter(w -> w.filterExpression("id = 'eu'"))
                          .columnWildcard(w -> {})));
    }
  }

  @AfterEach
  void close() {
    regions.close();
  }

  private static void grantAll(Lake lake, String principal) {
    KINDS.values().forEach(on -> write(lake, principal, on, true));
  }

  private static void write(Lake lake, String principal, On on, boolean grant) {
    var lakeFormation = lake.region().lakeFormation();
    if (grant) {
      lakeFormation.grantPermissions(
          r ->
              r.principal(TwoRegions.principal(principal))
                  .resource(on.resource())
                  .permissionsWithStrings(on.permission()));
    } else {
      lakeFormation.revokePermissions(
          r ->
              r.principal(TwoRegions.principal(principal))
                  .resource(on.resource())
                  .permissionsWithStrings(on.permission()));
    }
  }

  private Heard run(java.util.function.Consumer<Twinlake> sentence, Heard heard, String... more) {
    TwinlakeConfig config = TwoRegions.config(more);
    sentence.accept(regions.job(config, heard));
    return heard;
  }

  private Heard sync(String... more) {
    Heard heard = run(Twinlake::sync, new Heard(), more);
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    return heard;
  }

  private Heard verify() {
    return run(job -> job.verify(Selection.LATEST), new Heard());
  }

  private static Set<String> on(List<ObjectResult> results) {
    Set<String> described = new TreeSet<>();
    results.stream()
        .filter(result -> result.key().kind().name().equals("grant"))
        .map(result -> result.toString())
        .forEach(
            text ->
                KINDS.keySet().stream()
                    .filter(kind -> text.contains(" on " + kind))
                    .forEach(described::add));
    return described;
  }

  @Test
  void isGivenAndGivenOnce() {
    grantAll(source, analyst);
    Heard heard = sync();
    assertThat(on(heard.of(Outcome.CREATED))).isEqualTo(KINDS.keySet());
    assertThat(target.grants()).isEqualTo(source.grants());
    regions.aws().calls().clear();
    run(job -> job.restore(Selection.LATEST), new Heard());
    assertThat(regions.aws().calls().counts(entry -> entry.call().isWrite())).isEmpty();
    assertThat(verify().differences()).isEmpty();
  }

  @Test
  void isCarriedAsItIsWhenOnlyAwsKnowsItsKind() {
    String row =
        """
        {"Principal": {"DataLakePrincipalIdentifier": "%s"}, "Permissions": ["DESCRIBE"],
         "Resource": {"UserDefinedFunction": {"DatabaseName": "sales", "Name": "f"}}}"""
            .formatted(analyst);
    regions.aws().lakeFormation(TwoRegions.ACCOUNT, TwoRegions.SOURCE).listAlso(row);
    regions
        .aws()
        .lakeFormation(TwoRegions.ACCOUNT, TwoRegions.TARGET)
        .knowsResource("UserDefinedFunction");
    Heard heard = sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.of(Outcome.CREATED))
        .filteredOn(result -> result.key().kind().equals(Kind.GRANT))
        .singleElement()
        .satisfies(
            grant -> assertThat(grant.key().values().get(0)).contains("UserDefinedFunction"));
    assertThat(verify().differences()).isEmpty();
    regions.aws().calls().clear();
    run(job -> job.restore(Selection.LATEST), new Heard());
    assertThat(regions.aws().calls().counts(entry -> entry.call().isWrite())).isEmpty();
  }

  @Test
  void isTakenWhenTheSourceTookItAndNamedWhenItIsMissing() {
    grantAll(source, analyst);
    sync();
    grantAllButTaken(target);
    assertThat(on(verify().of(Outcome.CREATED))).isEqualTo(KINDS.keySet());
    sync();
    KINDS.values().forEach(on -> write(source, analyst, on, false));
    sync();
    assertThat(target.grants()).noneMatch(line -> line.startsWith(analyst));
    assertThat(target.grants()).isEqualTo(source.grants());
  }

  private void grantAllButTaken(Lake lake) {
    KINDS.values().forEach(on -> write(lake, analyst, on, false));
  }

  @Test
  void isAnExtraWhenItIsTheTargetsOwn() {
    grantAll(target, analyst);
    Set<String> before = target.grants();
    sync();
    assertThat(target.grants()).isEqualTo(before);
    Set<String> extras = new TreeSet<>(KINDS.keySet());
    extras.remove("the catalog");
    assertThat(on(verify().of(Outcome.DELETED))).isEqualTo(extras);
    sync("revoke_target_permissions = True");
    assertThat(target.grants())
        .filteredOn(line -> line.startsWith(analyst))
        .singleElement()
        .asString()
        .contains("CREATE_LF_TAG");
  }

  @Test
  void isNamedWhenItIsWiderOrNarrowerThanItWas() {
    On orders = Objects.requireNonNull(KINDS.get("table sales.orders"));
    source
        .region()
        .lakeFormation()
        .grantPermissions(
            r ->
                r.principal(TwoRegions.principal(analyst))
                    .resource(orders.resource())
                    .permissionsWithStrings("INSERT", "SELECT")
                    .permissionsWithGrantOptionWithStrings("INSERT"));
    sync();
    target
        .region()
        .lakeFormation()
        .revokePermissions(
            r ->
                r.principal(TwoRegions.principal(analyst))
                    .resource(orders.resource())
                    .permissionsWithStrings("INSERT")
                    .permissionsWithGrantOptionWithStrings("INSERT"));
    write(target, analyst, orders, true);
    write(target, "IAM_ALLOWED_PRINCIPALS", new On(orders.resource(), "ALL"), true);
    write(target, analyst, new On(Lake.onDatabase("sales"), "ALTER"), true);
    assertThat(verify().differences())
        .extracting(difference -> difference.key() + ": " + difference.reason())
        .containsExactlyInAnyOrder(
            "grant to " + analyst + " on table sales.orders: INSERT (may grant INSERT)",
            "grant to IAM_ALLOWED_PRINCIPALS on table sales.orders: ALL",
            "grant to " + analyst + " on database sales: ALTER");
  }

  @Test
  void isOneWhateverTheOrderOfItsTerms() {
    LFTag team = LFTag.builder().tagKey("team").tagValues("b", "a").build();
    LFTag teamToo = LFTag.builder().tagKey("team").tagValues("a", "b").build();
    Resource one =
        resource(r -> r.lfTagPolicy(p -> p.resourceType("TABLE").expression(team, PUBLIC)));
    Resource same =
        resource(r -> r.lfTagPolicy(p -> p.resourceType("TABLE").expression(PUBLIC, teamToo)));
    write(source, analyst, new On(one, "SELECT"), true);
    write(target, analyst, new On(same, "SELECT"), true);
    assertThat(on(sync().of(Outcome.CREATED))).isEmpty();
    assertThat(verify().differences()).isEmpty();
  }

  @Test
  void onANestedCatalogIsGivenWhereTheTargetHasIt() {
    On lake = new On(resource(r -> r.catalog(c -> c.id(TwoRegions.ACCOUNT + ":lake"))), "DESCRIBE");
    nestedCatalog(source);
    write(source, analyst, lake, true);
    assertThat(sync().of(Outcome.SKIPPED))
        .extracting(ObjectResult::reason)
        .contains("catalog 111122223333:lake is not in the target");
    nestedCatalog(target);
    assertThat(sync().of(Outcome.CREATED))
        .extracting(ObjectResult::toString)
        .anyMatch(text -> text.contains(" on catalog 111122223333:lake"));
    assertThat(verify().differences()).isEmpty();
    write(source, analyst, lake, false);
    sync();
    assertThat(target.grants()).noneMatch(line -> line.contains(":lake"));
  }

  private static void nestedCatalog(Lake lake) {
    lake.region().glue().createCatalog(r -> r.name("lake").catalogInput(c -> {}));
  }
}
