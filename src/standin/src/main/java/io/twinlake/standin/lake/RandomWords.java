package io.twinlake.standin.lake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Names, values and locations as lakes have them, odd ones included: accents, other scripts, upper
 * case, separators and wildcards of the formats they pass through.
 */
record RandomWords(Random random, String region) {
  private static final List<String> NAMES =
      List.of(
          "orders",
          "größe",
          "prix €",
          "顧客",
          "with space",
          "a.b",
          "UPPER",
          "col-1",
          "under_score",
          "emoji😀",
          "quote\"d",
          "it's",
          "back\\slash",
          "pipe|d",
          "per%cent",
          "a/b",
          "ALL",
          "null",
          "ünïcödé",
          "मूल्य",
          "tab\there",
          "{brace}",
          "[x]",
          "$dollar",
          "#hash",
          "star*",
          "q?",
          "<b>",
          "1",
          "-",
          "comma,ted",
          "semi;colon",
          "equal=s",
          "plus+",
          "at@",
          "tilde~",
          "résumé",
          "имя");

  private static final List<String> VALUES =
      List.of(
          "__HIVE_DEFAULT_PARTITION__",
          "2025-01-31",
          "IN",
          "São Paulo",
          "東京",
          "a=b",
          "100%",
          "x/y",
          " lead",
          "trail ",
          "UPPER",
          "upper",
          "0",
          "00",
          "-1",
          "null",
          "'quoted'",
          "\"double\"",
          "back\\slash",
          "?*[]",
          "é",
          "e\u0301",
          "😀",
          "a|b",
          "a,b",
          "tab\tin",
          "line\nbreak",
          "x".repeat(300));

  private static final List<String> TEXTS =
      List.of(
          "plain",
          "Größenangabe in cm",
          "価格(税込)",
          "two\twords",
          "trailing ",
          " ",
          "null",
          "{}",
          "\"quoted\"",
          "\\N",
          "https://example.com/?a=b&c=d",
          "100 % <b>",
          "🏬🏪",
          "a|b;c,d=e");

  private static final List<String> CONDITIONS =
      List.of(
          "context.iam.principalTags.hasTag(\"team\") &&"
              + " context.iam.principalTags.getTag(\"team\") == \"größe & 東京\"",
          "context.iam.principalTags.hasTag(\"cost center\")",
          "[\"a\",\"b\"].contains(context.iam.principalTags.getTag(\"it's\"))");

  private static final List<String> SCHEMES = List.of("s3://", "s3://", "s3a://", "s3n://");

  static List<String> buckets(String region) {
    return List.of("random-a-" + region, "random-b-" + region);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** True once in so many times. */
  boolean once(int in) {
    return random.nextInt(in) == 0;
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** From none to all of them, in any order. */
  <T> List<T> someOf(List<T> choices) {
    return exactly(random.nextInt(choices.size() + 1), choices);
  }

  <T> List<T> exactly(int count, List<T> choices) {
    List<T> shuffled = new ArrayList<>(choices);
    Collections.shuffle(shuffled, random);
    return List.copyOf(shuffled.subList(0, count));
  }

  String name() {
    return oneOf(NAMES);
  }

  /** Names that differ, also in lower case. */
  List<String> names(int count) {
    return exactly(count, NAMES);
  }

  String text() {
    return oneOf(TEXTS);
  }

  /** A partition's value; never empty. */
  String value() {
    return oneOf(VALUES);
  }

  /** A condition on principals, in Cedar. */
  String condition() {
    return oneOf(CONDITIONS);
  }

  /** In a bucket that is mapped, one that is not, or not in S3 at all. */
  String location() {
    return switch (below(8)) {
      case 0 -> "s3://elsewhere-" + region + "/" + path();
      case 1 -> "hdfs://namenode:8020/" + path();
      case 2 -> "database.schema." + name();
      default -> oneOf(SCHEMES) + oneOf(buckets(region)) + oneOf(List.of("", "/", "/" + path()));
    };
  }

  private String path() {
    return String.join("/", someOf(List.of("raw", "größe", "a b", "dt=2025-01-31", "%2F"))) + end();
  }

  private String end() {
    return once(2) ? "/" : "";
  }
}
