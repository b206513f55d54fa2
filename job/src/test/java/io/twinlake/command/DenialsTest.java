package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import org.junit.jupiter.api.Test;

class DenialsTest {
  private static final ObjectKey WHOLE = ObjectKey.global(Kind.COLUMN_STATISTICS, "");

  private final Denials denials = new Denials();

  @Test
  void aDatabaseIsGivenUpWhenAllOfItWasDeniedOftenEnoughAndNoOther() {
    deny("closed", 9);
    assertThat(denials.hopeless(in("closed"))).isEmpty();
    deny("closed", 1);
    assertThat(denials.hopeless(in("closed"))).contains(in("closed"));
    assertThat(denials.hopeless(in("open"))).isEmpty();
    assertThat(denials.hopeless(ObjectKey.database("closed").of(Kind.PARTITION_INDEX))).isEmpty();
  }

  @Test
  void aDatabaseOfWhichAnythingWasAnsweredIsNotGivenUp() {
    denials.answered(in("mixed"));
    deny("mixed", 50);
    assertThat(denials.hopeless(in("mixed"))).isEmpty();
  }

  @Test
  void aKindIsGivenUpWhenSeveralDatabasesHadNothingButDenials() {
    for (int n = 0; n < 9; n++) {
      deny("db" + n, 20);
    }
    assertThat(denials.hopeless(in("next"))).isEmpty();
    deny("next", 1);
    assertThat(denials.hopeless(in("another"))).contains(WHOLE);
    assertThat(denials.hopeless(in("db0"))).contains(WHOLE);

    denials.answered(in("last"));
    assertThat(denials.hopeless(in("another"))).isEmpty();
    assertThat(denials.hopeless(in("db0"))).contains(in("db0"));
  }

  @Test
  void eachIsSaidOnceWithHowManyWereAskedFor() {
    deny("closed", 12);
    assertThat(denials.unsaid(in("closed")))
        .contains(
            "AccessDeniedException for each of the first 12 that were asked for, so no more were");
    assertThat(denials.unsaid(in("closed"))).isEmpty();
    assertThat(denials.unsaid(WHOLE))
        .contains(
            "AccessDeniedException in each of the first 1 databases that were asked, so no more were");
  }

  private void deny(String database, int times) {
    for (int n = 0; n < times; n++) {
      denials.denied(in(database));
    }
  }

  private static ObjectKey in(String database) {
    return ObjectKey.database(database).of(Kind.COLUMN_STATISTICS);
  }
}
