package io.twinlake.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.aws.Documents;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.ObjectResult;
import io.twinlake.model.Outcome;
import io.twinlake.plan.Definitions;
import io.twinlake.source.GlueSource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.SchemaId;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/** Tables that are large, strange or change their sort: restored, or named while the rest is. */
class OddTablesTest {
  private final TwoRegions regions = new TwoRegions();
  private final Lake source = new Lake(regions.source());
  private final Lake target = new Lake(regions.target());

  @BeforeEach
  void fillTheSource() {
    regions.buckets();
    source.database("sales").table("sales", "orders", "id");
  }

  @AfterEach
  void close() {
    regions.close();
  }

  @Test
  void viewsOfOneEngineThatReadEachOtherKeepTheirTextByteForByte() {
    String a = presto("sales", "b");
    String b = presto("sales", "a");
    view("a", a);
    view("b", b);
    view("self", "SELECT * FROM sales.self");
    restored();
    assertThat(read("a").viewOriginalText()).isEqualTo(a);
    assertThat(read("b").viewOriginalText()).isEqualTo(b);
    assertThat(read("self").viewOriginalText()).isEqualTo("SELECT * FROM sales.self");
  }

  /** It names its catalog, its schema and here the source's bucket, which is text to us. */
  private static String presto(String schema, String other) {
    String json =
        "{\"originalSql\":\"SELECT * FROM %s.%s -- s3://lake-us-east-1/x\",\"catalog\":\"awsdatacatalog\",\"schema\":\"%s\"}"
            .formatted(schema, other, schema);
    return "/* Presto View: "
        + Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8))
        + " */";
  }

  @Test
  void aViewOf400KilobytesAndATableOf10000Columns() {
    String text = "SELECT '" + "ä".repeat(409_000) + "'";
    view("long", text);
    create(
        "wide",
        t ->
            t.storageDescriptor(
                s ->
                    s.columns(
                        IntStream.range(0, 10_000)
                            .mapToObj(i -> Column.builder().name("c" + i).type("bigint").build())
                            .toList())));
    restored();
    assertThat(read("long").viewOriginalText()).isEqualTo(text);
    assertThat(read("wide").storageDescriptor().columns()).hasSize(10_000);
  }

  @Test
  void aPartitionWithTheWrongNumberOfValuesIsNamedAndTheOthersAreRestored() {
    source.days("sales", "visits", "old1", "old2");
    change("visits", t -> t.partitionKeys(column("day"), column("country")));
    partition("visits", "new", "de");
    Heard run = sync();
    assertThat(run.of(Outcome.FAILED))
        .allMatch(result -> result.reason().contains("number of partition"))
        .extracting(ObjectResult::key)
        .containsExactlyInAnyOrder(
            ObjectKey.partition("sales", "visits", List.of("old1")),
            ObjectKey.partition("sales", "visits", List.of("old2")));
    assertThat(target.objects()).contains("sales.orders", "sales.visits [new, de]");
  }

  @Test
  void partitionsFollowWhenTheKeysChange() {
    source.days("sales", "visits", "d1", "d2");
    sync();
    source.dropDay("sales", "visits", "d1").dropDay("sales", "visits", "d2");
    change("visits", t -> t.partitionKeys(column("day"), column("country")));
    partition("visits", "d1", "de");
    Heard run = new Heard();
    regions.job(TwoRegions.config("delete_target_catalog_objects = True"), run).sync();
    assertThat(run.of(Outcome.FAILED)).isEmpty();
    assertThat(target.objects()).isEqualTo(source.objects());
  }

  @Test
  void partitionsThatDifferFromTheirTableInColumnsAndBucketAndTheDefaultPartition() {
    source.days("sales", "visits");
    regions
        .source()
        .glue()
        .batchCreatePartition(
            r ->
                r.databaseName("sales")
                    .tableName("visits")
                    .partitionInputList(
                        PartitionInput.builder()
                            .values("__HIVE_DEFAULT_PARTITION__")
                            .storageDescriptor(
                                s ->
                                    s.location("s3://elsewhere/x")
                                        .columns(column("other"), column("more")))
                            .build(),
                        PartitionInput.builder().values("表/é=1 %2F").build()));
    restored();
    assertThat(target.objects()).isEqualTo(source.objects());
    assertThat(new GlueSource(regions.target()).partitions("sales", "visits"))
        .toIterable()
        .filteredOn(p -> p.key().values().contains("__HIVE_DEFAULT_PARTITION__"))
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.definition().at("/StorageDescriptor/Location").asText())
                  .isEqualTo("s3://elsewhere/x");
              assertThat(p.definition().at("/StorageDescriptor/Columns")).hasSize(2);
            });
  }

  @Test
  void namesInCapitalsAreOneObjectWithTheirFoldedNames() {
    source.database("Web").table("WEB", "Clicks", "Id");
    restored();
    assertThat(target.objects()).contains("web", "web.clicks");
    change("orders", t -> t.name("ORDERS").description("new"));
    restored();
    assertThat(read("orders").description()).isEqualTo("new");
  }

  @Test
  void columnsAndTypesThatChangeAreNamedByVerifyAndFollowed() {
    sync();
    change(
        "orders",
        t ->
            t.storageDescriptor(
                s -> s.columns(Column.builder().name("id").type("bigint").build())));
    regions.job(TwoRegions.config(), new Heard()).backup();
    Heard verified = new Heard();
    regions.job(TwoRegions.config(), verified).verify(Selection.LATEST);
    assertThat(verified.differences())
        .singleElement()
        .extracting(ObjectResult::reason)
        .asString()
        .contains("StorageDescriptor.Columns[0].Type is \"string\" instead of \"bigint\"");
    restored();
  }

  @Test
  void aTableBecomesAViewAndComesBack() {
    sync();
    change("orders", t -> t.tableType("VIRTUAL_VIEW").viewOriginalText("SELECT 1"));
    restored();
    assertThat(read("orders").tableType()).isEqualTo("VIRTUAL_VIEW");
    change("orders", t -> t.tableType("EXTERNAL_TABLE").viewOriginalText(null));
    restored();
    assertThat(read("orders").tableType()).isEqualTo("EXTERNAL_TABLE");
  }

  @Test
  void aTableThatBecameALinkIsNamedAndALinkThatBecameATableIsReplaced() {
    source.tableLink("sales", "alias", "orders").table("sales", "t", "id");
    sync();
    source.dropTable("sales", "alias").table("sales", "alias", "id");
    source.dropTable("sales", "t").tableLink("sales", "t", "orders");
    Heard run = sync();
    assertThat(run.of(Outcome.FAILED))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.key()).isEqualTo(ObjectKey.table("sales", "t"));
              assertThat(result.reason()).contains("delete or rename it there");
            });
    assertThat(read("alias").targetTable()).isNull();
    assertThat(read("t").targetTable()).as("no data is dropped unasked").isNull();
  }

  /** Registries are in the backup only: somebody makes the schema in the target. */
  @Test
  void aTableOfARegistrysSchemaIsNamedUntilTheSchemaIsThere() {
    String arn = schema(regions.source().glue());
    create("by_arn", t -> t.storageDescriptor(s -> refersTo(s, r -> r.schemaArn(arn))));
    create(
        "by_name",
        t ->
            t.storageDescriptor(
                s -> refersTo(s, r -> r.registryName("events").schemaName("order"))));
    Heard run = sync();
    assertThat(run.of(Outcome.FAILED))
        .allMatch(result -> result.reason().contains("Schema"))
        .extracting(result -> result.key().name())
        .containsExactlyInAnyOrder("by_arn", "by_name");
    assertThat(target.objects()).contains("sales.orders");

    String there = schema(regions.target().glue());
    restored();
    assertThat(read("by_arn").storageDescriptor().schemaReference().schemaId().schemaArn())
        .isEqualTo(there);
  }

  private static String schema(GlueClient glue) {
    glue.createRegistry(r -> r.registryName("events"));
    return glue.createSchema(
            r ->
                r.registryId(id -> id.registryName("events"))
                    .schemaName("order")
                    .dataFormat("JSON")
                    .schemaDefinition("{}"))
        .schemaArn();
  }

  private static void refersTo(StorageDescriptor.Builder storage, Consumer<SchemaId.Builder> id) {
    storage.columns(List.of()).schemaReference(r -> r.schemaId(id).schemaVersionNumber(1L));
  }

  private void restored() {
    assertThat(sync().of(Outcome.FAILED)).isEmpty();
    Heard verified = new Heard();
    regions.job(TwoRegions.config(), verified).verify(Selection.LATEST);
    assertThat(verified.differences()).isEmpty();
  }

  private Heard sync() {
    Heard heard = new Heard();
    regions.job(TwoRegions.config(), heard).sync();
    return heard;
  }

  private void view(String name, String text) {
    create(name, t -> t.tableType("VIRTUAL_VIEW").viewOriginalText(text).parameters(null));
  }

  private void create(String name, Consumer<TableInput.Builder> more) {
    TableInput.Builder input = TableInput.builder().name(name);
    more.accept(input);
    regions.source().glue().createTable(r -> r.databaseName("sales").tableInput(input.build()));
  }

  private void change(String name, Consumer<TableInput.Builder> more) {
    TableInput before =
        Documents.fromDocument(
            Definitions.writable(
                new GlueSource(regions.source()).table("sales", name).orElseThrow()),
            TableInput::builder);
    TableInput.Builder input = before.toBuilder();
    more.accept(input);
    regions.source().glue().updateTable(r -> r.databaseName("sales").tableInput(input.build()));
  }

  private void partition(String table, String... values) {
    regions
        .source()
        .glue()
        .batchCreatePartition(
            r ->
                r.databaseName("sales")
                    .tableName(table)
                    .partitionInputList(PartitionInput.builder().values(values).build()));
  }

  private Table read(String table) {
    return regions.target().glue().getTable(r -> r.databaseName("sales").name(table)).table();
  }

  private static Column column(String name) {
    return Column.builder().name(name).type("string").build();
  }
}
