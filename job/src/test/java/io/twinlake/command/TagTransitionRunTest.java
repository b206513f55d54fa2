package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.Outcome;
import io.twinlake.standin.CallLog;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagPolicyResource;

/**
 * LF-tags and an expression change between two states such that each order of the changes would
 * open something to somebody; whatever goes wrong, nobody sees more.
 */
class TagTransitionRunTest {
  /** Which calls go wrong: each nth. */
  private static final int EVERY = Integer.getInteger("twinlake.faults.every", 2);

  private static final String[] RESOURCES = {"sales", "sales.orders", "sales.people"};
  private static final Map<String, List<String>> COLUMNS =
      Map.of("orders", List.of("id", "total"), "people", List.of("name", "ssn"));

  private final TwoRegions regions = new TwoRegions();
  private final TaggedLake source = new TaggedLake(regions.source());
  private final TaggedLake target = new TaggedLake(regions.target());
  private final TwinlakeConfig config = TwoRegions.config();
  private final Set<String> wider = new TreeSet<>();
  private Set<String> allowed = Set.of();
  private boolean second;

  @BeforeEach
  void fill() {
    regions.buckets();
    LakeSettings.open(regions.source(), false);
    LakeSettings.open(regions.target(), false);
    Lake lake = new Lake(regions.source()).database("sales");
    COLUMNS.forEach((table, columns) -> lake.table("sales", table, columns.toArray(String[]::new)));
    source
        .tag("team", "sales", "hr", "it")
        .tag("zone", "eu", "us")
        .tag("pii", "yes", "no")
        .expression("e", null, "pii=yes");
    first();
    sync();
    // Granted in both regions: the transition is what is tried here.
    for (TaggedLake each : List.of(source, target)) {
      each.grant(role("Both"), TaggedLake.policy("team=sales", "zone=eu"))
          .grant(role("Other"), TaggedLake.policy("team=hr", "zone=us"))
          .grant(role("Any"), TaggedLake.policy("team=*", "pii=yes"))
          .grant(role("Named"), TaggedLake.named("e"));
    }
    assertSame();
    regions
        .aws()
        .listeners()
        .onEachWrite(
            entry -> {
              if (entry.call().region().equals(TwoRegions.TARGET)) {
                look(entry.name() + " " + entry.subject());
              }
            });
  }

  private String role(String name) {
    return regions.aws().account(TwoRegions.ACCOUNT).principal("role/" + name);
  }

  @AfterEach
  void close() {
    regions.aws().listeners().clear();
    regions.close();
  }

  private void first() {
    source
        .assign("sales", "team=sales", "zone=us")
        .assign("sales.people", "pii=no", "zone=eu")
        .assign("sales.people.ssn", "pii=yes")
        .assign("sales.orders.id", "zone=eu");
  }

  /** The source goes to the other state. */
  private void change() {
    Set<String> before = seen(target);
    if (second) {
      first();
      source.unassign("sales.orders", "team=it").changeExpression("e", null, "pii=yes");
    } else {
      source
          .assign("sales", "team=hr", "zone=eu")
          .assign("sales.people", "pii=yes", "zone=us")
          .unassign("sales.people.ssn", "pii=yes")
          .unassign("sales.orders.id", "zone=eu")
          .assign("sales.orders", "team=it")
          .changeExpression("e", null, "zone=eu");
    }
    second = !second;
    allowed = new TreeSet<>(before);
    allowed.addAll(seen(source));
  }

  private Heard sync() {
    Heard heard = new Heard();
    regions.job(config, heard).sync();
    return heard;
  }

  private void look(String when) {
    Set<String> more = seen(target);
    more.removeAll(allowed);
    more.forEach(line -> wider.add(line + " after " + when));
  }

  /** Who is given what by tags, e.g. {@code Both sales.people.ssn}. */
  private static Set<String> seen(TaggedLake lake) {
    Map<String, Map<String, String>> assigned = new TreeMap<>();
    lake.assignments(RESOURCES).forEach(line -> read(line, assigned));
    Map<String, List<LFTag>> expressions = new TreeMap<>();
    lake.region()
        .lakeFormation()
        .listLFTagExpressions(r -> {})
        .lfTagExpressions()
        .forEach(e -> expressions.put(e.name(), e.expression()));
    Set<String> seen = new TreeSet<>();
    lake.region().lakeFormation().listPermissionsPaginator(r -> {}).stream()
        .flatMap(page -> page.principalResourcePermissions().stream())
        .filter(row -> row.resource().lfTagPolicy() != null)
        .forEach(
            row -> {
              LFTagPolicyResource policy = row.resource().lfTagPolicy();
              List<LFTag> terms =
                  policy.expressionName() == null
                      ? policy.expression()
                      : expressions.getOrDefault(policy.expressionName(), List.of());
              String who =
                  row.principal().dataLakePrincipalIdentifier().replaceFirst(".*/", "") + " ";
              for (Map.Entry<String, List<String>> table : COLUMNS.entrySet()) {
                String path = "sales." + table.getKey();
                add(seen, who, terms, assigned, "sales", path);
                table
                    .getValue()
                    .forEach(c -> add(seen, who, terms, assigned, "sales", path, path + "." + c));
              }
            });
    return seen;
  }

  private static void read(String line, Map<String, Map<String, String>> assigned) {
    String[] parts = line.split(": ");
    Map<String, String> tags = new TreeMap<>();
    for (String tag : parts[1].split(", ")) {
      tags.put(tag.split("=")[0], tag.split("=")[1]);
    }
    assigned.put(parts[0], tags);
  }

  private static void add(
      Set<String> seen,
      String who,
      List<LFTag> terms,
      Map<String, Map<String, String>> assigned,
      String... levels) {
    Map<String, String> tags = new TreeMap<>();
    for (String level : levels) {
      tags.putAll(assigned.getOrDefault(level, Map.of()));
    }
    boolean matches =
        !terms.isEmpty()
            && terms.stream()
                .allMatch(
                    term ->
                        tags.containsKey(term.tagKey())
                            && (term.tagValues().contains("*")
                                || term.tagValues().contains(tags.get(term.tagKey()))));
    if (matches) {
      seen.add(who + levels[levels.length - 1]);
    }
  }

  private void assertSame() {
    assertThat(target.definitions()).isEqualTo(source.definitions());
    assertThat(target.assignments(RESOURCES)).isEqualTo(source.assignments(RESOURCES));
    assertThat(seen(target)).isEqualTo(seen(source)).isNotEmpty();
  }

  @Test
  void theOraclesPoliciesMatterInBothStates() {
    Set<String> one = seen(source);
    change();
    Set<String> other = seen(source);
    assertThat(one).isNotEqualTo(other);
    assertThat(String.join(" ", allowed)).contains("Any", "Named");
    source.assign("sales.orders", "team=sales");
    assertThat(seen(source)).as("a wrong step is seen").contains("Both sales.orders");
    assertThat(allowed).doesNotContain("Both sales.orders");
  }

  @Test
  void nobodySeesMoreAfterAnyCall() {
    for (int i = 0; i < 4; i++) {
      change();
      Heard heard = sync();
      assertThat(heard.of(Outcome.FAILED)).isEmpty();
      assertSame();
      assertThat(heard.of(Outcome.UPDATED))
          .filteredOn(result -> result.key().kind().name().equals("lf_tag_expression"))
          .hasSize(1);
    }
    assertThat(wider).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"ACCESS_DENIED", "LOST_ANSWER", "CONCURRENT_MODIFICATION", "KILLED"})
  void nobodySeesMoreWhateverGoesWrongAndTheNextRunConverges(Fault fault) {
    change();
    regions.aws().calls().clear();
    sync();
    for (Map.Entry<String, Integer> call : writes().entrySet()) {
      for (int nth = 1; nth <= call.getValue(); nth += step(fault)) {
        change();
        regions.aws().calls().clear();
        regions.aws().faults().inject(fault, pattern(fault, call.getKey(), nth));
        Heard heard = sync();
        if (stays(fault) && isMet(call.getKey())) {
          assertThat(heard.of(Outcome.FAILED)).as("%s %d", call.getKey(), nth).isNotEmpty();
        } else {
          assertThat(heard.of(Outcome.FAILED)).as("%s %d", call.getKey(), nth).isEmpty();
          assertSame();
        }
        regions.aws().faults().clear();
        sync();
        assertSame();
        assertThat(wider).as("%s %d of %s", fault, nth, call.getKey()).isEmpty();
      }
    }
  }

  /** Of faults that pass, a sample. */
  private static int step(Fault fault) {
    return stays(fault) ? EVERY : 3 * EVERY;
  }

  private static boolean stays(Fault fault) {
    return fault == Fault.ACCESS_DENIED || fault == Fault.KILLED;
  }

  /** The way back may have fewer calls. */
  private boolean isMet(String operation) {
    return regions.aws().calls().all().stream()
        .anyMatch(e -> e.call().operation().equals(operation) && !e.error().isEmpty());
  }

  /** How often each operation on tags was called. */
  private Map<String, Integer> writes() {
    List<CallLog.Entry> writes = new ArrayList<>();
    regions.aws().calls().all().stream()
        .filter(e -> e.call().isWrite() && e.call().operation().contains("LFTag"))
        .forEach(writes::add);
    Map<String, Integer> counts = new TreeMap<>();
    writes.forEach(entry -> counts.merge(entry.call().operation(), 1, Integer::sum));
    return counts;
  }

  /** A process that is killed does not call again. */
  private static CallPattern pattern(Fault fault, String operation, int nth) {
    CallPattern one = CallPattern.of("lakeformation", operation).in(TwoRegions.TARGET).nth(nth);
    return fault == Fault.KILLED ? one.always() : one;
  }
}
