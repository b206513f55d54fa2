package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.model.Events;
import io.twinlake.model.Events.Note;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What lies in the source region and is not mapped is said before anything is written. */
class UnmappedBucketsRunTest {
  private final TwoRegions regions = new TwoRegions();

  @AfterEach
  void close() {
    regions.close();
  }

  @Test
  void bucketsOfTheSourceRegionAreListedBeforeTheFirstWrite() {
    regions.buckets();
    regions.source().s3().createBucket(r -> r.bucket("logs"));
    regions
        .target()
        .s3()
        .createBucket(
            r ->
                r.bucket("shared")
                    .createBucketConfiguration(c -> c.locationConstraint(TwoRegions.TARGET)));
    table("mapped", "s3://lake-us-east-1/x");
    table("in_logs", "s3://logs/x");
    table("in_shared", "s3://shared/x");
    table("in_gone", "s3://nowhere-at-all/x");

    regions.aws().calls().clear();
    regions.job(TwoRegions.config(), new Heard()).backup();
    assertThat(
            regions.aws().calls().all().stream()
                .filter(entry -> entry.name().equals("s3:HeadBucket"))
                .map(entry -> entry.subject())
                .filter(bucket -> !bucket.equals(TwoRegions.BACKUPS)))
        .as("one call a bucket, and one more where it lies elsewhere")
        .contains("lake-us-east-1", "logs", "shared", "nowhere-at-all")
        .hasSizeLessThanOrEqualTo(5);

    regions.aws().calls().clear();
    List<String> said = new ArrayList<>();
    Events events =
        new Events() {
          @Override
          public void began(String phase, long expected) {}

          @Override
          public void results(Kind kind, Outcome outcome, long count) {}

          @Override
          public void result(ObjectResult result) {}

          @Override
          public void note(Note note) {
            said.add(
                note.sentence()
                    + regions.aws().calls().counts(entry -> entry.call().isWrite()).keySet());
          }
        };
    regions.job(TwoRegions.config(), events).restore(Selection.LATEST);
    assertThat(said)
        .contains(
            "Locations in these buckets stay as they are, and the buckets lie in us-east-1, whose loss the restore is for: logs; replicate them and map them in target_s3_locations.[]",
            "Locations in these buckets stay as they are, and the backup could not tell where the buckets lie: nowhere-at-all.[]");
    assertThat(regions.aws().calls().all())
        .as("no question to a bucket of the source")
        .noneMatch(entry -> entry.subject().equals("logs"));
  }

  @Test
  void aPlanSaysSoToo() {
    regions.buckets();
    regions.source().s3().createBucket(r -> r.bucket("logs"));
    table("t", "s3://logs/x");
    regions.job(TwoRegions.config(), new Heard()).backup();
    Heard plan = new Heard();
    regions.job(TwoRegions.config(), plan).plan(Selection.LATEST);
    assertThat(plan.notes(Note.Level.WARNING)).anyMatch(note -> note.contains(": logs; replicate"));
  }

  private void table(String name, String location) {
    if (regions.source().glue().getDatabases(r -> {}).databaseList().isEmpty()) {
      new Lake(regions.source()).database("sales");
    }
    regions
        .source()
        .glue()
        .createTable(
            r ->
                r.databaseName("sales")
                    .tableInput(
                        t ->
                            t.name(name)
                                .parameters(Map.of())
                                .storageDescriptor(s -> s.location(location))));
  }
}
