package io.twinlake.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.snapshot.Manifest.DatabaseRanges;
import io.twinlake.snapshot.Manifest.Range;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogRangesTest {
  private static final ObjectKey A = ObjectKey.database("a");
  private static final ObjectKey B = ObjectKey.database("b");

  private static ObjectKey table(String database, String name) {
    return ObjectKey.table(database, name);
  }

  private static ObjectKey index(String database, String table, String name) {
    return new ObjectKey(Kind.PARTITION_INDEX, database, table, List.of(name));
  }

  private static ObjectKey statistics(String database, String table, String column) {
    return new ObjectKey(Kind.COLUMN_STATISTICS, database, table, List.of(column));
  }

  private static ObjectKey function(String database, String name) {
    return new ObjectKey(Kind.USER_DEFINED_FUNCTION, database, name, List.of());
  }

  private static ObjectKey partition(String database, String table, String value) {
    return ObjectKey.partition(database, table, List.of(value));
  }

  @Test
  void findsWhereEachDatabaseLies() {
    CatalogRanges ranges = new CatalogRanges();
    ranges.add(A, bytes("a1"));
    ranges.add(table("a", "t"), bytes("a22"));
    ranges.add(B, bytes("b333"));
    ranges.add(index("a", "t", "i"), bytes("i"));
    ranges.add(statistics("a", "t", "c"), bytes("s"));
    ranges.add(function("b", "f"), bytes("ff"));
    ranges.add(partition("a", "t", "1"), bytes("p"));
    ranges.add(partition("a", "t", "2"), bytes("q"));
    ranges.add(ObjectKey.global(Kind.CONNECTION, "c"), bytes("conn"));

    assertThat(ranges.close())
        .containsExactly(
            new DatabaseRanges(
                "a",
                new Range(0, 5, Sha256.hex(bytes("a1a22"))),
                new Range(9, 2, Sha256.hex(bytes("is"))),
                new Range(13, 2, Sha256.hex(bytes("pq"))),
                new TreeMap<>(
                    Map.of(
                        "database", 1L,
                        "table", 1L,
                        "partition_index", 1L,
                        "column_statistics", 1L,
                        "partition", 2L))),
            new DatabaseRanges(
                "b",
                new Range(5, 4, Sha256.hex(bytes("b333"))),
                new Range(11, 2, Sha256.hex(bytes("ff"))),
                new Range(19, 0, Sha256.hex(bytes(""))),
                new TreeMap<>(Map.of("database", 1L, "user_defined_function", 1L))));
    assertThat(ranges.others()).isEqualTo(new Range(15, 4, Sha256.hex(bytes("conn"))));
  }

  @Test
  void hasNoRangesForAnEmptyRegion() {
    assertThat(new CatalogRanges().close()).isEmpty();
  }

  static Stream<Arguments> wrongOrders() {
    return Stream.of(
        wrong("The table a.t came apart from its database.", table("a", "t")),
        wrong("The database a came twice.", A, B, A),
        wrong("The table a.t came apart from its database.", A, B, table("a", "t")),
        wrong("The partition a.t [1] came without its database.", partition("a", "t", "1")),
        wrong("The database b came after what comes later.", A, partition("a", "t", "1"), B),
        wrong(
            "The table a.u came after what comes later.",
            A,
            partition("a", "t", "1"),
            table("a", "u")),
        wrong(
            "The user_defined_function a.f came after what comes later.",
            A,
            partition("a", "t", "1"),
            function("a", "f")),
        wrong(
            "The partition_index a.t [i] came after what comes later.",
            ObjectKey.global(Kind.CRAWLER, "c"),
            index("a", "t", "i")),
        wrong("The partition_index a.t [i] came without its database.", index("a", "t", "i")),
        wrong(
            "The user_defined_function a.f came apart from its database.",
            A,
            B,
            index("a", "t", "i"),
            function("b", "f"),
            function("a", "f")),
        wrong(
            "The grant_like x came to the catalog file, which has none of its kind.",
            new ObjectKey(new Kind("grant_like"), "", "x", List.of())),
        wrong(
            "The partition a.t [2] came apart from its table's others.",
            A,
            partition("a", "t", "1"),
            partition("a", "u", "1"),
            partition("a", "t", "2")),
        wrong(
            "The partition a.u [1] came apart from its database.",
            A,
            B,
            partition("a", "t", "1"),
            partition("b", "t", "1"),
            partition("a", "u", "1")));
  }

  private static Arguments wrong(String message, ObjectKey... keys) {
    return Arguments.of(message, List.of(keys));
  }

  @ParameterizedTest
  @MethodSource("wrongOrders")
  void refusesAnotherOrder(String message, List<ObjectKey> keys) {
    CatalogRanges ranges = new CatalogRanges();
    keys.subList(0, keys.size() - 1).forEach(key -> ranges.add(key, bytes("x")));

    assertThatThrownBy(() -> ranges.add(keys.get(keys.size() - 1), bytes("x")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
  }

  @Test
  void tablesOfOneNameInTwoDatabasesMayHavePartitions() {
    CatalogRanges ranges = new CatalogRanges();
    Samples.lake().stream()
        .map(CatalogObject::key)
        .filter(key -> !key.kind().name().equals("grant"))
        .forEach(key -> ranges.add(key, bytes("x")));
    ranges.add(partition("web", "orders", "1"), bytes("x"));

    assertThat(ranges.close()).hasSize(2);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
