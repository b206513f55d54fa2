package io.twinlake.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketMappingTest {
  private static final BucketMapping MAPPING =
      new BucketMapping(
          Map.of(
              "lake", "twin",
              "lake-raw", "twin-raw",
              "a.b", "dotted.twin",
              "money", "$1-and-\\2",
              "b[r", "closed"));

  @ParameterizedTest
  @CsvSource({
    "s3://lake,                         s3://twin",
    "s3://lake/,                        s3://twin/",
    "s3://lake//,                       s3://twin//",
    "s3://lake/orders/,                 s3://twin/orders/",
    "s3://lake/orders//2026,            s3://twin/orders//2026",
    "s3://lake/lake/s3://lake/x,        s3://twin/lake/s3://lake/x",
    "s3a://lake/x,                      s3a://twin/x",
    "s3n://lake/x,                      s3n://twin/x",
    "S3://lake/x,                       S3://twin/x",
    "s3://lake-raw/x,                   s3://twin-raw/x",
    "s3://lake-raw,                     s3://twin-raw",
    "s3://a.b/a.b,                      s3://dotted.twin/a.b",
    "s3://money/x,                      s3://$1-and-\\2/x",
    "s3://b[r/x,                        s3://closed/x",
    "s3://lake/a=%20b c/é?x#y,          s3://twin/a=%20b c/é?x#y",
    "s3://lake/__HIVE_DEFAULT_PARTITION__, s3://twin/__HIVE_DEFAULT_PARTITION__"
  })
  void replacesTheBucketAndNothingElse(String location, String rewritten) {
    assertThat(MAPPING.location(location)).isEqualTo(rewritten);
    assertThat(MAPPING.location(rewritten)).isEqualTo(rewritten);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lake",
        "s3://",
        "s3:///lake/x",
        "s3://lake2/x",
        "s3://lak/x",
        "s3://my-lake/x",
        "s3://lake-ra/x",
        "s3://Lake/x",
        "s3://aXb/x",
        "s3://other/lake/x",
        "s3://other/s3://lake/x",
        " s3://lake/x",
        "see s3://lake/x",
        "s3://lake@other/x",
        "https://lake.s3.amazonaws.com/x",
        "hdfs://lake/x",
        "file:/lake",
        "s3x://lake/x",
        "arn:aws:s3:::lake/x"
      })
  void leavesEveryOtherTextAlone(String text) {
    assertThat(MAPPING.location(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:s3:::lake,              arn:aws:s3:::twin",
    "arn:aws:s3:::lake/,             arn:aws:s3:::twin/",
    "arn:aws:s3:::lake/orders/*,     arn:aws:s3:::twin/orders/*",
    "arn:aws-cn:s3:::lake/x,         arn:aws-cn:s3:::twin/x",
    "arn:aws-us-gov:s3:::lake-raw/x, arn:aws-us-gov:s3:::twin-raw/x",
    "arn:aws:s3:::a.b/lake,          arn:aws:s3:::dotted.twin/lake",
    "arn:aws:s3:::money,             arn:aws:s3:::$1-and-\\2"
  })
  void replacesTheBucketOfAnArnWithinItsPartition(String arn, String rewritten) {
    assertThat(MAPPING.arn(arn)).isEqualTo(rewritten);
    assertThat(MAPPING.arn(rewritten)).isEqualTo(rewritten);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "arn:aws:s3:::",
        "arn:aws:s3:::lake2/x",
        "arn:aws:s3:::aXb",
        "arn:aws:s3:::other/lake",
        "arn:aws:s3:us-east-1:111122223333:accesspoint/lake",
        "arn:aws:s3-object-lambda:::lake",
        "arn:aws:redshift:us-east-1:111122223333:datashare:x/lake",
        "arn:aws:iam::111122223333:role/lake",
        "s3://lake/x"
      })
  void leavesEveryOtherArnAlone(String arn) {
    assertThat(MAPPING.arn(arn)).isEqualTo(arn);
  }

  @ParameterizedTest
  @CsvSource({
    "s3://lake/x,                s3://twin/x",
    "s3://lake/raw,              s3://twin-raw",
    "s3://lake/raw/,             s3://twin-raw/",
    "s3://lake/raw/a/raw,        s3://twin-raw/a/raw",
    "s3://lake/rawish/a,         s3://twin/rawish/a",
    "s3://lake/raw/eu/1,         s3://other/eu/raw/1",
    "s3://lake/raw/eu2/1,        s3://twin-raw/eu2/1",
    "s3://lake/kept/1,           s3://lake/kept/1",
    "s3a://logs/a,               s3a://other/logs/a",
    "s3://Lake/raw,              s3://Lake/raw"
  })
  void takesTheLongestPrefixByWholeNames(String location, String rewritten) {
    BucketMapping mapping =
        new BucketMapping(
            Map.of(
                "lake", "twin",
                "lake/raw", "twin-raw",
                "lake/raw/eu", "other/eu/raw",
                "lake/kept", "lake/kept",
                "logs", "other/logs"));
    assertThat(mapping.location(location)).isEqualTo(rewritten);
    assertThat(mapping.location(rewritten)).isEqualTo(rewritten);
    assertThat(mapping.arn(location.replaceFirst("^\\w+://", "arn:aws:s3:::")))
        .isEqualTo(rewritten.replaceFirst("^\\w+://", "arn:aws:s3:::"));
  }

  @Test
  void refusesATargetInWhichAnotherSourceLies() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BucketMapping(Map.of("a", "b", "b/x", "c")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BucketMapping(Map.of("a", "b/x", "b", "c")));
  }

  @Test
  void rewritesNothingWithoutBuckets() {
    assertThat(BucketMapping.IDENTITY.isIdentity()).isTrue();
    assertThat(BucketMapping.IDENTITY.location("s3://lake/x")).isEqualTo("s3://lake/x");
    assertThat(BucketMapping.IDENTITY.arn("arn:aws:s3:::lake")).isEqualTo("arn:aws:s3:::lake");
  }

  @Test
  void refusesATargetThatIsItselfMapped() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BucketMapping(Map.of("a", "b", "b", "c")))
        .withMessageContaining("Bucket b");
  }

  @Test
  void whatIsItsOwnTargetIsNotMapped() {
    Map<String, String> places = Map.of("gone", "gone", "lake", "twin", "lake/own", "lake/own");
    BucketMapping mapping = new BucketMapping(places);
    assertThat(mapping.covers("s3://lake/x")).isTrue();
    assertThat(mapping.covers("s3://lake/own/x")).isFalse();
    assertThat(mapping.covers("s3://gone/x")).isFalse();
    assertThat(mapping.entry("s3://gone/x")).isEmpty();
    assertThat(mapping.leadsTo("s3://twin/x")).isTrue();
    assertThat(mapping.leadsTo("s3://gone/x")).isFalse();
    assertThat(mapping.leadsTo("s3://lake/own/x")).isFalse();
  }
}
