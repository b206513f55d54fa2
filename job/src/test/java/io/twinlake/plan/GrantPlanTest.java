package io.twinlake.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.Grant;
import io.twinlake.model.ObjectKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GrantPlanTest {
  private static Grant grant(String principal, Set<String> permissions, Set<String> grantable) {
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    resource.putObject("Table").put("DatabaseName", "d").put("Name", "t");
    return new Grant(
        principal,
        resource,
        JsonNodeFactory.instance.objectNode(),
        new TreeSet<>(permissions),
        new TreeSet<>(grantable));
  }

  private static Grant analyst(String... permissions) {
    return grant("analyst", Set.of(permissions), Set.of());
  }

  private static Map<ObjectKey, Grant> of(Grant... grants) {
    Map<ObjectKey, Grant> map = new HashMap<>();
    List.of(grants).forEach(grant -> map.put(grant.key(), grant));
    return map;
  }

  private static GrantPlan plan(
      Map<ObjectKey, Grant> desired,
      Map<ObjectKey, Grant> actual,
      Map<ObjectKey, Grant> base,
      boolean revokeExtras) {
    return GrantPlan.of(
        desired,
        actual,
        base,
        new GrantPlan.Policy(grant -> true, revokeExtras, true, Grantees.ANYONE));
  }

  private static List<String> texts(List<GrantPlan.Change> changes) {
    return changes.stream()
        .map(c -> c.grant().principal() + " " + c.grant().permissions() + c.grant().grantable())
        .toList();
  }

  @Test
  void takesAndGivesAllAgainWhenAGrantOptionOfOneOfItsMembersGoes() {
    Grant all = analyst("ALL");
    Grant more = grant("analyst", Set.of("ALL"), Set.of("SELECT"));
    for (Map<ObjectKey, Grant> base : List.of(of(more), of())) {
      GrantPlan plan = plan(of(all), of(more), base, base.isEmpty());
      assertThat(texts(plan.revokes())).containsExactly("analyst [ALL][SELECT]");
      assertThat(texts(plan.grants())).containsExactly("analyst [ALL][]");
    }
  }

  @Test
  void grantsWhatIsMissingOfAGrant() {
    GrantPlan plan = plan(of(analyst("SELECT", "INSERT")), of(analyst("SELECT")), of(), false);
    assertThat(texts(plan.grants())).containsExactly("analyst [INSERT][]");
    assertThat(plan.revokes()).isEmpty();
    assertThat(plan.unchanged()).isEmpty();
  }

  @Test
  void revokesWhatTheSourceTookAwayAndNothingElse() {
    GrantPlan plan =
        plan(
            of(analyst("SELECT")),
            of(analyst("SELECT", "INSERT", "DROP")),
            of(analyst("SELECT", "INSERT")),
            false);
    assertThat(texts(plan.revokes())).containsExactly("analyst [INSERT][]");
    assertThat(texts(plan.extras())).containsExactly("analyst [DROP][]");
  }

  @Test
  void revokesWhatWasNeverOursOnlyWhenAsked() {
    GrantPlan kept = plan(of(), of(analyst("SELECT")), of(), false);
    assertThat(kept.revokes()).isEmpty();
    assertThat(texts(kept.extras())).containsExactly("analyst [SELECT][]");
    GrantPlan taken = plan(of(), of(analyst("SELECT")), of(), true);
    assertThat(texts(taken.revokes())).containsExactly("analyst [SELECT][]");
    assertThat(taken.extras()).isEmpty();
  }

  @Test
  void takesNothingDesiredOutOfAnAllThatSomebodyGaveInTheTarget() {
    GrantPlan plan = plan(of(analyst("SELECT")), of(analyst("ALL")), of(analyst("SELECT")), false);
    assertThat(plan.revokes()).isEmpty();
    assertThat(plan.grants()).isEmpty();
    assertThat(texts(plan.extras())).containsExactly("analyst [ALL][]");
  }

  @Test
  void takesThePermissionToTakeItsGrantOptionAndGivesItAgain() {
    Grant with = grant("analyst", Set.of("SELECT"), Set.of("SELECT"));
    GrantPlan plan = plan(of(analyst("SELECT")), of(with), of(with), false);
    assertThat(texts(plan.revokes())).containsExactly("analyst [SELECT][SELECT]");
    assertThat(texts(plan.grants())).containsExactly("analyst [SELECT][]");
  }

  @Test
  void closesToEverybodyWhatTheSourceHasClosed() {
    Grant open = grant(Grant.EVERYONE, Set.of("ALL"), Set.of());
    GrantPlan plan = plan(of(), of(open), of(), false);
    assertThat(texts(plan.revokes())).containsExactly(Grant.EVERYONE + " [ALL][]");
  }

  @Test
  void opensLast() {
    Grant open = grant(Grant.EVERYONE, Set.of("ALL"), Set.of());
    GrantPlan plan = plan(of(open, analyst("SELECT")), of(), of(), false);
    assertThat(texts(plan.opens())).containsExactly(Grant.EVERYONE + " [ALL][]");
    assertThat(texts(plan.grants())).containsExactly("analyst [SELECT][]");
  }

  @Test
  void leavesAloneWhatTheSnapshotIsNotAbout() {
    GrantPlan plan =
        GrantPlan.of(
            of(),
            of(analyst("SELECT")),
            of(),
            new GrantPlan.Policy(grant -> false, true, true, Grantees.ANYONE));
    assertThat(plan.revokes()).isEmpty();
    assertThat(plan.extras()).isEmpty();
  }

  @Test
  void takesNothingThatTheSnapshotMayOnlyHaveFailedToRead() {
    Grant open = grant(Grant.EVERYONE, Set.of("ALL"), Set.of());
    GrantPlan plan =
        GrantPlan.of(
            of(),
            of(open, analyst("SELECT")),
            of(),
            new GrantPlan.Policy(grant -> true, true, false, Grantees.ANYONE));
    assertThat(plan.revokes()).isEmpty();
    assertThat(texts(plan.extras()))
        .containsExactlyInAnyOrder(Grant.EVERYONE + " [ALL][]", "analyst [SELECT][]");
  }
}
