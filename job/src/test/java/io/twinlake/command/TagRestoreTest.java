package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.Events.Note;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** LF-tags, expressions and assignments, from one region to the other. */
class TagRestoreTest {
  private static final String[] RESOURCES = {"sales", "sales.orders", "sales.people", "hr"};

  private final TwoRegions regions = new TwoRegions();
  private final Lake lake = new Lake(regions.source());
  private final TaggedLake source = new TaggedLake(regions.source());
  private final TaggedLake target = new TaggedLake(regions.target());
  private final String role = regions.aws().account(TwoRegions.ACCOUNT).principal("role/Analyst");
  private TwinlakeConfig config = TwoRegions.config("delete_target_catalog_objects = True");

  @BeforeEach
  void fill() {
    regions.buckets();
    LakeSettings.open(regions.source(), false);
    LakeSettings.open(regions.target(), false);
    lake.database("sales")
        .table("sales", "orders", "id", "total", "day")
        .table("sales", "people", "id", "name", "ssn", "mail")
        .database("hr");
    source
        .tag("team", "sales", "hr", "it")
        .tag("pii", "yes", "no")
        .tagWith("code", 120)
        .expression("personal", "what is personal", "pii=yes", "team=sales|hr")
        .expression("plain", null, "pii=no")
        .assign("sales", "team=sales", "pii=no")
        .assign("sales.people", "team=hr")
        .assign("sales.people.ssn,mail", "pii=yes", "code=v119")
        .assign("sales.people.name", "pii=no")
        .assign("sales.orders", "team=sales");
  }

  @AfterEach
  void close() {
    regions.close();
  }

  private Heard run() {
    Heard heard = new Heard();
    regions.job(config, heard).sync();
    return heard;
  }

  private Heard verify() {
    Heard heard = new Heard();
    regions.job(config, heard).verify(Selection.LATEST);
    return heard;
  }

  private void assertSame() {
    assertThat(target.definitions()).isEqualTo(source.definitions());
    assertThat(target.assignments(RESOURCES)).isEqualTo(source.assignments(RESOURCES));
    assertThat(verify().differences()).isEmpty();
  }

  private Map<String, Long> tagWrites() {
    return regions
        .aws()
        .calls()
        .counts(e -> e.call().isWrite() && e.call().operation().contains("LFTag"));
  }

  private static List<String> said(List<ObjectResult> results) {
    List<String> said = new ArrayList<>();
    results.stream()
        .filter(r -> r.key().kind().name().startsWith("lf_tag"))
        .forEach(r -> said.add(r.outcome().word() + " " + r.key() + ": " + r.reason()));
    said.sort(null);
    return said;
  }

  @Test
  void everyTagExpressionAndAssignmentComesBack() {
    Heard heard = run();
    assertSame();
    assertThat(source.assignments(RESOURCES))
        .contains(
            "sales.people.ssn: code=v119, pii=yes",
            "sales.people.name: pii=no",
            "sales.orders: team=sales");
    Map<String, Long> counts = new TreeMap<>(heard.counts());
    counts.keySet().removeIf(name -> !name.startsWith("lf_tag") || name.endsWith("saved"));
    assertThat(counts)
        .isEqualTo(
            Map.of(
                "lf_tag created", 3L,
                "lf_tag_expression created", 2L,
                "lf_tag_assignment created", 3L));
  }

  @Test
  void aFirstRestoreSendsOneCallForWhatCanShareIt() {
    regions.aws().calls().clear();
    run();
    Map<String, Long> expected = new TreeMap<>();
    expected.put("lakeformation:CreateLFTag", 3L);
    expected.put("lakeformation:UpdateLFTag", 2L); // 120 values: 50, 50 and 20
    expected.put("lakeformation:CreateLFTagExpression", 2L);
    // The database, two tables, and two sets of tags among columns.
    expected.put("lakeformation:AddLFTagsToResource", 1L + 2 + 2);
    assertThat(tagWrites()).isEqualTo(expected);

    regions.aws().calls().clear();
    run();
    assertThat(tagWrites()).isEmpty();
  }

  @Test
  void withoutLfTagsNotOneTagCallIsSent() {
    source
        .unassign("sales", "team=sales", "pii=no")
        .dropExpression("personal")
        .dropExpression("plain")
        .dropTag("team")
        .dropTag("pii")
        .dropTag("code");
    regions.aws().calls().clear();
    run();
    assertThat(regions.aws().calls().counts(e -> e.call().operation().contains("LFTag")))
        .containsOnlyKeys("lakeformation:ListLFTags");
  }

  @Test
  void whatChangesInTheSourceChangesInTheTarget() {
    run();
    source
        .addValues("team", "board")
        .dropValues("code", "v000", "v001")
        .changeExpression("plain", "now described", "pii=no", "team=board")
        .unassign("sales", "pii=no")
        .assign("sales", "team=it")
        .assign("sales.people.ssn", "pii=no")
        .unassign("sales.people.mail", "pii=yes", "code=v119")
        .unassign("sales.orders", "team=sales")
        .assign("hr", "team=hr");
    Heard heard = run();
    assertSame();
    assertThat(said(heard.results()))
        .filteredOn(line -> !line.startsWith("saved"))
        .containsExactly(
            "created lf_tag_assignment hr: ",
            "deleted lf_tag_assignment sales.orders: tags.team is \"sales\" instead of absent",
            "updated lf_tag code: values v000, v001 are not in the source",
            "updated lf_tag team: value board is missing",
            "updated lf_tag_assignment sales.people: columns.ssn.pii is \"yes\" instead of \"no\"; columns.mail is {\"code\":\"v119\",\"pii\":\"yes\"} instead of absent",
            "updated lf_tag_assignment sales: tags.team is \"sales\" instead of \"it\"; tags.pii is \"no\" instead of absent",
            "updated lf_tag_expression plain: Description is absent instead of \"now described\"; Expression is \"pii=no\" instead of \"pii=no and team=board\"");
  }

  @Test
  void verifyNamesEachDifferenceOfTheTarget() {
    run();
    target
        .addValues("pii", "maybe")
        .dropValues("code", "v005")
        .unassign("sales.people", "team=hr")
        .assign("sales.people.name", "pii=maybe")
        .changeExpression("plain", null, "pii=maybe")
        .dropExpression("personal")
        .tag("own", "1")
        .assign("hr", "own=1");
    assertThat(said(verify().differences()))
        .containsExactly(
            "created lf_tag_expression personal: ",
            "deleted lf_tag_assignment hr: tags.own is \"1\" instead of absent",
            "updated lf_tag code: value v005 is missing",
            "updated lf_tag pii: value maybe is not in the source",
            "updated lf_tag_assignment sales.people: tags.team is absent instead of \"hr\"; columns.name.pii is \"maybe\" instead of \"no\"",
            "updated lf_tag_expression plain: Expression is \"pii=maybe\" instead of \"pii=no\"");
  }

  @Test
  void tagsThatAreTheTargetsOwnStayAndAreSaid() {
    run();
    target.tag("own", "1", "2").assign("hr", "own=1").assign("sales.people.ssn", "own=2");
    Heard heard = run();
    assertThat(target.definitions()).contains("own: 1, 2");
    assertThat(target.assignments("hr")).containsExactly("hr: own=1");
    assertThat(heard.notes(Note.Level.INFO))
        .anyMatch(note -> note.startsWith("2 databases and tables carry LF-tags"));

    config = TwoRegions.config("revoke_target_permissions = True");
    run();
    assertThat(target.definitions()).contains("own: 1, 2");
    assertThat(target.assignments(RESOURCES)).isEqualTo(source.assignments(RESOURCES));
  }

  @Test
  void whatIsGoneFromTheSourceIsDeleted() {
    run();
    source.dropExpression("personal").dropTag("code");
    Heard heard = run();
    assertSame();
    assertThat(said(heard.of(Outcome.DELETED)))
        .containsExactly(
            "deleted lf_tag code: gone from the source",
            "deleted lf_tag_expression personal: gone from the source");
  }

  @Test
  void aTagThatIsGoneFromTheSourceStaysWhereTheTargetUsesIt() {
    run();
    new Lake(regions.target()).database("mine");
    source.dropExpression("personal").dropTag("code").dropExpression("plain").dropTag("team");
    target.assign("mine", "code=v007").grant(role, TaggedLake.policy("team=it"));
    Heard heard = run();
    assertThat(target.definitions()).anyMatch(line -> line.startsWith("code: v000, v001"));
    assertThat(target.definitions()).contains("team: hr, it, sales");
    assertThat(target.assignments("mine")).containsExactly("mine: code=v007");
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(said(heard.of(Outcome.SKIPPED)))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("skipped lf_tag code: objects of the target's own"))
        .anyMatch(line -> line.startsWith("skipped lf_tag team: gone from the source, and left"));
  }

  @Test
  void aSurplusValueThatTheTargetUsesIsSkipped() {
    run();
    new Lake(regions.target()).database("mine");
    target.addValues("team", "x", "y", "z").assign("mine", "team=y");
    Heard heard = run();
    assertThat(target.definitions()).contains("team: hr, it, sales, y");
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(said(heard.of(Outcome.SKIPPED)))
        .singleElement()
        .asString()
        .startsWith("skipped lf_tag team: objects of the target's own carry it");
  }

  @Test
  void onlyTheDeletionsNeedAnOption() {
    config = TwoRegions.config();
    run();
    source.dropTag("code").dropExpression("plain").unassign("sales.orders", "team=sales");
    run();
    assertThat(target.definitions()).anyMatch(line -> line.startsWith("code: "));
    assertThat(target.definitions()).contains("expression plain (null): pii=no");
    assertThat(target.assignments(RESOURCES)).isEqualTo(source.assignments(RESOURCES));
  }

  @Test
  void aColumnThatIsGoneTakesItsTagsAlong() {
    run();
    source.unassign("sales.people.ssn,mail", "pii=yes", "code=v119");
    lake.dropTable("sales", "people").table("sales", "people", "id", "name", "mail");
    source.assign("sales.people", "team=hr");
    run();
    assertThat(target.assignments("sales.people")).containsExactly("sales.people: team=hr");
  }

  @Test
  void aPartOfTheLakeBringsTheTagsThatItUsesAndRemovesNone() {
    target.tag("pii", "own");
    Heard heard = new Heard();
    regions.job(config, heard).backup();
    regions
        .job(config, heard)
        .restore(
            new Selection(
                "latest", Set.of("sales"), Set.of(ObjectKey.table("sales", "orders")), Set.of()));
    assertThat(target.definitions()).contains("pii: no, own, yes", "team: hr, it, sales");
    assertThat(target.assignments("sales", "sales.orders"))
        .containsExactly("sales.orders: team=sales", "sales: pii=no, team=sales");
  }
}
