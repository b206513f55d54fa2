package io.twinlake.standin.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableAttributes;
import software.amazon.awssdk.services.glue.model.TableError;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.TableVersionError;

class TablesTest extends CatalogTest {
  @BeforeEach
  void makeDatabase() {
    database("sales");
  }

  @Test
  void namesAndColumnsFoldAndParameterKeysDoNot() {
    table(
        "Sales",
        "Orders",
        t ->
            t.parameters(Map.of("EXTERNAL", "TRUE"))
                .partitionKeys(column("Day"))
                .storageDescriptor(s -> s.columns(column("OrderId"))));
    Table read = read("SALES", "ORDERS");
    assertThat(read.name()).isEqualTo("orders");
    assertThat(read.databaseName()).isEqualTo("sales");
    assertThat(names(read.storageDescriptor().columns())).containsExactly("orderid");
    assertThat(names(read.partitionKeys())).containsExactly("day");
    assertThat(read.parameters()).containsOnlyKeys("EXTERNAL");
    assertRefused("AlreadyExistsException", () -> table("sales", "orders"))
        .isEqualTo("Table already exists.");
  }

  @Test
  void fillsInWhatOnlyAwsSets() {
    rights.registered.add("s3://b/");
    table("sales", "orders", t -> t.storageDescriptor(s -> s.location("s3://b/orders")));
    Table read = read("sales", "orders");
    assertThat(read.catalogId()).isEqualTo(ACCOUNT);
    assertThat(read.createdBy()).endsWith(":assumed-role/Loader/session");
    assertThat(read.createTime()).isNotNull();
    assertThat(read.updateTime()).isNotNull();
    assertThat(read.versionId()).isEqualTo("0");
    assertThat(read.isRegisteredWithLakeFormation()).isTrue();
  }

  @Test
  void fillsInTheDefaultsThatAwsDocumentsAndNothingElse() {
    table("sales", "orders", t -> t.storageDescriptor(s -> s.columns(column("id"))));
    Table read = read("sales", "orders");
    assertThat(read.retention()).isZero();
    assertThat(read.storageDescriptor())
        .isEqualTo(
            StorageDescriptor.builder()
                .columns(column("id"))
                .compressed(false)
                .numberOfBuckets(0)
                .sortColumns(List.of())
                .storedAsSubDirectories(false)
                .build());
    assertThat(read.storageDescriptor().hasBucketColumns()).isFalse();
    assertThat(read.hasParameters()).isFalse();
    assertThat(read.hasPartitionKeys()).isFalse();
  }

  @Test
  void viewsNeedNoStorage() {
    table(
        "sales", "v", t -> t.tableType("VIRTUAL_VIEW").viewOriginalText("/* Presto View: e30= */"));
    assertThat(read("sales", "v").storageDescriptor()).isNull();
    assertThat(service.isView("sales", "v")).isTrue();
  }

  @Test
  void saysWhatIsNotThere() {
    assertRefused("EntityNotFoundException", () -> read("sales", "None"))
        .isEqualTo("Table none not found.");
    assertRefused("EntityNotFoundException", () -> read("None", "orders"))
        .isEqualTo("Database none not found.");
    assertRefused("EntityNotFoundException", () -> table("none", "t"));
  }

  @Test
  void anUpdateReplacesTheWholeTable() {
    table("sales", "orders", t -> t.description("Old").parameters(Map.of("a", "1")));
    update("orders", t -> t.owner("ann"));
    Table read = read("sales", "orders");
    assertThat(read.description()).isNull();
    assertThat(read.hasParameters()).isFalse();
    assertThat(read.owner()).isEqualTo("ann");
    assertThat(read.createTime()).isNotNull();
    assertThat(read.createdBy()).isNotNull();
  }

  @Test
  void versionsCountUpAndAreArchivedUnlessToldOtherwise() {
    service.paging(Paging.FULL);
    table("sales", "orders", t -> t.description("zero"));
    update("orders", t -> t.description("one"));
    glue.updateTable(
        r ->
            r.databaseName("sales")
                .skipArchive(true)
                .tableInput(t -> t.name("orders").description("two")));
    assertThat(versions()).containsExactly("2 two", "0 zero");
  }

  @Test
  void aStaleVersionIsAConflict() {
    table("sales", "orders");
    update("orders", t -> {});
    Consumer<String> updateFrom =
        version ->
            glue.updateTable(
                r -> r.databaseName("sales").versionId(version).tableInput(t -> t.name("orders")));
    assertRefused("ConcurrentModificationException", () -> updateFrom.accept("0"))
        .isEqualTo("Update table failed due to concurrent modifications.");
    updateFrom.accept("1");
    assertThat(read("sales", "orders").versionId()).isEqualTo("2");
  }

  @Test
  void archivedVersionsCanBeDeletedAndTheLatestCannot() {
    service.paging(Paging.FULL);
    table("sales", "orders", t -> t.description("zero"));
    update("orders", t -> t.description("one"));
    List<TableVersionError> errors =
        glue.batchDeleteTableVersion(
                r -> r.databaseName("sales").tableName("orders").versionIds("0", "1", "7"))
            .errors();
    assertThat(errors).extracting(TableVersionError::versionId).containsExactly("1", "7");
    assertThat(versions()).containsExactly("1 one");
  }

  @Test
  void listsWhatMatchesAndShowsWhatIsAskedFor() {
    service.paging(Paging.FULL);
    table("sales", "orders", t -> t.tableType("EXTERNAL_TABLE"));
    table("sales", "order_items");
    table("sales", "customers");
    assertThat(glue.getTables(r -> r.databaseName("sales").expression("order.*")).tableList())
        .extracting(Table::name)
        .containsExactly("order_items", "orders");
    assertThat(
            glue.getTables(
                    r ->
                        r.databaseName("sales")
                            .expression("orders")
                            .attributesToGet(TableAttributes.NAME, TableAttributes.TABLE_TYPE))
                .tableList())
        .containsExactly(Table.builder().name("orders").tableType("EXTERNAL_TABLE").build());
    assertRefused(
        "InvalidInputException",
        () -> glue.getTables(r -> r.databaseName("sales").expression("(")));
  }

  @Test
  void deletesInBatchesAndReportsEachFailure() {
    table("sales", "orders");
    List<TableError> errors =
        glue.batchDeleteTable(r -> r.databaseName("sales").tablesToDelete("Orders", "none"))
            .errors();
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).tableName()).isEqualTo("none");
    assertThat(errors.get(0).errorDetail().errorCode()).isEqualTo("EntityNotFoundException");
    assertThat(service.hasTable("sales", "orders")).isFalse();
  }

  @Test
  void icebergTablesAreRegisteredByAPlainCreate() {
    Map<String, String> parameters =
        Map.of("table_type", "ICEBERG", "metadata_location", "s3://b/i/metadata/1.json");
    table("sales", "i", t -> t.parameters(parameters));
    assertThat(read("sales", "i").parameters()).isEqualTo(parameters);
    assertRefused(
            "InvalidInputException",
            () ->
                glue.createTable(
                    r ->
                        r.databaseName("sales")
                            .tableInput(t -> t.name("j").parameters(parameters))
                            .openTableFormatInput(
                                o -> o.icebergInput(i -> i.metadataOperation("CREATE")))))
        .contains("Cannot use reserved parameters table_type or metadata_location");
  }

  @Test
  void tellsLakeFormationItsColumnsPartitionKeysLast() {
    partitioned("sales", "orders", "day");
    assertThat(service.columns("sales", "orders")).contains(List.of("id", "note", "day"));
    assertThat(service.columns("sales", "none")).isEmpty();
  }

  private void update(String name, Consumer<TableInput.Builder> input) {
    glue.updateTable(r -> r.databaseName("sales").tableInput(t -> input.accept(t.name(name))));
  }

  private List<String> versions() {
    return glue
        .getTableVersions(r -> r.databaseName("sales").tableName("orders"))
        .tableVersions()
        .stream()
        .map(version -> version.versionId() + " " + version.table().description())
        .toList();
  }
}
