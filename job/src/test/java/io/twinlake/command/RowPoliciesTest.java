package io.twinlake.command;

import static io.twinlake.command.RowLake.to;
import static io.twinlake.command.RowLake.toAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.model.Events.Note.Level;
import io.twinlake.model.Kind;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** Row-level-security policies and what they are attached to come back as they were. */
class RowPoliciesTest {
  private static final Resource ORDERS = Lake.onTable("sales", "orders");
  private static final Resource MORE = Lake.onTable("sales", "more");

  private final TwoRegions regions = new TwoRegions();
  private final RowLake source = new RowLake(regions.source());
  private final RowLake target = new RowLake(regions.target());
  private final String analyst = principal("role/Analyst");
  private final String clerk = principal("role/Clerk");

  private String principal(String name) {
    return regions.aws().account(TwoRegions.ACCOUNT).principal(name);
  }

  @BeforeEach
  void fill() {
    regions.buckets();
    LakeSettings.open(regions.source(), false);
    new Lake(regions.source())
        .database("sales")
        .table("sales", "orders", "id", "region")
        .table("sales", "more", "id", "region")
        .grant(analyst, Permission.SELECT, ORDERS);
  }

  @AfterEach
  void close() {
    regions.close();
  }

  private Heard sync(String... operation) {
    Heard heard = new Heard();
    regions.job(TwoRegions.config(operation), heard).sync();
    return heard;
  }

  private Heard restore() {
    Heard heard = new Heard();
    regions.job(TwoRegions.config(), heard).restore(Selection.LATEST);
    return heard;
  }

  private Heard verify() {
    Heard heard = new Heard();
    regions.job(TwoRegions.config(), heard).verify(Selection.LATEST);
    return heard;
  }

  private static void assertFine(Heard heard) {
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(heard.results()).extracting(result -> result.key()).doesNotHaveDuplicates();
  }

  private void assertSame() {
    assertThat(target.policies()).isEqualTo(source.policies());
    assertThat(target.attachments()).isEqualTo(source.attachments());
    assertThat(verify().differences()).isEmpty();
    regions.aws().calls().clear();
    restore();
    assertThat(
            regions.aws().calls().counts(e -> e.call().isWrite() && e.name().contains("RLSPolicy")))
        .isEmpty();
  }

  private List<String> writes() {
    return regions.aws().calls().all().stream()
        .filter(e -> e.call().isWrite() && e.call().region().equals(TwoRegions.TARGET))
        .map(CallLog.Entry::name)
        .filter(name -> name.startsWith("lakeformation"))
        .map(name -> name.substring("lakeformation:".length()))
        .filter(name -> name.contains("RLSPolicy") || name.startsWith("BatchGrant"))
        .toList();
  }

  private void everyState() {
    regions.source().lakeFormation().createLFTag(r -> r.tagKey("team").tagValues("a"));
    source
        .policy("EU", "region = 'EU'", "region")
        .policy("mine", "id = 'me'", "id", "region")
        .policy("unused", "true", "id")
        .attach("EU", ORDERS, to(analyst))
        .attach("mine", ORDERS, toAll())
        .attach("eu", MORE, r -> r.principal(TwoRegions.principal(clerk)).setDefault(true))
        .attach(
            "eu",
            MORE,
            r ->
                r.principal(TwoRegions.principal(analyst))
                    .condition(c -> c.expression("context.team == \"a\"")))
        .attach("mine", TaggedLake.policy("team=a"), to(clerk));
  }

  @Test
  void attachesEverythingWithOneCallEachBeforeAnythingIsGranted() {
    everyState();
    regions.target().lakeFormation().createLFTag(r -> r.tagKey("team").tagValues("a"));
    regions.aws().calls().clear();
    Heard heard = sync();
    assertFine(heard);
    assertThat(heard.counts())
        .containsEntry("rls_policy created", 3L)
        .containsEntry("rls_policy_attachment created", 5L);
    List<String> writes = writes();
    assertThat(writes).filteredOn("CreateRLSPolicy"::equals).hasSize(3);
    assertThat(writes).filteredOn("AttachRLSPolicy"::equals).hasSize(5);
    assertThat(writes.lastIndexOf("AttachRLSPolicy"))
        .isLessThan(writes.indexOf("BatchGrantPermissions"));
    assertThat(regions.aws().calls().counts(TwoRegions.TARGET))
        .containsEntry("lakeformation:ListRLSPolicies", 1L)
        .containsEntry("lakeformation:ListRLSPolicyAttachments", 1L);
    assertSame();
  }

  @Test
  void updatesAnExpressionInPlaceAndSaysOldAndNew() {
    source.policy("eu", "region = 'EU'", "region").attach("eu", ORDERS, to(analyst));
    sync();
    target.changePolicy("eu", "region IS NOT NULL");
    assertThat(verify().differences())
        .singleElement()
        .extracting(ObjectResult::toString)
        .asString()
        .contains("region IS NOT NULL", "instead of", "region = 'EU'");
    regions.aws().calls().clear();
    assertFine(restore());
    assertThat(writes()).containsExactly("UpdateRLSPolicy");
    assertSame();
  }

  @Test
  void namesAMissingPolicyADetachedOneAndAMovedDefault() {
    source
        .policy("eu", "region = 'EU'", "region")
        .policy("us", "region = 'US'", "region")
        .attach("eu", ORDERS, to(analyst))
        .attach("us", ORDERS, toAll())
        .attach("us", MORE, toAll());
    sync();
    target
        .detach("eu", ORDERS, r -> r.principal(TwoRegions.principal(analyst)))
        .attach("eu", MORE, toAll());
    assertThat(verify().differences())
        .extracting(result -> result.outcome().word() + " " + result.key())
        .containsExactlyInAnyOrder(
            "created rls_policy_attachment of eu on table sales.orders to " + analyst,
            "created rls_policy_attachment of us on table sales.more",
            "deleted rls_policy_attachment of eu on table sales.more");
    target.dropPolicy("us");
    assertThat(verify().differences())
        .extracting(result -> result.key().toString())
        .contains("rls_policy us");
    assertFine(restore());
    assertSame();
  }

  @Test
  void makesWhatIsAttachedTheDefaultAndNotTheDefaultAgain() {
    source
        .policy("eu", "region = 'EU'", "region")
        .attach("eu", ORDERS, r -> r.principal(TwoRegions.principal(analyst)).setDefault(true));
    sync();
    source.detach("eu", ORDERS, r -> r.removeDefault(true));
    Heard plain = sync();
    assertFine(plain);
    assertThat(plain.counts()).containsEntry("rls_policy_attachment updated", 1L);
    assertSame();
    source
        .detach("eu", ORDERS, r -> r.principal(TwoRegions.principal(analyst)))
        .attach("eu", ORDERS, r -> r.principal(TwoRegions.principal(analyst)).setDefault(true));
    Set<String> bare = watch(ORDERS);
    Heard isDefault = sync();
    assertFine(isDefault);
    assertThat(bare).isEmpty();
    assertThat(isDefault.counts()).containsEntry("rls_policy_attachment updated", 1L);
    assertSame();
  }

  @Test
  void movesTheDefaultByAttachingTheNewOneFirst() {
    source
        .policy("eu", "region = 'EU'", "region")
        .policy("us", "region = 'US'", "region")
        .attach("eu", ORDERS, toAll());
    sync();
    source.attach("us", ORDERS, toAll());
    Set<String> bare = watch(ORDERS);
    regions.aws().calls().clear();
    assertFine(sync());
    assertThat(bare).isEmpty();
    assertThat(writes()).containsExactly("AttachRLSPolicy");
    assertSame();
  }

  @Test
  void detachesWhatTheSourceHasDetachedAndKeepsWhatIsTheTargetsOwn() {
    source
        .policy("eu", "region = 'EU'", "region")
        .attach("eu", ORDERS, to(analyst))
        .attach("eu", MORE, to(analyst));
    sync();
    source.detach("eu", MORE, r -> r.principal(TwoRegions.principal(analyst)));
    new Lake(regions.target()).table("sales", "own", "id", "region");
    target
        .policy("own", "true", "id")
        .attach("own", Lake.onTable("sales", "own"), to(clerk))
        .attach("own", MORE, to(clerk));
    Heard heard = sync();
    assertFine(heard);
    assertThat(target.attachments())
        .containsExactly(
            "eu on sales.orders for Analyst",
            "own on sales.more for Clerk",
            "own on sales.own for Clerk");
    assertThat(heard.notes(Level.WARNING)).anyMatch(note -> note.startsWith("1 attachments"));
    assertThat(verify().of(Outcome.DELETED))
        .extracting(result -> result.key().toString())
        .containsExactly("rls_policy_attachment of own on table sales.more to " + clerk);
    sync("revoke_target_permissions = True");
    assertThat(target.attachments())
        .containsExactly("eu on sales.orders for Analyst", "own on sales.own for Clerk");
  }

  @Test
  void leavesTheSourcesWordWhereTheSourceAttachesSomething() {
    source.policy("eu", "region = 'EU'", "region").attach("eu", ORDERS, to(analyst));
    sync();
    target.policy("own", "true", "id").attach("own", ORDERS, to(analyst));
    source.attach("eu", ORDERS, to(clerk));
    new Lake(regions.source()).grant(clerk, Permission.SELECT, ORDERS);
    regions.aws().calls().clear();
    assertFine(sync());
    assertThat(writes())
        .containsExactly("AttachRLSPolicy", "DetachRLSPolicy", "BatchGrantPermissions");
    assertThat(target.attachments())
        .containsExactly("eu on sales.orders for Analyst", "eu on sales.orders for Clerk");
  }

  @Test
  void detachesWhatTheSourceLacksBeforeItGivesSelect() {
    source.policy("eu", "region = 'EU'", "region").attach("eu", MORE, to(clerk));
    sync();
    source.detach("eu", MORE, r -> r.principal(TwoRegions.principal(clerk)));
    new Lake(regions.source()).grant(clerk, Permission.SELECT, MORE);
    regions.aws().calls().clear();
    assertFine(sync());
    assertThat(writes()).containsExactly("DetachRLSPolicy", "BatchGrantPermissions");
    assertSame();
  }

  @Test
  void detachesNothingFromATableOnWhichATagsPolicyFailed() {
    new TaggedLake(regions.source()).tag("team", "a").assign("sales.more", "team=a");
    source.policy("eu", "region = 'EU'", "region").attach("eu", MORE, to(clerk));
    sync();
    source
        .detach("eu", MORE, r -> r.principal(TwoRegions.principal(clerk)))
        .attach("eu", TaggedLake.policy("team=a"), to(clerk));
    regions
        .aws()
        .faults()
        .inject(
            Fault.ACCESS_DENIED,
            CallPattern.of("lakeformation", "AttachRLSPolicy").in(TwoRegions.TARGET));
    Heard heard = sync();
    assertThat(heard.of(Outcome.FAILED)).hasSize(1);
    assertThat(target.attachments()).containsExactly("eu on sales.more for Clerk");
    assertThat(heard.of(Outcome.SKIPPED))
        .extracting(ObjectResult::reason)
        .anyMatch(reason -> reason.startsWith("it stays, because"));
    assertFine(restore());
    assertSame();
  }

  @Test
  void givesNothingWhereTheOnlyPolicyIsForSomebodyWhoIsGone() {
    source.policy("eu", "region = 'EU'", "region").attach("eu", MORE, to(clerk));
    new Lake(regions.source()).grant(analyst, Permission.SELECT, MORE);
    regions.job(TwoRegions.config(), new Heard()).backup();
    regions.aws().account(TwoRegions.ACCOUNT).removePrincipal("role/Clerk");
    assertFine(restore());
    assertThat(new Lake(regions.target()).grants())
        .filteredOn(line -> line.startsWith(analyst))
        .singleElement()
        .asString()
        .contains("orders");
  }

  @Test
  void takesItsOwnOffAPolicyBeforeThatChangesWhereTheSourcesStays() {
    source
        .policy("eu", "region = 'EU'", "region")
        .policy("us", "region = 'US'", "region")
        .attach("us", ORDERS, to(analyst));
    sync();
    target.attach("eu", ORDERS, to(analyst)).attach("eu", MORE, to(analyst));
    source.changePolicy("eu", "region = 'EU' OR id = 'me'");
    regions.aws().calls().clear();
    assertFine(sync("revoke_target_permissions = True"));
    assertThat(writes()).containsExactly("DetachRLSPolicy", "UpdateRLSPolicy", "DetachRLSPolicy");
    assertSame();
  }

  @Test
  void deletesAPolicyThatIsGoneWhenAskedUnlessTheTargetUsesIt() {
    source
        .policy("eu", "region = 'EU'", "region")
        .policy("us", "region = 'US'", "region")
        .policy("old", "true", "region")
        .attach("us", ORDERS, to(analyst));
    sync();
    new Lake(regions.target()).table("sales", "own", "id", "region");
    target.attach("eu", Lake.onTable("sales", "own"), to(clerk));
    source.dropPolicy("eu").dropPolicy("old");
    Heard heard = sync("delete_target_catalog_objects = True");
    assertFine(heard);
    assertThat(heard.counts()).containsEntry("rls_policy deleted", 1L);
    assertThat(heard.of(Outcome.SKIPPED))
        .extracting(result -> result.key() + ": " + result.reason())
        .containsExactly("rls_policy eu: the target attaches it to something of its own");
    assertThat(target.policies()).extracting(p -> p.name()).containsExactly("eu", "us");
  }

  /** Moments at which nothing is attached to a resource of the target to which something was. */
  private Set<String> watch(Resource resource) {
    Set<String> bare = new TreeSet<>();
    RowLake observed =
        new RowLake(
            regions.as(regions.aws().account(TwoRegions.ACCOUNT).observer(), TwoRegions.TARGET));
    String place = resource.table().databaseName() + "." + resource.table().name();
    regions
        .aws()
        .listeners()
        .onEachWrite(
            entry -> {
              if (entry.name().contains("RLSPolicy")
                  && observed.attachments().stream().noneMatch(line -> line.contains(place))) {
                bare.add(entry.name() + " " + entry.subject());
              }
            });
    return bare;
  }

  private void replaceableTwin() {
    source
        .policy("Eu", "region = 'EU'", "region")
        .policy("us", "region = 'US'", "region")
        .attach("eu", ORDERS, to(analyst))
        .attach("eu", MORE, toAll());
    sync();
    source
        .dropPolicy("eu")
        .policy("EU", "id = 'EU'", "id")
        .attach("EU", ORDERS, to(analyst))
        .attach("EU", ORDERS, to(clerk))
        .attach("us", MORE, toAll());
  }

  @Test
  void standsInForAPolicyWhoseColumnsChangeUntilItsSuccessorIsAttached() {
    replaceableTwin();
    new Lake(regions.target()).table("sales", "own", "id", "region");
    target.attach("eu", Lake.onTable("sales", "own"), to(clerk));
    Set<String> bare = watch(ORDERS);
    bare.addAll(watch(MORE));
    regions.aws().calls().clear();
    Heard heard = sync();
    assertFine(heard);
    assertThat(bare).isEmpty();
    assertThat(heard.counts())
        .containsEntry("rls_policy updated", 1L)
        .containsEntry("rls_policy_attachment created", 2L)
        .containsEntry("rls_policy_attachment unchanged", 1L);
    assertThat(writes())
        .containsExactly(
            "AttachRLSPolicy",
            "CreateRLSPolicy",
            "AttachRLSPolicy",
            "AttachRLSPolicy",
            "AttachRLSPolicy",
            "DeleteRLSPolicy",
            "CreateRLSPolicy",
            "AttachRLSPolicy",
            "AttachRLSPolicy",
            "AttachRLSPolicy",
            "DeleteRLSPolicy");
    assertThat(target.policies()).isEqualTo(source.policies());
    assertThat(target.attachments())
        .containsExactly(
            "EU on sales.orders for Analyst",
            "EU on sales.orders for Clerk",
            "EU on sales.own for Clerk",
            "us on sales.more by default");
    regions.aws().calls().clear();
    restore();
    assertThat(writes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void finishesAReplacementThatWasCutOffAfterAnyCallAndNeverLeavesAResourceBare(int n) {
    replaceableTwin();
    regions.job(TwoRegions.config(), new Heard()).backup();
    Set<String> bare = watch(ORDERS);
    bare.addAll(watch(MORE));
    List<String> seen = new ArrayList<>();
    regions
        .aws()
        .listeners()
        .onEachWrite(
            entry -> {
              if (entry.call().region().equals(TwoRegions.TARGET)
                  && entry.name().contains("RLSPolicy")) {
                seen.add(entry.name());
                if (seen.size() == n) {
                  regions
                      .aws()
                      .faults()
                      .inject(
                          Fault.ACCESS_DENIED,
                          CallPattern.of("lakeformation", "*").in(TwoRegions.TARGET).always());
                }
              }
            });
    try {
      restore();
    } catch (RuntimeException e) {
      // The run was cut off, as it should be.
    }
    regions.aws().faults().clear();
    boolean isLeft = target.policies().stream().anyMatch(p -> p.name().startsWith("twinlake-"));
    if (isLeft) {
      assertThat(verify().of(Outcome.DELETED))
          .as("after %d", n)
          .extracting(result -> result.key().toString())
          .anyMatch(key -> key.startsWith("rls_policy twinlake-replacing-"));
    }
    assertThat(restore().of(Outcome.FAILED)).as("after %d", n).isEmpty();
    assertThat(bare).as("after %d of %s", n, seen).isEmpty();
    regions.aws().listeners().clear();
    assertSame();
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER_ERROR", "KILLED", "LOST_ANSWER", "CONCURRENT_MODIFICATION"})
  void aFaultAtAnyWriteConverges(Fault fault) {
    everyState();
    regions.target().lakeFormation().createLFTag(r -> r.tagKey("team").tagValues("a"));
    for (String operation : List.of("CreateRLSPolicy", "AttachRLSPolicy")) {
      regions
          .aws()
          .faults()
          .inject(fault, CallPattern.of("lakeformation", operation).in(TwoRegions.TARGET).nth(2));
    }
    sync();
    regions.aws().faults().clear();
    sync();
    assertSame();
  }

  @Test
  void grantsNothingOnATableWhosePolicyCouldNotBeRestored() {
    source
        .policy("eu", "region = 'EU'", "region")
        .policy("us", "region = 'US'", "region")
        .attach("eu", ORDERS, to(analyst))
        .attach("us", MORE, to(analyst));
    new Lake(regions.source()).grant(analyst, Permission.SELECT, MORE);
    regions
        .aws()
        .faults()
        .inject(
            Fault.ACCESS_DENIED,
            CallPattern.of("lakeformation", "AttachRLSPolicy").in(TwoRegions.TARGET));
    Heard heard = sync();
    assertThat(heard.of(Outcome.FAILED)).hasSize(1);
    assertThat(heard.of(Outcome.SKIPPED))
        .isNotEmpty()
        .allMatch(result -> result.key().kind().equals(Kind.GRANT));
    assertThat(target.attachments()).hasSize(1);
    assertThat(new Lake(regions.target()).grants())
        .filteredOn(g -> g.startsWith(analyst))
        .hasSize(1);
    assertFine(restore());
    assertSame();
    assertThat(new Lake(regions.target()).grants())
        .filteredOn(g -> g.startsWith(analyst))
        .hasSize(2);
  }

  @Test
  void grantsNothingOnWhatATagPolicyMayMatchThatCouldNotBeRestored() {
    new TaggedLake(regions.source()).tag("team", "a").assign("sales.orders", "team=a");
    new Lake(regions.source()).grant(analyst, Permission.SELECT, MORE);
    source
        .policy("eu", "region = 'EU'", "region")
        .attach("eu", TaggedLake.policy("team=a"), to(clerk));
    regions
        .aws()
        .faults()
        .inject(
            Fault.ACCESS_DENIED,
            CallPattern.of("lakeformation", "AttachRLSPolicy").in(TwoRegions.TARGET));
    assertThat(sync().of(Outcome.FAILED)).hasSize(1);
    assertThat(new Lake(regions.target()).grants())
        .filteredOn(line -> line.startsWith(analyst))
        .singleElement()
        .asString()
        .contains("more");
    assertFine(restore());
    assertThat(new Lake(regions.target()).grants())
        .filteredOn(line -> line.startsWith(analyst))
        .hasSize(2);
  }

  @Test
  void grantsNothingWhereTheTargetDoesNotKnowRowPolicies() {
    source.policy("eu", "region = 'EU'", "region").attach("eu", ORDERS, to(analyst));
    regions.aws().lakeFormation(TwoRegions.ACCOUNT, TwoRegions.TARGET).supportsRowPolicies(false);
    Heard heard = sync();
    assertFine(heard);
    assertThat(heard.of(Outcome.SKIPPED))
        .extracting(r -> r.key().kind().name())
        .contains("rls_policy", "rls_policy_attachment", "grant");
    assertThat(heard.notes(Level.WARNING))
        .filteredOn(note -> note.contains("does not know row policies"))
        .hasSize(1);
    assertThat(new Lake(regions.target()).grants()).noneMatch(line -> line.startsWith(analyst));
  }

  @Test
  void restoresOneTableWithItsPolicyAndFilterAlone() {
    source
        .policy("eu", "region = 'EU'", "region")
        .policy("us", "region = 'US'", "region")
        .attach("eu", ORDERS, to(analyst))
        .attach("us", MORE, to(analyst))
        .filter("orders", "f", RowLake.rows("true"))
        .filter("more", "f", RowLake.rows("true"));
    regions.job(TwoRegions.config(), new Heard()).backup();
    Heard heard = new Heard();
    regions
        .job(TwoRegions.config(), heard)
        .restore(
            new Selection(
                "latest", Set.of(), Set.of(ObjectKey.table("sales", "orders")), Set.of()));
    assertFine(heard);
    assertThat(target.policies()).extracting(p -> p.name()).containsExactly("eu");
    assertThat(target.attachments()).containsExactly("eu on sales.orders for Analyst");
    assertThat(target.filters()).extracting(f -> f.tableName()).containsExactly("orders");
  }
}
