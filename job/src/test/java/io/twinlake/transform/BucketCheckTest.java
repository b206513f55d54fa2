package io.twinlake.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.twinlake.model.Events;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.model.UserError;
import io.twinlake.source.BucketAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BucketCheckTest {
  private static final String ACCOUNT = "111122223333";
  private static final BucketAnswer THERE = new BucketAnswer(200, "");
  private static final BucketAnswer ABSENT = new BucketAnswer(404, "Not Found");

  private final Said said = new Said();

  @Test
  void mapsToBucketsThatExist() {
    Map<String, String> mapping = Map.of("a", "x", "b", "y");
    assertThat(BucketCheck.effective(mapping, Map.of("x", THERE, "y", THERE), ACCOUNT, said))
        .isEqualTo(new BucketMapping(mapping));
    assertThat(said.notes).isEmpty();
  }

  @Test
  void keepsLocationsWhoseTargetIsAbsentAndSaysSoOncePerTarget() {
    Map<String, String> mapping = new TreeMap<>(Map.of("a", "x", "b", "gone", "c", "gone"));
    assertThat(BucketCheck.effective(mapping, Map.of("x", THERE, "gone", ABSENT), ACCOUNT, said))
        .isEqualTo(new BucketMapping(Map.of("a", "x", "b", "b", "c", "c")));
    assertThat(said.notes)
        .containsExactly(
            new Events.Note(
                Events.Note.Level.WARNING,
                "Target bucket gone does not exist, so locations in b and c stay as they are; create the bucket, or take it out of target_s3_locations."));
  }

  @Test
  void keepsAPrefixWhoseTargetIsAbsentThoughTheRestOfItsBucketIsMapped() {
    Map<String, String> mapping = Map.of("a", "x", "a/raw", "gone/raw");
    BucketMapping effective =
        BucketCheck.effective(mapping, Map.of("x", THERE, "gone", ABSENT), ACCOUNT, said);
    assertThat(effective.location("s3://a/raw/1")).isEqualTo("s3://a/raw/1");
    assertThat(effective.location("s3://a/other")).isEqualTo("s3://x/other");
  }

  @Test
  void asksForTheBucketsOfTargetsAndForNoneThatStays() {
    assertThat(BucketCheck.buckets(Map.of("a", "x/raw", "b", "x/logs", "a/keep", "a/keep")))
        .containsExactly("x");
  }

  @Test
  void stopsWhenItCannotBeToldAndNamesEveryBucketAndWhatIsMissing() {
    Map<String, String> mapping =
        new TreeMap<>(Map.of("a", "absent", "b", "denied", "c", "odd", "d", "silent"));
    UserError error =
        catchThrowableOfType(
            UserError.class,
            () ->
                BucketCheck.effective(
                    mapping,
                    Map.of(
                        "absent", ABSENT,
                        "denied", new BucketAnswer(403, "Forbidden"),
                        "odd", new BucketAnswer(400, "Bad Request"),
                        "silent", new BucketAnswer(0, "Connection refused")),
                    ACCOUNT,
                    said));
    assertThat(error.exit()).isEqualTo(UserError.Exit.FAILED);
    assertThat(error.problems())
        .containsExactly(
            "Cannot tell whether target bucket denied exists: HeadBucket was denied; allow s3:ListBucket on it, or map to another bucket if account 111122223333 does not own it.",
            "Cannot tell whether target bucket odd exists: HeadBucket answered 400 (Bad Request); check the bucket and s3:ListBucket on it, then run again.",
            "Cannot tell whether target bucket silent exists: S3 did not answer (Connection refused); check the network, then run again.");
    assertThat(said.notes).isEmpty();
  }

  @Test
  void asksForNothingWhenNothingIsMapped() {
    assertThat(BucketCheck.effective(Map.of(), Map.of(), ACCOUNT, said))
        .isEqualTo(BucketMapping.IDENTITY);
  }

  private static final class Said implements Events {
    private final List<Note> notes = new ArrayList<>();

    @Override
    public void began(String phase, long expected) {}

    @Override
    public void results(Kind kind, Outcome outcome, long count) {}

    @Override
    public void result(ObjectResult result) {}

    @Override
    public void note(Note note) {
      notes.add(note);
    }
  }
}
