package io.twinlake.standin.glue;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitsTest extends CatalogTest {
  private static final String VALIDATION = "ValidationException";

  @BeforeEach
  void makeDatabase() {
    database("sales");
  }

  @Test
  void namesHaveOneTo255Characters() {
    assertThatCode(() -> database("d".repeat(255))).doesNotThrowAnyException();
    assertRefused(VALIDATION, () -> database("d".repeat(256)))
        .startsWith("1 validation error detected: Value 'ddd")
        .endsWith(
            "at 'databaseInput.name' failed to satisfy constraint: Member must have length less"
                + " than or equal to 255");
    assertRefused(VALIDATION, () -> table("sales", "")).contains("greater than or equal to 1");
  }

  @Test
  void namesTakeNoControlCharactersButTabs() {
    assertThatCode(() -> database("a\tb Ümläut")).doesNotThrowAnyException();
    assertRefused(VALIDATION, () -> database("a\nb")).contains("regular expression pattern");
    assertThatCode(() -> database("d", d -> d.description("a\nb"))).doesNotThrowAnyException();
  }

  @Test
  void everyViolationIsNamedAtOnce() {
    assertRefused(
            VALIDATION,
            () ->
                table(
                    "sales",
                    "t",
                    t ->
                        t.description("x".repeat(2049))
                            .storageDescriptor(
                                s ->
                                    s.location("l".repeat(2057))
                                        .columns(
                                            column("a"),
                                            column("b").toBuilder()
                                                .comment("c".repeat(256))
                                                .build()))))
        .startsWith("3 validation errors detected: ")
        .contains(
            "'tableInput.description'",
            "'tableInput.storageDescriptor.location'",
            "'tableInput.storageDescriptor.columns.2.member.comment'");
  }

  @Test
  void parametersHaveLimitsOfTheirOwn() {
    assertThatCode(() -> table("sales", "a", t -> t.parameters(Map.of("k", "v".repeat(512_000)))))
        .doesNotThrowAnyException();
    assertRefused(
        VALIDATION, () -> table("sales", "b", t -> t.parameters(Map.of("k", "v".repeat(512_001)))));
    assertRefused(VALIDATION, () -> table("sales", "c", t -> t.parameters(Map.of("", "v"))));
  }

  @Test
  void typesAndViewTextsMayBeLongButNotEndless() {
    assertThatCode(() -> type("t".repeat(131_072))).doesNotThrowAnyException();
    assertRefused(VALIDATION, () -> type("t".repeat(131_073)));
    assertRefused(
        VALIDATION, () -> table("sales", "v", t -> t.viewOriginalText("v".repeat(409_601))));
  }

  @Test
  void requiredMembersMustBeThere() {
    assertRefused(VALIDATION, () -> glue.createDatabase(r -> {}))
        .isEqualTo(
            "1 validation error detected: Value 'null' at 'databaseInput' failed to satisfy"
                + " constraint: Member must not be null");
    assertRefused(VALIDATION, () -> glue.getTables(r -> {})).contains("'databaseName'");
    assertRefused(
        "InvalidInputException", () -> glue.createTable(r -> r.databaseName("sales").name("t")));
  }

  @Test
  void aDatabaseTakesFiftyTags() {
    Map<String, String> tags =
        IntStream.range(0, 51).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
    assertRefused(
        VALIDATION,
        () -> glue.createDatabase(r -> r.databaseInput(d -> d.name("tagged")).tags(tags)));
  }

  @Test
  void tablesAreDeletedAHundredAtATime() {
    String[] names = IntStream.range(0, 101).mapToObj(i -> "t" + i).toArray(String[]::new);
    assertRefused(
        VALIDATION,
        () -> glue.batchDeleteTable(r -> r.databaseName("sales").tablesToDelete(names)));
  }

  private void type(String type) {
    table(
        "sales",
        "wide",
        t -> t.storageDescriptor(s -> s.columns(column("a").toBuilder().type(type).build())));
  }
}
