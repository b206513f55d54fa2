package io.twinlake.command;

import static io.twinlake.command.ViewLake.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.aws.AwsRegion;
import io.twinlake.config.ConfigReader;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.standin.CallLog;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.Table;
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
  private final ViewLake views = new ViewLake(regions, regions.source());
  private final ViewLake twins = new ViewLake(regions, regions.target());
  private final String definer = views.definer();
  private final String analyst =
      regions.aws().account(TwoRegions.ACCOUNT).principal("role/Analyst");

  @BeforeEach
  void fillTheSource() {
    regions.buckets();
    views.database("orders", "id", "secret").grantable(definer, Lake.onTable("sales", "orders"));
  }

  @AfterEach
  void close() {
    regions.close();
  }

  @Test
  void isMadeOverTheTargetsTablesAndGivenToThoseWhoHadIt() {
    views.view("v", List.of("orders"), sql("SPARK", "s"), sql("ATHENA", "a"));
    source.grant(analyst, Permission.SELECT, Lake.onTable("sales", "v"));

    assertThat(sync().of(Outcome.FAILED)).isEmpty();

    Table view = twins.read("v");
    assertThat(view.isMultiDialectView()).isTrue();
    assertThat(view.status().stateAsString()).isEqualTo("SUCCESS");
    assertThat(view.viewDefinition().subObjects())
        .containsExactly("arn:aws:glue:ap-south-1:111122223333:table/sales/orders");
    assertThat(twins.dialects("v")).containsExactlyInAnyOrder("ATHENA a", "SPARK s");
    assertThat(target.grants()).isEqualTo(source.grants());
    assertNothingLeftToDo();
  }

  @Test
  void dialectsThatCameWentOrChangedAreFollowed() {
    views.view("v", List.of("orders"), sql("ATHENA", "a"), sql("SPARK", "s"));
    sync();
    views.update(ViewUpdateAction.ADD_OR_REPLACE, sql("ATHENA", "b"), sql("REDSHIFT", "r"));
    views.update(ViewUpdateAction.DROP, sql("SPARK", "s"));
    source.grant(analyst, Permission.SELECT, Lake.onTable("sales", "v"));

    assertThat(view(verify(), Outcome.UPDATED)).contains("ViewDefinition.Representations");
    assertThat(sync().of(Outcome.FAILED)).isEmpty();

    assertThat(twins.dialects("v")).containsExactlyInAnyOrder("ATHENA b", "REDSHIFT r");
    assertThat(target.grants()).isEqualTo(source.grants());
    assertNothingLeftToDo();
  }

  @Test
  void whatAwsDoesNotMakeIsNamedWithItsReasonAndNothingIsGivenOnIt() {
    views.view("v", List.of("orders"), sql("ATHENA", "a"));
    source.grant(analyst, Permission.SELECT, Lake.onTable("sales", "v"));
    // What it was made by was taken away since.
    views.notGrantable(definer, Lake.onTable("sales", "orders"));

    Heard run = sync();

    assertThat(run.of(Outcome.FAILED)).hasSize(1);
    assertThat(view(run, Outcome.FAILED))
        .contains("FAILED: Definer " + definer + " lacks SELECT with grant option");
    assertThat(target.grants()).noneMatch(line -> line.contains("role/Analyst"));

    views.grantable(definer, Lake.onTable("sales", "orders"));
    assertThat(sync().of(Outcome.FAILED)).as("a failed view is made anew").isEmpty();
    assertThat(twins.state("v")).isEqualTo("SUCCESS");
    assertThat(target.grants()).isEqualTo(source.grants());
  }

  /** Nobody sees what is not there, however it is tagged. */
  @Test
  void whatAwsLeavesOfAViewThatItDidNotMakeHoldsNothingBackAndIsMissing() {
    new TaggedLake(regions.source()).tag("class", "open", "closed").assign("sales", "class=open");
    views.view("v", List.of("orders"), sql("ATHENA", "a"));
    new TaggedLake(regions.source()).assign("sales.v", "class=closed");
    source.grant(analyst, Permission.SELECT, TaggedLake.policy("class=closed"));
    views.notGrantable(definer, Lake.onTable("sales", "orders"));

    for (int run = 0; run < 2; run++) {
      assertThat(view(sync(), Outcome.FAILED)).contains("FAILED: Definer " + definer);
      assertThat(twins.state("v")).isEqualTo("FAILED");
      assertThat(target.grants()).anyMatch(line -> line.contains("role/Analyst"));
    }
    assertThat(view(verify(), Outcome.CREATED))
        .startsWith("its creation in the target failed (FAILED: Definer " + definer);
  }

  @Test
  void aViewThatFailedInTheSourceIsNotMade() {
    views.notGrantable(definer, Lake.onTable("sales", "orders"));
    views.begin("v", List.of("orders"), sql("ATHENA", "a")).settle("v");
    assertThat(views.state("v")).isEqualTo("FAILED");

    Heard run = sync();

    assertThat(run.of(Outcome.FAILED)).isEmpty();
    assertThat(view(run, Outcome.SKIPPED))
        .startsWith("it was never made in the source (FAILED: Definer " + definer);
    assertThat(target.objects()).doesNotContain("sales.v");
  }

  @Test
  void aConnectionThatChecksADialectMustBeInTheTarget() {
    connection(regions.source());
    views.view(
        "v",
        List.of("orders"),
        sql("REDSHIFT", "r").toBuilder().validationConnection("warehouse").build());

    assertThat(view(sync(), Outcome.FAILED)).contains("Connection warehouse not found");

    connection(regions.target());
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertThat(twins.state("v")).isEqualTo("SUCCESS");
  }

  private static void connection(AwsRegion region) {
    region
        .glue()
        .createConnection(
            r ->
                r.connectionInput(
                    c ->
                        c.name("warehouse")
                            .connectionType("VIEW_VALIDATION_REDSHIFT")
                            .connectionProperties(Map.of())));
  }

  /** AWS makes a view only over data that Lake Formation governs. */
  @Test
  void comesAfterTheRegistrationOfWhatItReads() {
    regions
        .source()
        .lakeFormation()
        .registerResource(
            r -> r.resourceArn("arn:aws:s3:::lake-us-east-1/visits").useServiceLinkedRole(true));
    regions
        .source()
        .glue()
        .createTable(
            r ->
                r.databaseName("sales")
                    .tableInput(
                        t ->
                            t.name("visits")
                                .storageDescriptor(
                                    s -> s.location("s3://lake-us-east-1/visits/"))));
    source.revoke("IAM_ALLOWED_PRINCIPALS", Permission.ALL, Lake.onTable("sales", "visits"));
    views.grantable(definer, Lake.onTable("sales", "visits"));
    views.view("v", List.of("visits"), sql("ATHENA", "a"));

    assertThat(sync().of(Outcome.FAILED)).isEmpty();

    assertThat(twins.state("v")).isEqualTo("SUCCESS");
    assertNothingLeftToDo();
  }

  @Test
  void isHeldBackWhenWhatItReadsIs() {
    views.view("v", List.of("orders"), sql("ATHENA", "a"));
    regions.aws().faults().inject(Fault.ACCESS_DENIED, CallPattern.of("glue", "CreateTable"));
    assertThat(view(sync(), Outcome.SKIPPED)).contains("table sales.orders could not be restored");
  }

  @Test
  void aViewThatIsStillBeingMadeIsWaitedFor() {
    views.view("v", List.of("orders"), sql("ATHENA", "a"));
    sync();
    regions.target().glue().deleteTable(r -> r.databaseName("sales").name("v"));
    twins.begin("v", List.of("orders"), sql("ATHENA", "a"));
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertThat(twins.state("v")).isEqualTo("SUCCESS");
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
    views.view("a", List.of("orders"), sql("ATHENA", "a"));
    views.view("b", List.of("orders"), sql("ATHENA", "b"));
    views.reads("a", "b");
    views.reads("b", "a");
    views.view("v", List.of("orders"), sql("ATHENA", "v"));
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
    views.view("a_reader", List.of("orders"), sql("ATHENA", "a"));
    views.view("z_read", List.of("orders"), sql("ATHENA", "z"));
    views.reads("a_reader", "z_read");
    Heard run = sync();
    assertThat(run.of(Outcome.FAILED))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.key().name()).isEqualTo("a_reader");
              assertThat(result.reason())
                  .contains("FAILED: Reference table sales.z_read is a view");
            });
    assertThat(twins.state("z_read")).isEqualTo("SUCCESS");
  }

  @Test
  void aMaterializedViewIsNamedWithTheSqlThatMakesItAgain() {
    views.view("v", List.of("orders"), sql("SPARK", "SELECT id FROM orders"));
    source.grant(analyst, Permission.SELECT, Lake.onTable("sales", "v"));
    views.become("v", table -> table.toBuilder().isMaterializedView(true).build());
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
    views.view("v", List.of("orders"), sql("ATHENA", "a"));
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
    assertThat(twins.read("v").viewDefinition().definer()).isEqualTo(twin);
    assertThat(twins.state("v")).isEqualTo("SUCCESS");
  }

  /** Whoever may see what is confidential not may see a new view at no moment. */
  @Test
  void aViewWithTagsOfItsOwnIsTaggedBeforeAnythingIsGivenByThem() {
    LakeFormationClient lakeFormation = regions.source().lakeFormation();
    lakeFormation.createLFTag(r -> r.tagKey("class").tagValues("open", "closed"));
    tag(Lake.onDatabase("sales"), "open");
    views.view("v", List.of("orders"), sql("ATHENA", "a"));
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
}
