package io.twinlake.command;

import static io.twinlake.command.ViewLake.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.model.Outcome;
import io.twinlake.snapshot.MovableClock;
import io.twinlake.standin.CallLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lakeformation.model.Permission;

/**
 * Runs that are cut off right after a write on the way to views: with definers who read by LF-tags,
 * LF-tags of the views' own, and a table that became a view.
 */
class KilledViewsTest {
  private static final int NEVER = Integer.MAX_VALUE;
  private static final String DELETES = "delete_target_catalog_objects = True";

  @Test
  void theNextRunMakesUpForOneThatWasKilledAnywhereOnItsWayToTheViews() {
    List<String> writes;
    try (Lakes lakes = new Lakes()) {
      writes = lakes.restore(NEVER);
      lakes.assertSettled();
    }
    int first = writes.indexOf("lakeformation:BatchGrantPermissions");
    int last = writes.lastIndexOf("lakeformation:BatchGrantPermissions");
    assertThat(writes.subList(first, last))
        .as("%s", writes)
        .contains("glue:CreateTable", "glue:DeleteTable", "lakeformation:AddLFTagsToResource");
    for (int nth = first; nth <= last + 1; nth++) {
      try (Lakes lakes = new Lakes()) {
        lakes.restore(nth);
        lakes.restore(NEVER);
        lakes.assertSettled();
      } catch (AssertionError e) {
        throw new AssertionError(
            "killed after write " + nth + " of " + writes + ": " + e.getMessage(), e);
      }
    }
  }

  /** A target in which views are to be made, and who watches it. */
  private static final class Lakes implements AutoCloseable {
    private final MovableClock clock = new MovableClock();
    private final TwoRegions regions = new TwoRegions(clock);
    private final Lake source = new Lake(regions.source());
    private final Lake target = new Lake(regions.target());
    private final ViewLake views = new ViewLake(regions, regions.source());
    private final Watch watch;

    Lakes() {
      regions.buckets();
      LakeSettings.open(regions.source(), false);
      LakeSettings.open(regions.target(), false);
      String analyst = regions.aws().account(TwoRegions.ACCOUNT).principal("role/Analyst");
      TaggedLake tags = new TaggedLake(regions.source());
      source.database("sales").table("sales", "orders", "id", "secret");
      views.mayCreate(views.definer());
      source.days("sales", "visits", "d1");
      tags.tag("class", "open", "closed").assign("sales", "class=open");
      views.grantable(views.definer(), TaggedLake.policy("class=open"));
      source.grant(analyst, Permission.SELECT, TaggedLake.policy("class=open"));
      regions.job(TwoRegions.config(DELETES), new Heard(), clock).sync();

      source.dropTable("sales", "visits");
      for (String name : List.of("v", "visits")) {
        views.begin(name, List.of("orders"), sql("ATHENA", "a")).settle(name);
        tags.assign("sales." + name, "class=closed");
        source.grant(analyst, Permission.DESCRIBE, Lake.onTable("sales", name));
      }
      clock.move(Duration.ofSeconds(1));
      regions.job(TwoRegions.config(DELETES), new Heard(), clock).backup();
      watch =
          new Watch(
              regions.target(), Watch.in(regions.target()), Watch.in(regions.source()), false);
    }

    /**
     * @return the writes in the catalog and its permissions
     */
    List<String> restore(int killedAfter) {
      clock.move(Duration.ofHours(1));
      List<String> writes = Collections.synchronizedList(new ArrayList<>());
      regions.aws().listeners().onEachWrite(watch);
      regions.aws().listeners().onEachWrite(entry -> add(entry, writes));
      regions.aws().listeners().onEachWrite(new Kill(regions.aws(), killedAfter));
      Heard heard = new Heard();
      try {
        regions.job(TwoRegions.config(DELETES), heard, clock).restore(Selection.LATEST);
        assertThat(killedAfter == NEVER ? heard.of(Outcome.FAILED) : List.of()).isEmpty();
      } catch (RuntimeException killed) {
        assertThat(writes).as(killed.getMessage()).hasSize(killedAfter);
      } finally {
        regions.aws().listeners().clear();
        regions.aws().faults().clear();
      }
      assertThat(watch.wider()).isEmpty();
      return writes;
    }

    private static void add(CallLog.Entry entry, List<String> writes) {
      if (entry.error().isEmpty() && !entry.call().service().equals("s3")) {
        writes.add(entry.name());
      }
    }

    void assertSettled() {
      assertThat(target.objects()).isEqualTo(source.objects());
      assertThat(target.grants()).isEqualTo(source.grants());
      ViewLake twins = new ViewLake(regions, regions.target());
      assertThat(List.of(twins.state("v"), twins.state("visits"))).containsOnly("SUCCESS");
      assertThat(restore(NEVER)).isEmpty();
    }

    @Override
    public void close() {
      regions.close();
    }
  }
}
