package io.twinlake.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.aws.AwsRegion;
import org.junit.jupiter.api.Test;

class CallerTest {
  private final Caller loader =
      Caller.of(
          "111122223333", "arn:aws:sts::111122223333:assumed-role/Loader/GlueJobRunnerSession");

  @Test
  void aSessionIsItsRole() {
    assertThat(loader.principal()).isEqualTo("arn:aws:iam::111122223333:role/Loader");
    assertThat(loader.is("arn:aws:iam::111122223333:role/Loader")).isTrue();
  }

  @Test
  void aRoleIsKnownWhateverItsPath() {
    assertThat(loader.is("arn:aws:iam::111122223333:role/service/etl/Loader")).isTrue();
  }

  @Test
  void othersAreNotTheCaller() {
    assertThat(loader.is("arn:aws:iam::444455556666:role/Loader")).isFalse();
    assertThat(loader.is("arn:aws:iam::111122223333:role/Loader2")).isFalse();
    assertThat(loader.is("arn:aws:iam::111122223333:role/Loader/Other")).isFalse();
    assertThat(loader.is("arn:aws:iam::111122223333:user/Loader")).isFalse();
    assertThat(loader.is("")).isFalse();
  }

  @Test
  void aUserIsItself() {
    String arn = "arn:aws-cn:iam::111122223333:user/people/ann";
    Caller ann = Caller.of("111122223333", arn);
    assertThat(ann.principal()).isEqualTo(arn);
    assertThat(ann.is(arn)).isTrue();
    assertThat(ann.is("arn:aws-cn:iam::111122223333:user/ann")).isFalse();
  }

  @Test
  void isAskedOfSts() {
    try (TestLake lake = new TestLake();
        AwsRegion region = lake.asRole("Loader", "glue:GetDatabases")) {
      assertThat(Caller.of(region.sts())).isEqualTo(loader);
    }
  }
}
