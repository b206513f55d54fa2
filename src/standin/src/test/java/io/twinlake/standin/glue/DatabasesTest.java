package io.twinlake.standin.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.DatabaseAttributes;
import software.amazon.awssdk.services.glue.model.DatabaseInput;
import software.amazon.awssdk.services.glue.model.ResourceShareType;

class DatabasesTest extends CatalogTest {
  @Test
  void namesFoldAndParameterKeysKeepTheirCase() {
    database("Sales", d -> d.description("Orders").parameters(Map.of("Owner", "Ann")));
    Database read = read("SALES");
    assertThat(read.name()).isEqualTo("sales");
    assertThat(read.parameters()).containsExactly(Map.entry("Owner", "Ann"));
    assertThat(read.catalogId()).isEqualTo(ACCOUNT);
    assertThat(read.createTime()).isNotNull();
    assertRefused("AlreadyExistsException", () -> database("sales"))
        .isEqualTo("Database already exists.");
  }

  @Test
  void absentMembersStayAbsent() {
    database("sales");
    assertThat(read("sales").hasParameters()).isFalse();
    assertThat(read("sales").description()).isNull();
  }

  @Test
  void anAbsentDefaultTakesTheRegionsAndAnEmptyOneStaysEmpty() {
    rights.defaults.add(everyone());
    database("absent");
    database("empty", d -> d.createTableDefaultPermissions(List.of()));
    assertThat(read("absent").createTableDefaultPermissions()).containsExactly(everyone());
    assertThat(read("empty").hasCreateTableDefaultPermissions()).isTrue();
    assertThat(read("empty").createTableDefaultPermissions()).isEmpty();
  }

  @Test
  void tablesGetTheirDatabasesDefaults() {
    rights.defaults.add(everyone());
    database("open");
    database("closed", d -> d.createTableDefaultPermissions(List.of()));
    table("open", "t");
    table("closed", "t");
    assertThat(rights.told)
        .contains("table open.t created with 1 defaults", "table closed.t created with 0 defaults")
        .contains("database open created by arn:aws:iam::111122223333:role/Loader");
  }

  @Test
  void anUpdateReplacesEverythingAndAppliesTheDefaultAgain() {
    rights.defaults.add(everyone());
    database("sales", d -> d.description("Old").createTableDefaultPermissions(List.of()));
    update("sales", DatabaseInput.builder().name("sales").locationUri("s3://b/sales").build());
    Database read = read("sales");
    assertThat(read.description()).isNull();
    assertThat(read.locationUri()).isEqualTo("s3://b/sales");
    assertThat(read.createTableDefaultPermissions()).containsExactly(everyone());
    assertThat(read.createTime()).isNotNull();
  }

  @Test
  void anUpdateNeitherRenamesNorMakesALink() {
    database("sales");
    assertRefused(
        "InvalidInputException",
        () -> update("sales", DatabaseInput.builder().name("other").build()));
    assertRefused(
        "InvalidInputException",
        () ->
            update(
                "sales",
                DatabaseInput.builder()
                    .name("sales")
                    .targetDatabase(t -> t.databaseName("other"))
                    .build()));
  }

  @Test
  void deletingADatabaseDeletesItsTables() {
    database("sales");
    table("sales", "orders");
    glue.deleteDatabase(r -> r.name("Sales"));
    assertThat(rights.told).contains("table sales.orders deleted", "database sales deleted");
    assertRefused("EntityNotFoundException", () -> read("sales"))
        .isEqualTo("Database sales not found.");
    database("sales");
    assertThat(glue.getTables(r -> r.databaseName("sales")).tableList()).isEmpty();
  }

  @Test
  void listsByNameAndShowsWhatIsAskedFor() {
    service.paging(Paging.FULL);
    database("b", d -> d.description("B"));
    database("a");
    database("link", d -> d.targetDatabase(t -> t.databaseName("a")));
    assertThat(glue.getDatabases(r -> {}).databaseList())
        .extracting(Database::name)
        .containsExactly("a", "b", "link");
    assertThat(
            glue.getDatabases(r -> r.attributesToGet(DatabaseAttributes.NAME))
                .databaseList()
                .get(1))
        .isEqualTo(Database.builder().name("b").build());
    assertThat(
            glue.getDatabases(r -> r.resourceShareType(ResourceShareType.FOREIGN)).databaseList())
        .isEmpty();
  }

  @Test
  void anotherAccountsCatalogIsNotHere() {
    assertRefused(
        "EntityNotFoundException", () -> glue.getDatabases(r -> r.catalogId("444455556666")));
    assertThat(glue.getDatabases(r -> r.catalogId(ACCOUNT)).databaseList()).isEmpty();
  }

  @Test
  void tagsComeWithTheDatabaseAndLater() {
    String arn = "arn:aws:glue:us-east-1:" + ACCOUNT + ":database/sales";
    glue.createDatabase(r -> r.databaseInput(d -> d.name("sales")).tags(Map.of("team", "bi")));
    glue.tagResource(r -> r.resourceArn(arn).tagsToAdd(Map.of("tier", "1")));
    glue.untagResource(r -> r.resourceArn(arn).tagsToRemove("team"));
    assertThat(glue.getTags(r -> r.resourceArn(arn)).tags())
        .containsExactly(Map.entry("tier", "1"));
    assertRefused(
        "InvalidInputException",
        () -> glue.tagResource(r -> r.resourceArn(arn).tagsToAdd(Map.of("aws:x", "1"))));
  }

  @Test
  void thereAreNoOtherCatalogs() {
    assertThat(glue.getCatalogs(r -> {}).catalogList()).isEmpty();
  }

  private Database read(String name) {
    return glue.getDatabase(r -> r.name(name)).database();
  }

  private void update(String name, DatabaseInput input) {
    glue.updateDatabase(r -> r.name(name).databaseInput(input));
  }
}
