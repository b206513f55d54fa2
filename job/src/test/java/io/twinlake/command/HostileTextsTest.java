package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.model.CatalogObject;
import io.twinlake.model.Outcome;
import io.twinlake.plan.Definitions;
import io.twinlake.source.GlueSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.TableInput;

/** Names, values and texts that mean something to a format, a shell or a mapping on their way. */
class HostileTextsTest {
  /** The most that AWS takes of a name, in UTF-8 of three and four bytes a character. */
  private static final List<String> LONGEST = List.of("表".repeat(85), "🚀".repeat(63) + "abc");

  private final TwoRegions regions = new TwoRegions();

  @BeforeEach
  void makeBuckets() {
    regions.buckets();
  }

  @AfterEach
  void close() {
    regions.close();
  }

  /** Of databases, tables, functions and the like (botocore: NameString). */
  private static List<String> names() {
    return Stream.concat(
            LONGEST.stream(),
            Stream.of(
                " leads",
                "trails ",
                ".",
                "..",
                "/",
                "a/../b",
                "\\",
                "\\u0041",
                "'\"`",
                "%2F%00%",
                "s3://lake-us-east-1/x",
                "arn:aws:s3:::lake-us-east-1",
                "${env}",
                "{\"a\":[1]}",
                "*",
                "e\u0301\u00e9",
                "\u202eright to left",
                "\ufeffmark",
                "\u2028line",
                "tab\tbed"))
        .toList();
  }

  @Test
  void everyNameComesBackAsItWasAndIsNeverAPath() {
    names().forEach(this::databaseOfThatName);
    assertRestored();
  }

  private void databaseOfThatName(String name) {
    new Lake(regions.source()).database(name);
    create(name, name, t -> t.partitionKeys(column(name)).parameters(Map.of(name, "v")));
    partition(name, name, name);
    regions
        .source()
        .glue()
        .createUserDefinedFunction(
            r -> r.databaseName(name).functionInput(f -> f.functionName(name).className("C")));
    regions
        .source()
        .glue()
        .createPartitionIndex(
            r ->
                r.databaseName(name)
                    .tableName(name)
                    .partitionIndex(i -> i.indexName(name).keys(name)));
  }

  /** AWS limits the length of a partition's value, and nothing else. */
  private static List<String> values() {
    return Stream.concat(
            names().stream(),
            Stream.of(
                " ", "line\nbreak", "\r\n", "\u0001\u007f", "x".repeat(1024), "表".repeat(1024)))
        .toList();
  }

  @Test
  void everyPartitionValueComesBackAsItWas() {
    new Lake(regions.source()).database("d");
    create("d", "t", t -> t.partitionKeys(column("a"), column("b")));
    List<String> values = values();
    IntStream.range(0, values.size())
        .forEach(n -> partition("d", "t", values.get(n), values.get((n + 1) % values.size())));
    assertRestored();
    assertThat(new GlueSource(regions.target()).partitions("d", "t"))
        .toIterable()
        .hasSize(values.size());
  }

  /** The most that AWS takes of one parameter, where every character needs an escape in JSON. */
  @Test
  void aParameterOf512KilobytesOfEscapesComesBackAsItWas() {
    new Lake(regions.source()).database("d");
    String json = "{\"k\":\"\\\\\n\t表\uD83D\uDE80\u0000\"}";
    String text = json.repeat(512_000 / json.length());
    create("d", "t", t -> t.parameters(Map.of("spark.sql.sources.schema", text, "empty", "")));
    assertRestored();
    assertThat(
            regions
                .target()
                .glue()
                .getTable(r -> r.databaseName("d").name("t"))
                .table()
                .parameters())
        .containsEntry("spark.sql.sources.schema", text);
  }

  private void assertRestored() {
    Heard heard = new Heard();
    regions.job(TwoRegions.config(), heard).sync();
    assertThat(heard.of(Outcome.FAILED)).isEmpty();
    assertThat(contents(new GlueSource(regions.target())))
        .hasSizeGreaterThan(1)
        .isEqualTo(contents(new GlueSource(regions.source())));
    Heard verified = new Heard();
    regions.job(TwoRegions.config(), verified).verify(Selection.LATEST);
    assertThat(verified.differences()).isEmpty();
    assertThat(verified.of(Outcome.FAILED)).isEmpty();
  }

  private static Map<String, String> contents(GlueSource glue) {
    Map<String, String> contents = new TreeMap<>();
    glue.databases()
        .forEachRemaining(
            database -> {
              add(contents, database);
              String name = database.key().database();
              glue.tables(name)
                  .forEachRemaining(
                      table -> {
                        add(contents, table);
                        glue.partitions(name, table.key().name())
                            .forEachRemaining(partition -> add(contents, partition));
                      });
            });
    return contents;
  }

  private static void add(Map<String, String> contents, CatalogObject object) {
    contents.put(object.key().toString(), Definitions.writable(object).toString());
  }

  private void create(String database, String name, Consumer<TableInput.Builder> more) {
    TableInput.Builder table = TableInput.builder().name(name);
    more.accept(table);
    regions.source().glue().createTable(r -> r.databaseName(database).tableInput(table.build()));
  }

  private void partition(String database, String table, String... values) {
    regions
        .source()
        .glue()
        .batchCreatePartition(
            r ->
                r.databaseName(database)
                    .tableName(table)
                    .partitionInputList(PartitionInput.builder().values(values).build()));
  }

  private static Column column(String name) {
    return Column.builder().name(name).type("string").build();
  }
}
