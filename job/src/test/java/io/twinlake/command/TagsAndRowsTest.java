package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.standin.CallPattern;
import io.twinlake.standin.Fault;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lakeformation.model.Column;
import software.amazon.awssdk.services.lakeformation.model.Permission;

/** LF-tags that row-level-security policies are attached by. */
class TagsAndRowsTest {
  private static final String[] RESOURCES = {"sales", "sales.orders"};

  private final TwoRegions regions = new TwoRegions();
  private final TaggedLake source = new TaggedLake(regions.source());
  private final TaggedLake target = new TaggedLake(regions.target());
  private final String analyst =
      regions.aws().account(TwoRegions.ACCOUNT).principal("role/Analyst");
  private final TwinlakeConfig config = TwoRegions.config();

  @BeforeEach
  void fill() {
    regions.buckets();
    LakeSettings.open(regions.source(), false);
    LakeSettings.open(regions.target(), false);
    new Lake(regions.source())
        .database("sales")
        .table("sales", "orders", "id", "region")
        .table("sales", "free", "id");
    source.tag("team", "a", "b").tag("zone", "eu", "us");
  }

  private static void attach(TaggedLake lake, String... terms) {
    var aws = lake.region().lakeFormation();
    aws.createRLSPolicy(
        r ->
            r.name("eu")
                .attachmentColumns(Column.builder().name("region").type("string").build())
                .filterExpression("region = 'eu'"));
    aws.attachRLSPolicy(r -> r.name("eu").setDefault(true).resource(TaggedLake.policy(terms)));
  }

  @AfterEach
  void close() {
    regions.close();
  }

  private Heard sync() {
    Heard heard = new Heard();
    regions.job(config, heard).sync();
    return heard;
  }

  private static List<String> said(Heard heard, Outcome outcome) {
    return heard.of(outcome).stream().map(TagsAndRowsTest::said).sorted().toList();
  }

  private static String said(ObjectResult result) {
    return result.key() + ": " + result.reason();
  }

  @Test
  void tagsStayWhereARowPolicyWouldComeOffForAMoment() {
    source.assign("sales", "zone=us").assign("sales.orders", "team=a", "zone=eu");
    sync();
    for (TaggedLake each : List.of(source, target)) {
      attach(each, "team=a|b", "zone=*");
      each.grant(analyst, TaggedLake.policy("team=a", "zone=us"))
          .grant(analyst, TaggedLake.policy("team=b", "zone=eu"));
    }
    source.assign("sales.orders", "team=b", "zone=us").assign("sales", "zone=eu");
    var before = target.assignments(RESOURCES);
    Heard heard = sync();
    assertThat(target.assignments(RESOURCES)).isEqualTo(before);
    assertThat(said(heard, Outcome.FAILED))
        .singleElement()
        .asString()
        .startsWith("lf_tag_assignment sales: the LF-tags of this database and of what is in it")
        .contains("attach it to the tables by name");
    assertThat(said(heard, Outcome.SKIPPED))
        .contains(
            "lf_tag_assignment sales.orders: held back, because the LF-tags of database sales could not be changed");
  }

  @Test
  void whatARowPolicyShouldLieOnIsNotGivenWithoutItsTag() {
    source.assign("sales.orders", "team=a", "zone=eu");
    for (String table : List.of("orders", "free")) {
      new Lake(regions.source()).grant(analyst, Permission.SELECT, Lake.onTable("sales", table));
    }
    attach(source, "team=a");
    target.tag("team", "a", "b").tag("zone", "eu", "us");
    attach(target, "team=a");
    regions
        .aws()
        .faults()
        .inject(
            Fault.ACCESS_DENIED, CallPattern.of("lakeformation", "AddLFTagsToResource").always());
    Heard heard = sync();
    assertThat(said(heard, Outcome.FAILED))
        .singleElement()
        .asString()
        .startsWith("lf_tag_assignment sales.orders: AccessDeniedException");
    assertThat(said(heard, Outcome.SKIPPED))
        .anyMatch(line -> line.contains("on table sales.orders: held back"));
    assertThat(new Lake(regions.target()).grants())
        .anyMatch(line -> line.contains("\"free\""))
        .noneMatch(line -> line.contains("\"orders\""));
  }

  @Test
  void aTagThatCannotBeMadeHoldsBackItsAssignmentsAndNoOthers() {
    source
        .assign("sales", "team=a")
        .assign("sales.orders", "zone=eu", "team=b")
        .expression("e", null, "team=a")
        .expression("f", null, "zone=eu");
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("lakeformation", "CreateLFTag").times(1));
    Heard heard = sync();
    assertThat(said(heard, Outcome.FAILED)).singleElement().asString().startsWith("lf_tag ");
    String failed = heard.of(Outcome.FAILED).get(0).key().name();
    String why = ", because lf_tag " + failed + " could not be restored";
    assertThat(said(heard, Outcome.SKIPPED)).isNotEmpty().allMatch(line -> line.contains(failed));
    assertThat(said(heard, Outcome.SKIPPED))
        .contains("lf_tag_assignment sales.orders: held back" + why);
    assertThat(String.join(" ", target.assignments(RESOURCES)))
        .contains("=")
        .doesNotContain(failed);
    regions.aws().faults().clear();
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertThat(target.definitions()).isEqualTo(source.definitions());
    assertThat(target.assignments(RESOURCES)).isEqualTo(source.assignments(RESOURCES));
  }

  @Test
  void grantsByATagThatIsNotAssignedAsInTheSourceAreHeldBack() {
    new Lake(regions.source()).database("hr");
    source
        .assign("hr", "team=a")
        .assign("sales.orders", "zone=eu")
        .expression("e", null, "zone=us")
        .grant(analyst, TaggedLake.policy("team=a"))
        .grant(analyst, TaggedLake.policy("zone=eu", "team=b"))
        .grant(analyst, TaggedLake.named("e"));
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("lakeformation", "AddLFTagsToResource"));
    Heard heard = sync();
    assertThat(said(heard, Outcome.FAILED))
        .singleElement()
        .asString()
        .startsWith("lf_tag_assignment sales.orders: AccessDeniedException");
    assertThat(heard.of(Outcome.SKIPPED))
        .hasSize(2)
        .allMatch(r -> r.reason().endsWith("LF-tag zone is not assigned as in the source"));
    assertThat(String.join(" ", new Lake(regions.target()).grants()))
        .contains("\"team\"")
        .doesNotContain("\"zone\"", "ExpressionName");
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertThat(new Lake(regions.target()).grants()).isEqualTo(new Lake(regions.source()).grants());
  }

  @Test
  void aGrantThatIsRestoredAloneComesWithWhatNarrowsIt() {
    sync();
    source.assign("sales.orders", "zone=eu");
    attach(source, "zone=eu");
    new Lake(regions.source()).grant(analyst, Permission.SELECT, Lake.onTable("sales", "orders"));
    regions.job(config, new Heard()).backup();
    Heard plan = new Heard();
    regions.job(config, plan).plan(Selection.LATEST);
    Set<ObjectKey> grant =
        plan.differences().stream()
            .map(ObjectResult::key)
            .filter(key -> key.kind().equals(Kind.GRANT))
            .collect(Collectors.toSet());
    Heard heard = new Heard();
    regions.job(config, heard).restore(new Selection("latest", Set.of(), Set.of(), grant));
    assertThat(heard.differences())
        .extracting(result -> result.key().kind().name())
        .containsExactlyInAnyOrder(
            "rls_policy", "rls_policy_attachment", "lf_tag_assignment", "grant");
    assertThat(target.assignments(RESOURCES)).isEqualTo(source.assignments(RESOURCES));
    assertThat(new Lake(regions.target()).grants()).isEqualTo(new Lake(regions.source()).grants());
  }

  @Test
  void aTableThatCouldNotBeMadeHoldsBackNoGrantByItsTags() {
    source
        .assign("sales.orders", "zone=eu")
        .assign("sales.free", "zone=eu")
        .grant(analyst, TaggedLake.policy("zone=eu"));
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("glue", "CreateTable").in(TwoRegions.TARGET));
    Heard heard = sync();
    assertThat(said(heard, Outcome.FAILED))
        .singleElement()
        .asString()
        .startsWith("table sales.")
        .contains("AccessDeniedException");
    assertThat(new Lake(regions.target()).grants())
        .filteredOn(line -> line.startsWith(analyst))
        .isEqualTo(
            new Lake(regions.source())
                .grants().stream().filter(line -> line.startsWith(analyst)).toList());
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    assertThat(target.assignments(RESOURCES)).isEqualTo(source.assignments(RESOURCES));
  }

  @Test
  void aTagStaysThatARowPolicyIsStillAttachedBy() {
    source.assign("sales.orders", "zone=eu");
    attach(source, "zone=eu");
    sync();
    var aws = source.region().lakeFormation();
    aws.detachRLSPolicy(
        r -> r.name("eu").removeDefault(true).resource(TaggedLake.policy("zone=eu")));
    aws.deleteRLSPolicy(r -> r.name("eu"));
    source.unassign("sales.orders", "zone=eu").dropTag("zone");
    regions
        .aws()
        .faults()
        .inject(Fault.ACCESS_DENIED, CallPattern.of("lakeformation", "DetachRLSPolicy").always());
    Heard heard = new Heard();
    regions.job(TwoRegions.config("delete_target_catalog_objects = True"), heard).sync();
    assertThat(said(heard, Outcome.SKIPPED))
        .anyMatch(line -> line.startsWith("lf_tag zone: gone from the source, and left because"));
    assertThat(target.definitions().toString()).contains("zone");
  }

  @Test
  void oneTagOfACallThatFailsIsNamedAndTheOthersAreAssigned() {
    source.assign("sales", "team=a").assign("sales.orders", "team=b", "zone=eu");
    regions.job(config, new Heard()).backup();
    Heard heard = new Heard();
    Interruption meanwhile =
        new Interruption(heard, "LF-tag assignments", () -> target.dropTag("zone"));
    regions.job(config, meanwhile).restore(Selection.LATEST);
    assertThat(said(heard, Outcome.FAILED))
        .singleElement()
        .asString()
        .startsWith("lf_tag_assignment sales.orders: EntityNotFoundException")
        .endsWith("(zone=eu)");
    assertThat(target.assignments(RESOURCES)).containsExactly("sales.orders: team=b");
    assertThat(said(heard, Outcome.SKIPPED))
        .containsExactly(
            "lf_tag_assignment sales: held back, because LF-tags of its tables could not be changed");
  }
}
