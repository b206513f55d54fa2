package io.twinlake.standin.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.Table;

class ResourceLinksTest extends CatalogTest {
  @BeforeEach
  void makeLinks() {
    service.paging(Paging.FULL);
    database("sales", d -> d.description("The real one"));
    partitioned("sales", "orders", "day");
    database("link", d -> d.targetDatabase(t -> t.catalogId(ACCOUNT).databaseName("sales")));
    database("views");
    table(
        "views",
        "o",
        t -> t.targetTable(x -> x.catalogId(ACCOUNT).databaseName("sales").name("orders")));
  }

  @Test
  void readsShowTheTargetUnderTheLinksName() {
    Database database = glue.getDatabase(r -> r.name("link")).database();
    assertThat(database.name()).isEqualTo("link");
    assertThat(database.description()).isEqualTo("The real one");
    assertThat(database.targetDatabase().databaseName()).isEqualTo("sales");
    Table table = read("views", "o");
    assertThat(table.name()).isEqualTo("o");
    assertThat(table.databaseName()).isEqualTo("views");
    assertThat(names(table.storageDescriptor().columns())).containsExactly("id", "note");
    assertThat(table.targetTable().name()).isEqualTo("orders");
    assertThat(glue.getTableVersions(r -> r.databaseName("views").tableName("o")).tableVersions())
        .extracting(version -> version.table().name())
        .containsExactly("o");
  }

  @Test
  void listsShowTheLinkItself() {
    Table listed = glue.getTables(r -> r.databaseName("views")).tableList().get(0);
    assertThat(listed.targetTable().name()).isEqualTo("orders");
    assertThat(listed.storageDescriptor()).isNull();
    assertThat(glue.getDatabases(r -> {}).databaseList())
        .filteredOn(database -> database.name().equals("link"))
        .allSatisfy(database -> assertThat(database.description()).isNull())
        .extracting(database -> database.targetDatabase().databaseName())
        .containsExactly("sales");
  }

  @Test
  void aLinkDatabaseHoldsTheTargetsTables() {
    assertThat(glue.getTables(r -> r.databaseName("link")).tableList())
        .extracting(Table::name)
        .containsExactly("orders");
    table("link", "made_through_it");
    assertThat(service.hasTable("sales", "made_through_it")).isTrue();
    assertThat(rights.told).contains("table sales.made_through_it created with 0 defaults");
  }

  @Test
  void updatesChangeTheTarget() {
    glue.updateTable(
        r -> r.databaseName("views").tableInput(t -> t.name("o").description("Changed")));
    assertThat(read("sales", "orders").description()).isEqualTo("Changed");
    glue.updateDatabase(r -> r.name("link").databaseInput(d -> d.name("link").description("New")));
    assertThat(glue.getDatabase(r -> r.name("sales")).database().description()).isEqualTo("New");
    assertThat(service.isDatabaseLink("link")).isTrue();
    assertThat(service.isResourceLink("views", "o")).isTrue();
  }

  @Test
  void deletesTakeTheLinkAndLeaveTheTarget() {
    glue.deleteTable(r -> r.databaseName("views").name("o"));
    glue.deleteDatabase(r -> r.name("link"));
    assertThat(service.hasTable("views", "o")).isFalse();
    assertThat(service.hasDatabase("link")).isFalse();
    assertThat(service.hasTable("sales", "orders")).isTrue();
  }

  @Test
  void partitionsAreTheTargets() {
    glue.createPartition(
        r -> r.databaseName("views").tableName("o").partitionInput(partition("1")));
    for (String[] name : new String[][] {{"sales", "orders"}, {"link", "orders"}, {"views", "o"}}) {
      assertThat(glue.getPartitions(r -> r.databaseName(name[0]).tableName(name[1])).partitions())
          .extracting(Partition::values)
          .containsExactly(List.of("1"));
    }
  }

  @Test
  void danglingLinksAreListedAndCannotBeRead() {
    glue.deleteDatabase(r -> r.name("sales"));
    assertThat(glue.getTables(r -> r.databaseName("views")).tableList()).hasSize(1);
    assertRefused("EntityNotFoundException", () -> read("views", "o"));
    assertRefused("EntityNotFoundException", () -> glue.getDatabase(r -> r.name("link")));
    assertRefused("EntityNotFoundException", () -> glue.getTables(r -> r.databaseName("link")));
    glue.deleteDatabase(r -> r.name("link"));
  }

  @Test
  void linksIntoAnotherRegionDangle() {
    database("far", d -> d.targetDatabase(t -> t.databaseName("sales").region("eu-west-1")));
    assertRefused("EntityNotFoundException", () -> glue.getDatabase(r -> r.name("far")));
  }

  @Test
  void aTableLinkCannotBeMadeThroughADatabaseLink() {
    assertRefused(
        "InvalidInputException",
        () -> table("link", "l", t -> t.targetTable(x -> x.databaseName("sales").name("orders"))));
  }

  @Test
  void theTargetNeedsARightOfItsOwn() {
    rights.forbidden.add("DESCRIBE sales.orders");
    assertRefused("AccessDeniedException", () -> read("views", "o"));
    rights.forbidden.add("DESCRIBE sales");
    assertRefused("AccessDeniedException", () -> glue.getDatabase(r -> r.name("link")));
  }
}
