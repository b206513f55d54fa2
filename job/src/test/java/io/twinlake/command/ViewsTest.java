package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.model.ObjectKey;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.standin.CallLog;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.ViewDefinitionInput;
import software.amazon.awssdk.services.glue.model.ViewRepresentationInput;
import software.amazon.awssdk.services.glue.model.ViewUpdateAction;
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
