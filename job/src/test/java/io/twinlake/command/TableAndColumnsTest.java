package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import io.twinlake.aws.AwsRegion;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsFailureEntry;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsRequestEntry;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/**
 * Rights on a table and rights on some of its columns stand in each other's way (aws-facts 21):
 * whatever somebody holds in the target, the restore leads to what the source gives.
 */
class TableAndColumnsTest {
  /** What one principal can hold on one table, as the grants that lead to it, in their order. */
  private enum State {
    NOTHING,
    DESCRIBE(whole("DESCRIBE")),
    SELECT(whole("SELECT")),
    SELECT_WITH_OPTION(whole("SELECT").with("SELECT")),
    WRITE(whole("ALTER", "DELETE", "DESCRIBE", "INSERT")),
    WRITE_AND_SELECT(whole("DROP", "INSERT", "SELECT").with("INSERT")),
    ALL(whole("ALL")),
    ALL_WITH_OPTION(whole("ALL").with("ALL")),
    NAMED(named("a", "b")),
    OTHER_NAMED(named("b", "c")),
    NAMED_WITH_OPTION(named("a"), named("b").with("SELECT")),
    EXCLUDED(excluded("a")),
    OTHERS_EXCLUDED(excluded("b", "c")),
    WRITE_AND_NAMED(whole("ALTER", "DROP"), named("a")),
    DESCRIBE_AND_NAMED(whole("DESCRIBE"), named("a", "c")),
    WRITE_AND_EXCLUDED(whole("INSERT"), excluded("c")),
    SELECT_AND_OPTION_ON_NAMED(named("a").with("SELECT"), whole("SELECT")),
    WRITE_SELECT_AND_OPTION_ON_NAMED(
        whole("ALTER", "INSERT"), named("b").with("SELECT"), whole("SELECT"));

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Given> given;

    State(Given... given) {
      this.given = List.of(given);
    }
  }

  private record Given(Resource resource, List<String> permissions, List<String> grantable) {
    Given with(String... option) {
      return new Given(resource, permissions, List.of(option));
    }

    BatchPermissionsRequestEntry to(String principal, int id) {
      return BatchPermissionsRequestEntry.builder()
          .id(String.valueOf(id))
          .principal(TwoRegions.principal(principal))
          .resource(resource)
          .permissionsWithStrings(permissions)
          .permissionsWithGrantOptionWithStrings(grantable)
          .build();
    }
  }

  private static Given whole(String... permissions) {
    return new Given(Lake.onTable("sales", "orders"), List.of(permissions), List.of());
  }

  private static Given named(String... columns) {
    return new Given(
        Resource.builder()
            .tableWithColumns(c -> c.databaseName("sales").name("orders").columnNames(columns))
            .build(),
        List.of("SELECT"),
        List.of());
  }

  private static Given excluded(String... columns) {
    return new Given(
        Resource.builder()
            .tableWithColumns(
                c ->
                    c.databaseName("sales")
                        .name("orders")
                        .columnWildcard(w -> w.excludedColumnNames(columns)))
            .build(),
        List.of("SELECT"),
        List.of());
  }

  private final TwoRegions regions = new TwoRegions();

  @BeforeEach
  void twoTablesOfOneName() {
    regions.buckets();
    for (AwsRegion region : List.of(regions.source(), regions.target())) {
      LakeSettings.open(region, false);
      new Lake(region).database("sales").table("sales", "orders", "a", "b", "c");
    }
    for (State source : State.values()) {
      for (State target : State.values()) {
        String name = source + "-from-" + target;
        regions
            .aws()
            .account(TwoRegions.ACCOUNT)
            .role(name, "{\"Version\":\"2012-10-17\",\"Statement\":[]}");
      }
    }
  }

  @AfterEach
  void close() {
    regions.close();
  }

  private static String who(State source, State target) {
    return "arn:aws:iam::" + TwoRegions.ACCOUNT + ":role/" + source + "-from-" + target;
  }

  private interface Side {
    State of(State source, State target);
  }

  /** One principal a pair of states; everything in the order of the state's grants. */
  private static void fill(AwsRegion region, Side side) {
    for (int step = 0; step < 3; step++) {
      List<BatchPermissionsRequestEntry> entries = new ArrayList<>();
      for (State source : State.values()) {
        for (State target : State.values()) {
          List<Given> given = side.of(source, target).given;
          if (step < given.size()) {
            entries.add(given.get(step).to(who(source, target), entries.size()));
          }
        }
      }
      Lists.partition(entries, 20).forEach(batch -> grant(region, batch));
    }
  }

  private static void grant(AwsRegion region, List<BatchPermissionsRequestEntry> batch) {
    List<BatchPermissionsFailureEntry> failures =
        region.lakeFormation().batchGrantPermissions(r -> r.entries(batch)).failures();
    assertThat(failures).isEmpty();
  }

  private Heard sync(String... operation) {
    Heard heard = new Heard();
    TwinlakeConfig config = TwoRegions.config(operation);
    regions.job(config, heard).sync();
    return heard;
  }

  private Set<String> grants(AwsRegion region) {
    Set<String> lines = new TreeSet<>(new Lake(region).grants());
    lines.removeIf(line -> line.startsWith(TwoRegions.jobArn()));
    return lines;
  }

  @Test
  void everyStateLeadsToEveryOtherWhenExtrasAreRevoked() {
    fill(regions.source(), (source, target) -> source);
    fill(regions.target(), (source, target) -> target);
    Heard heard = sync("revoke_target_permissions = True");
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(grants(regions.target())).isEqualTo(grants(regions.source()));
    assertNothingIsLeftToDo("revoke_target_permissions = True");
  }

  @Test
  void everyStateLeadsToEveryOtherWhenTheSourceChanges() {
    fill(regions.source(), (source, target) -> target);
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    clear(regions.source());
    fill(regions.source(), (source, target) -> source);
    Heard heard = sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(grants(regions.target())).isEqualTo(grants(regions.source()));
    assertNothingIsLeftToDo();
  }

  /** Everybody's rights go with the table. */
  private static void clear(AwsRegion region) {
    new Lake(region).dropTable("sales", "orders").table("sales", "orders", "a", "b", "c");
  }

  @Test
  void whatBarsAGrantAndIsTheTargetsOwnIsNamed() {
    fill(regions.source(), (source, target) -> source);
    fill(regions.target(), (source, target) -> target);
    Set<String> before = grants(regions.target());
    Heard heard = sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(new Held(narrowed(before)).beyond(new Held(grants(regions.target()))).lines())
        .isEmpty();
    assertThat(heard.of(Outcome.SKIPPED))
        .filteredOn(result -> result.key().name().equals(who(State.WRITE, State.NAMED)))
        .extracting(ObjectResult::reason)
        .containsExactly(
            "not given, because the target's own grant of SELECT on columns a of table sales.orders stands in its way; revoke that, or restore with revoke_target_permissions = True");
    assertThat(heard.of(Outcome.SKIPPED))
        .filteredOn(result -> result.key().name().equals(who(State.NAMED, State.ALL)))
        .extracting(ObjectResult::reason)
        .containsExactly(
            "not given, because the target's own grant of ALL on table sales.orders stands in its way; revoke that, or restore with revoke_target_permissions = True");
    assertThat(heard.of(Outcome.SKIPPED))
        .filteredOn(result -> result.key().name().equals(who(State.DESCRIBE, State.NAMED)))
        .isEmpty();
    assertNothingIsLeftToDo();
  }

  /** Without single columns, which SELECT on all of them swallows. */
  private static Set<String> narrowed(Set<String> lines) {
    Set<String> left = new TreeSet<>(lines);
    left.removeIf(line -> line.contains("ColumnNames"));
    return left;
  }

  private void assertNothingIsLeftToDo(String... operation) {
    regions.aws().calls().clear();
    Heard heard = new Heard();
    regions.job(TwoRegions.config(operation), heard).restore(Selection.LATEST);
    assertThat(heard.differences()).isEmpty();
    assertThat(regions.aws().calls().counts(entry -> entry.call().isWrite())).isEmpty();
  }
}
