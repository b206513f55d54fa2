package io.twinlake.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.model.Events.Note;
import io.twinlake.model.Kind;
import io.twinlake.model.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExitTest {
  private static final Note PROBLEM = new Note(Note.Level.PROBLEM, "The deletes were skipped.");
  private static final Note WARNING = new Note(Note.Level.WARNING, "The bucket is in the source.");

  @Test
  void codesAreThoseOfTheHelpText() {
    assertThat(Exit.values()).extracting(Exit::code).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void doneWhenAllIsFine() {
    assertThat(Exit.of(tables(Outcome.CREATED), List.of(), false)).isEqualTo(Exit.DONE);
    assertThat(Exit.of(Counts.NONE, List.of(WARNING), true)).isEqualTo(Exit.DONE);
    assertThat(Exit.of(tables(Outcome.UNCHANGED), List.of(), true)).isEqualTo(Exit.DONE);
  }

  @Test
  void oneFailedObjectOrOneProblemIsFinishedWithFailures() {
    assertThat(Exit.of(tables(Outcome.FAILED), List.of(), false))
        .isEqualTo(Exit.FINISHED_WITH_FAILURES);
    assertThat(Exit.of(tables(Outcome.CREATED), List.of(PROBLEM), false))
        .isEqualTo(Exit.FINISHED_WITH_FAILURES);
  }

  @Test
  void skippedAloneEndsGreen() {
    assertThat(Exit.of(tables(Outcome.SKIPPED), List.of(WARNING), true)).isEqualTo(Exit.DONE);
  }

  @Test
  void differencesCountOnlyWhereTheyMatter() {
    for (Outcome outcome : List.of(Outcome.CREATED, Outcome.UPDATED, Outcome.DELETED)) {
      assertThat(Exit.of(tables(outcome), List.of(), true)).isEqualTo(Exit.DIFFERENCES);
      assertThat(Exit.of(tables(outcome), List.of(), false)).isEqualTo(Exit.DONE);
    }
  }

  @Test
  void failuresComeBeforeDifferences() {
    Counts both = new Counts(Map.of(Kind.TABLE, Map.of(Outcome.CREATED, 1L, Outcome.FAILED, 1L)));
    assertThat(Exit.of(both, List.of(), true)).isEqualTo(Exit.FINISHED_WITH_FAILURES);
  }

  private static Counts tables(Outcome outcome) {
    return new Counts(Map.of(Kind.TABLE, Map.of(outcome, 1L)));
  }
}
