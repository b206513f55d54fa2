package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.aws.AwsRegion;
import io.twinlake.model.Events;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.plan.OptIns;
import io.twinlake.source.LakeFormationSource;
import io.twinlake.standin.CallLog;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** Opt-ins in every state: missing, there, withdrawn, the target's own, and on what is gone. */
class OptInStatesTest {
  private static final Resource CATALOG = Resource.builder().catalog(c -> {}).build();
  private static final Resource ALL_TABLES =
      Resource.builder().table(t -> t.databaseName("sales").tableWildcard(w -> {})).build();
  private static final List<Resource> ALL =
      List.of(CATALOG, Lake.onDatabase("sales"), Lake.onTable("sales", "orders"), ALL_TABLES);

  private final TwoRegions regions = new TwoRegions();
  private final String analyst =
      regions.aws().account(TwoRegions.ACCOUNT).principal("role/Analyst");

  @BeforeEach
  void twoEqualLakes() {
    regions.buckets();
    for (AwsRegion region : List.of(regions.source(), regions.target())) {
      LakeSettings.open(region, false);
      new Lake(region).database("sales").table("sales", "orders", "id");
    }
  }

  @AfterEach
  void close() {
    regions.close();
  }

  private void optIn(AwsRegion region, Resource resource) {
    region
        .lakeFormation()
        .createLakeFormationOptIn(
            r -> r.principal(TwoRegions.principal(analyst)).resource(resource));
  }

  private void optOut(AwsRegion region, Resource resource) {
    region
        .lakeFormation()
        .deleteLakeFormationOptIn(
            r -> r.principal(TwoRegions.principal(analyst)).resource(resource));
  }

  private static Set<String> optIns(AwsRegion region) {
    Set<String> keys = new TreeSet<>();
    OptIns.byKey(new LakeFormationSource(region).optIns(), TwoRegions.ACCOUNT)
        .keySet()
        .forEach(key -> keys.add(key.toString()));
    return keys;
  }

  private Heard sync(String... operation) {
    Heard heard = new Heard();
    regions.job(TwoRegions.config(operation), heard).sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    return heard;
  }

  private Heard verify() {
    Heard heard = new Heard();
    regions.job(TwoRegions.config(), heard).verify(Selection.LATEST);
    return heard;
  }

  private static List<ObjectResult> optIns(Heard heard, Outcome outcome) {
    return heard.of(outcome).stream()
        .filter(result -> result.key().kind().name().equals("opt_in"))
        .toList();
  }

  @Test
  void areGivenOnceAndWithdrawnWithTheSource() {
    ALL.forEach(resource -> optIn(regions.source(), resource));
    assertThat(optIns(sync(), Outcome.CREATED)).hasSize(4);
    assertThat(optIns(regions.target())).isEqualTo(optIns(regions.source())).hasSize(4);
    assertThat(optIns(sync(), Outcome.CREATED)).isEmpty();
    assertThat(verify().differences()).isEmpty();

    ALL.forEach(resource -> optOut(regions.source(), resource));
    assertThat(optIns(sync(), Outcome.DELETED)).hasSize(4);
    assertThat(optIns(regions.target())).isEmpty();
  }

  @Test
  void ofTheTargetStayAreNamedAndGoWhenExtrasAreRevoked() {
    ALL.forEach(resource -> optIn(regions.target(), resource));
    Heard heard = sync();
    assertThat(optIns(regions.target())).hasSize(4);
    assertThat(heard.notes(Events.Note.Level.WARNING))
        .anyMatch(note -> note.startsWith("4 opt-ins of the target"));
    assertThat(optIns(verify(), Outcome.DELETED)).hasSize(4);
    assertThat(optIns(sync("revoke_target_permissions = True"), Outcome.DELETED)).hasSize(4);
    assertThat(optIns(regions.target())).isEmpty();
  }

  private List<String> writes() {
    return regions.aws().calls().all().stream()
        .filter(e -> e.call().isWrite() && e.call().region().equals(TwoRegions.TARGET))
        .map(CallLog.Entry::name)
        .filter(name -> !name.startsWith("s3:"))
        .toList();
  }

  @Test
  void onWhatIsThereComeBeforeAnythingIsChangedInItAndTheOthersLater() {
    ALL.forEach(resource -> optIn(regions.source(), resource));
    new Lake(regions.source())
        .describe("sales", "orders", "changed")
        .table("sales", "more", "id")
        .database("hr")
        .table("hr", "staff", "id");
    optIn(regions.source(), Lake.onTable("sales", "more"));
    optIn(regions.source(), Lake.onDatabase("hr"));
    optIn(regions.source(), Lake.onTable("hr", "staff"));
    regions.aws().calls().clear();
    assertThat(optIns(sync(), Outcome.CREATED)).hasSize(7);
    List<String> writes = writes();
    assertThat(writes.stream().takeWhile(name -> !name.startsWith("glue")))
        .filteredOn("lakeformation:CreateLakeFormationOptIn"::equals)
        .hasSize(4);
    assertThat(writes.lastIndexOf("lakeformation:CreateLakeFormationOptIn"))
        .isGreaterThan(writes.lastIndexOf("glue:CreateTable"));
    assertThat(writes).filteredOn("lakeformation:CreateLakeFormationOptIn"::equals).hasSize(7);
    assertThat(writes).contains("glue:UpdateTable");
    assertThat(regions.aws().calls().counts(TwoRegions.TARGET)).containsEntry("glue:GetTables", 2L);
  }

  @Test
  void thatFailHoldBackWhatTheyNarrowAndNothingElse() {
    optIn(regions.source(), Lake.onTable("sales", "orders"));
    String clerk = regions.aws().account(TwoRegions.ACCOUNT).principal("role/Clerk");
    new Lake(regions.source())
        .describe("sales", "orders", "changed")
        .table("sales", "more", "id")
        .grant(analyst, Permission.SELECT, Lake.onTable("sales", "more"))
        .grant(analyst, Permission.SELECT, ALL_TABLES)
        .grant(clerk, Permission.SELECT, Lake.onTable("sales", "more"));
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("lakeformation", "CreateLakeFormationOptIn"));
    Heard heard = new Heard();
    regions.job(TwoRegions.config(), heard).sync();
    assertThat(heard.of(Outcome.FAILED)).hasSize(1);
    assertThat(heard.of(Outcome.SKIPPED))
        .extracting(ObjectResult::reason)
        .hasSizeGreaterThan(1)
        .allMatch(reason -> reason.startsWith("held back, because"));
    assertThat(writes()).doesNotContain("glue:UpdateTable");
    assertThat(new Lake(regions.target()).grants())
        .filteredOn(line -> line.startsWith(analyst) || line.startsWith(clerk))
        .hasSize(2)
        .allMatch(line -> line.contains("more"));
    sync();
    assertThat(verify().differences()).isEmpty();
  }

  @Test
  void ofAnotherConditionAreGivenBeforeTheOldOnesGo() {
    conditional("context.a == 1");
    sync();
    optOut(regions.source(), "context.a == 1");
    conditional("context.a == 2");
    regions.aws().calls().clear();
    assertThat(optIns(sync(), Outcome.DELETED)).hasSize(1);
    assertThat(writes())
        .containsExactly(
            "lakeformation:CreateLakeFormationOptIn", "lakeformation:DeleteLakeFormationOptIn");
    assertThat(optIns(regions.target())).isEqualTo(optIns(regions.source())).hasSize(1);
  }

  private void conditional(String condition) {
    regions
        .source()
        .lakeFormation()
        .createLakeFormationOptIn(
            r ->
                r.principal(TwoRegions.principal(analyst))
                    .resource(Lake.onTable("sales", "orders"))
                    .condition(c -> c.expression(condition)));
  }

  private void optOut(AwsRegion region, String condition) {
    region
        .lakeFormation()
        .deleteLakeFormationOptIn(
            r ->
                r.principal(TwoRegions.principal(analyst))
                    .resource(Lake.onTable("sales", "orders"))
                    .condition(c -> c.expression(condition)));
  }

  @Test
  void onWhatTheSnapshotDoesNotHoldAreTheTargets() {
    new Lake(regions.target()).database("own").table("own", "t", "id");
    optIn(regions.target(), Lake.onTable("own", "t"));
    assertThat(optIns(sync("revoke_target_permissions = True"), Outcome.DELETED)).isEmpty();
    assertThat(optIns(regions.target())).hasSize(1);
    assertThat(verify().differences()).isEmpty();
  }
}
