package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.config.ConfigReader;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.standin.CallLog;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.ViewDefinitionInput;
import software.amazon.awssdk.services.glue.model.ViewRepresentationInput;
import software.amazon.awssdk.services.glue.model.ViewUpdateAction;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** Views in several dialects, which AWS makes after it has answered (aws-facts 11). */
class ViewsTest {
  private final TwoRegions regions = new TwoRegions();
  private final Lake source = new Lake(regions.source());
  private final Lake target = new Lake(regions.target());
  private final String definer =
      regions.aws().account(TwoRegions.ACCOUNT).principal("role/Definer");
  private final String analyst =
      regions.aws().account(TwoRegions.ACCOUNT).principal("role/Analyst");

  @BeforeEach
  void fillTheSource() {
    regions.buckets();
    source.database("sales").table("sales", "orders", "id", "secret");
    source.revoke("IAM_ALLOWED_PRINCIPALS", Permission.ALL, Lake.onDatabase("sales"));
    source.revoke("IAM_ALLOWED_PRINCIPALS", Permission.ALL, Lake.onTable("sales", "orders"));
    grantable(definer, "orders");
  }

  @AfterEach
  void close() {
    regions.close();
  }

  @Test
  void isMadeOverTheTargetsTablesAndGivenToThoseWhoHadIt() {
    view("v", List.of("orders"), sql("SPARK", "s"), sql("ATHENA", "a"));
    source.grant(analyst, Permission.SELECT, Lake.onTable("sales", "v"));

    assertThat(sync().of(Outcome.FAILED)).isEmpty();

    Table view = read(target, "v");
    assertThat(view.isMultiDialectView()).isTrue();
    assertThat(view.status().stateAsString()).isEqualTo("SUCCESS");
    assertThat(view.viewDefinition().subObjects())
        .containsExactly("arn:aws:glue:ap-south-1:111122223333:table/sales/orders");
    assertThat(dialects(target, "v")).containsExactlyInAnyOrder("ATHENA a", "SPARK s");
    assertThat(target.grants()).isEqualTo(source.grants());
    assertNothingLeftToDo();
  }

  @Test
  void dialectsThatCameWentOrChangedAreFollowed() {
    view("v", List.of("orders"), sql("ATHENA", "a"), sql("SPARK", "s"));
    sync();
    update(ViewUpdateAction.ADD_OR_REPLACE, sql("ATHENA", "b"), sql("REDSHIFT", "r"));
    update(ViewUpdateAction.DROP, sql("SPARK", "s"));
    source.grant(analyst, Permission.SELECT, Lake.onTable("sales", "v"));

    assertThat(view(verify(), Outcome.UPDATED)).contains("ViewDefinition.Representations");
    assertThat(sync().of(Outcome.FAILED)).isEmpty();

    assertThat(dialects(target, "v")).containsExactlyInAnyOrder("ATHENA b", "REDSHIFT r");
    assertThat(target.grants()).isEqualTo(source.grants());
    assertNothingLeftToDo();
  }

  @Test
  void whatAwsDoesNotMakeIsNamedWithItsReasonAndNothingIsGivenOnIt() {
    view("v", List.of("orders"), sql("ATHENA", "a"));
    source.grant(analyst, Permission.SELECT, Lake.onTable("sales", "v"));
    // What it was made by was taken away since.
    regions
        .source()
        .lakeFormation()
        .revokePermissions(
            r ->
                r.principal(TwoRegions.principal(definer))
                    .permissions(Permission.SELECT)
                    .permissionsWithGrantOption(Permission.SELECT)
                    .resource(Lake.onTable("sales", "orders")));

    Heard run = sync();

    assertThat(run.of(Outcome.FAILED)).hasSize(1);
    assertThat(view(run, Outcome.FAILED))
        .contains("FAILED: Definer " + definer + " lacks SELECT with grant option");
    assertThat(target.grants()).noneMatch(line -> line.contains("role/Analyst"));

    grantable(definer, "orders");
    assertThat(sync().of(Outcome.FAILED)).as("a failed view is made anew").isEmpty();
    assertThat(read(target, "v").status().stateAsString()).isEqualTo("SUCCESS");
    assertThat(target.grants()).isEqualTo(source.grants());
  }

  @Test
  void isHeldBackWhenWhatItReadsIs() {
    view("v", List.of("orders"), sql("ATHENA", "a"));
    regions.aws().faults().inject(Fault.ACCESS_DENIED, CallPattern.of("glue", "CreateTable"));
    assertThat(view(sync(), Outcome.SKIPPED)).contains("table sales.orders could not be restored");
  }

  @Test
  void aViewThatIsStillBeingMadeIsWaitedFor() {
    view("v", List.of("orders"), sql("ATHENA", "a"));
    sync();
    regions.target().glue().deleteTable(r -> r.databaseName("sales").name("v"));
    create(target, "ap-south-1", "v", List.of("orders"), sql("ATHENA", "a"));
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertThat(read(target, "v").status().stateAsString()).isEqualTo("SUCCESS");
    assertNothingLeftToDo();
  }

  @Test
  void aTableThatBecameAViewAndAViewThatBecameATableAreReplaced() {
    view("v", List.of("orders"), sql("ATHENA", "a"));
    source.table("sales", "t", "id");
    source.revoke("IAM_ALLOWED_PRINCIPALS", Permission.ALL, Lake.onTable("sales", "t"));
    sync();
    source.dropTable("sales", "v").dropTable("sales", "t");
    source.table("sales", "v", "id");
    source.revoke("IAM_ALLOWED_PRINCIPALS", Permission.ALL, Lake.onTable("sales", "v"));
    view("t", List.of("orders"), sql("ATHENA", "a"));

    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertThat(read(target, "v").isMultiDialectView()).isFalse();
    assertThat(read(target, "t").status().stateAsString()).isEqualTo("SUCCESS");
    assertNothingLeftToDo();
  }

  /** What was said of the view, which had this outcome. */
  private static String view(Heard run, Outcome outcome) {
    return run.of(outcome).stream()
        .filter(result -> result.key().equals(ObjectKey.table("sales", "v")))
        .map(ObjectResult::reason)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void viewsThatReadEachOtherAreNamedAndTheRestIsRestored() {
    view("a", List.of("orders"), sql("ATHENA", "a"));
    view("b", List.of("orders"), sql("ATHENA", "b"));
    reads("a", "b");
    reads("b", "a");
    view("v", List.of("orders"), sql("ATHENA", "v"));
    Heard run = sync();
    assertThat(run.of(Outcome.FAILED))
        .extracting(result -> result.key().name() + ": " + result.reason())
        .containsExactlyInAnyOrder(
            "a: the views that it reads read each other (sales.a -> sales.b -> sales.a); mend their SubObjects in the source",
            "b: the views that it reads read each other (sales.b -> sales.a -> sales.b); mend their SubObjects in the source");
    assertThat(target.objects()).isEqualTo(Set.of("sales", "sales.orders", "sales.v"));
  }

  /** AWS makes no such view; whether it should once is AWS's word, not ours. */
  @Test
  void aViewOfAViewIsTriedAfterTheViewAndNamedWithWhatAwsSays() {
    view("a_reader", List.of("orders"), sql("ATHENA", "a"));
    view("z_read", List.of("orders"), sql("ATHENA", "z"));
    reads("a_reader", "z_read");
    Heard run = sync();
    assertThat(run.of(Outcome.FAILED))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.key().name()).isEqualTo("a_reader");
              assertThat(result.reason())
                  .contains("FAILED: Reference table sales.z_read is a view");
            });
    assertThat(read(target, "z_read").status().stateAsString()).isEqualTo("SUCCESS");
  }

  @Test
  void aMaterializedViewIsNamedWithTheSqlThatMakesItAgain() {
    view("v", List.of("orders"), sql("SPARK", "SELECT id FROM orders"));
    source.grant(analyst, Permission.SELECT, Lake.onTable("sales", "v"));
    become("v", table -> table.toBuilder().isMaterializedView(true).build());
    Heard run = sync();
    assertThat(run.of(Outcome.FAILED)).isEmpty();
    assertThat(view(run, Outcome.SKIPPED))
        .endsWith(
            "create it in the target with Spark SQL: CREATE MATERIALIZED VIEW sales.v AS SELECT id FROM orders");
    assertThat(target.objects()).doesNotContain("sales.v");
  }

  @Test
  void theDefinerIsWhoeverStandsForItInTheTarget() {
    String twin = regions.aws().account(TwoRegions.ACCOUNT).principal("role/DefinerTwin");
    view("v", List.of("orders"), sql("ATHENA", "a"));
    Heard run = new Heard();
    regions
        .job(
            ConfigReader.parse(
                TwoRegions.configText()
                    + "[Principals]\nprincipal_mapping = {'%s': '%s'}\n".formatted(definer, twin),
                "glue_config.conf"),
            run)
        .sync();
    assertThat(run.of(Outcome.FAILED)).isEmpty();
    assertThat(read(target, "v").viewDefinition().definer()).isEqualTo(twin);
    assertThat(read(target, "v").status().stateAsString()).isEqualTo("SUCCESS");
  }

  /** Whoever may see what is confidential not may see a new view at no moment. */
  @Test
  void aViewWithTagsOfItsOwnIsTaggedBeforeAnythingIsGivenByThem() {
    LakeFormationClient lakeFormation = regions.source().lakeFormation();
    lakeFormation.createLFTag(r -> r.tagKey("class").tagValues("open", "closed"));
    tag(Lake.onDatabase("sales"), "open");
    view("v", List.of("orders"), sql("ATHENA", "a"));
    tag(Lake.onTable("sales", "v"), "closed");
    lakeFormation.grantPermissions(
        r ->
            r.principal(TwoRegions.principal(analyst))
                .permissions(Permission.SELECT)
                .resource(
                    x ->
                        x.lfTagPolicy(
                            p ->
                                p.resourceType("TABLE")
                                    .expression(
                                        LFTag.builder()
                                            .tagKey("class")
                                            .tagValues("open")
                                            .build()))));
    List<String> order = new ArrayList<>();
    regions.aws().calls().clear();
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    regions.aws().calls().all().stream()
        .filter(entry -> entry.call().region().equals(TwoRegions.TARGET))
        .filter(entry -> entry.call().isWrite() && !entry.name().startsWith("s3:"))
        .forEach(entry -> order.add(entry.name() + " " + entry.subject()));
    int made = lastIndexOf(order, "glue:CreateTable.*");
    int tagged = lastIndexOf(order, "lakeformation:AddLFTagsToResource.*");
    int given = lastIndexOf(order, "lakeformation:BatchGrantPermissions.*");
    assertThat(List.of(made, tagged, given)).as("%s", order).isSorted().doesNotContain(-1);
    assertThat(target.grants()).isEqualTo(source.grants());
    assertNothingLeftToDo();
  }

  private static int lastIndexOf(List<String> order, String pattern) {
    int last = -1;
    for (int i = 0; i < order.size(); i++) {
      last = order.get(i).matches(pattern) ? i : last;
    }
    return last;
  }

  private void tag(Resource resource, String value) {
    regions
        .source()
        .lakeFormation()
        .addLFTagsToResource(
            r ->
                r.resource(resource)
                    .lfTags(LFTagPair.builder().tagKey("class").tagValues(value).build()));
  }

  private void reads(String view, String table) {
    become(
        view,
        found ->
            found.toBuilder()
                .viewDefinition(
                    found.viewDefinition().toBuilder()
                        .subObjects("arn:aws:glue:us-east-1:111122223333:table/sales/" + table)
                        .build())
                .build());
  }

  private void become(String view, UnaryOperator<Table> change) {
    regions.aws().catalog(TwoRegions.ACCOUNT, TwoRegions.SOURCE).become("sales", view, change);
  }

  private Heard sync() {
    Heard heard = new Heard();
    regions.job(TwoRegions.config(), heard).sync();
    return heard;
  }

  private Heard verify() {
    Heard heard = new Heard();
    regions.job(TwoRegions.config(), new Heard()).backup();
    regions.job(TwoRegions.config(), heard).verify(Selection.LATEST);
    return heard;
  }

  private void assertNothingLeftToDo() {
    assertThat(verify().counts().keySet())
        .allMatch(line -> line.endsWith(" unchanged") || line.startsWith("data_lake_settings"));
    regions.aws().calls().clear();
    regions.job(TwoRegions.config(), new Heard()).restore(Selection.LATEST);
    assertThat(regions.aws().calls().counts(ViewsTest::writesTheLake)).isEmpty();
  }

  private static boolean writesTheLake(CallLog.Entry entry) {
    return entry.call().isWrite() && !entry.name().startsWith("s3:");
  }

  private void grantable(String principal, String table) {
    Resource resource = Lake.onTable("sales", table);
    regions
        .source()
        .lakeFormation()
        .grantPermissions(
            r ->
                r.principal(TwoRegions.principal(principal))
                    .permissions(Permission.SELECT)
                    .permissionsWithGrantOption(Permission.SELECT)
                    .resource(resource));
  }

  private void view(String name, List<String> bases, ViewRepresentationInput... dialects) {
    create(source, "us-east-1", name, bases, dialects);
    source.revoke("IAM_ALLOWED_PRINCIPALS", Permission.ALL, Lake.onTable("sales", name));
    settle(name);
  }

  private void settle(String name) {
    for (int look = 0; look < 3; look++) {
      read(source, name);
    }
    assertThat(read(source, name).status().stateAsString()).isEqualTo("SUCCESS");
  }

  private void create(
      Lake lake, String region, String name, List<String> bases, ViewRepresentationInput... sql) {
    TableInput input =
        TableInput.builder().name(name).viewDefinition(definition(region, bases, sql)).build();
    lake.region().glue().createTable(r -> r.databaseName("sales").tableInput(input));
  }

  private Consumer<ViewDefinitionInput.Builder> definition(
      String region, List<String> bases, ViewRepresentationInput... dialects) {
    return view ->
        view.definer(definer)
            .isProtected(true)
            .representations(dialects)
            .subObjects(
                bases.stream()
                    .map(base -> "arn:aws:glue:" + region + ":111122223333:table/sales/" + base)
                    .toArray(String[]::new));
  }

  private void update(ViewUpdateAction action, ViewRepresentationInput... dialects) {
    regions
        .source()
        .glue()
        .updateTable(
            r ->
                r.databaseName("sales")
                    .viewUpdateAction(action)
                    .tableInput(
                        t ->
                            t.name("v")
                                .viewDefinition(
                                    definition("us-east-1", List.of("orders"), dialects))));
    settle("v");
  }

  private static ViewRepresentationInput sql(String dialect, String text) {
    return ViewRepresentationInput.builder().dialect(dialect).viewOriginalText(text).build();
  }

  private static Table read(Lake lake, String name) {
    return lake.region()
        .glue()
        .getTable(r -> r.databaseName("sales").name(name).includeStatusDetails(true))
        .table();
  }

  private static Set<String> dialects(Lake lake, String name) {
    Set<String> dialects = new TreeSet<>();
    read(lake, name)
        .viewDefinition()
        .representations()
        .forEach(each -> dialects.add(each.dialectAsString() + " " + each.viewOriginalText()));
    return dialects;
  }
}
