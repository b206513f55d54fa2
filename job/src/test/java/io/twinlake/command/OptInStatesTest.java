package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.aws.AwsRegion;
import io.twinlake.model.Events;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.plan.OptIns;
import io.twinlake.source.LakeFormationSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

  @Test
  void onWhatTheSnapshotDoesNotHoldAreTheTargets() {
    new Lake(regions.target()).database("own").table("own", "t", "id");
    optIn(regions.target(), Lake.onTable("own", "t"));
    assertThat(optIns(sync("revoke_target_permissions = True"), Outcome.DELETED)).isEmpty();
    assertThat(optIns(regions.target())).hasSize(1);
    assertThat(verify().differences()).isEmpty();
  }
}
