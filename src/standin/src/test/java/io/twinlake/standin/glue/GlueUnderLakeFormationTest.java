package io.twinlake.standin.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinlake.standin.StandIn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AccessDeniedException;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.Permission;

/** A closed database: its creator works in it, others see what they are granted. */
class GlueUnderLakeFormationTest {
  private static final String ACCOUNT = "111122223333";
  private static final String ALL =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\","
          + "\"Resource\":\"*\"}]}";

  private final StandIn aws = StandIn.builder().start();
  private final AwsCredentials root = aws.account(ACCOUNT).root();
  private final GlueClient creator = glue(root);
  private final GlueClient analyst = glue(aws.account(ACCOUNT).role("Analyst", ALL));
  private final LakeFormationClient rights =
      LakeFormationClient.builder()
          .endpointOverride(aws.endpoint())
          .region(Region.US_EAST_1)
          .credentialsProvider(StaticCredentialsProvider.create(root))
          .build();

  @BeforeEach
  void makeClosedDatabase() {
    rights.putDataLakeSettings(
        r ->
            r.dataLakeSettings(
                s ->
                    s.dataLakeAdmins(principal("user/admin"))
                        .createDatabaseDefaultPermissions(List.of())
                        .createTableDefaultPermissions(List.of())));
    creator.createDatabase(r -> r.databaseInput(d -> d.name("sales")));
    creator.createTable(
        r ->
            r.databaseName("sales")
                .tableInput(
                    t ->
                        t.name("orders")
                            .parameters(Map.of("spark.sql.sources.schema", "{}", "a", "b"))
                            .partitionKeys(column("day"))
                            .storageDescriptor(s -> s.columns(column("id"), column("price")))));
  }

  @AfterEach
  void close() {
    creator.close();
    analyst.close();
    rights.close();
    aws.close();
  }

  @Test
  void withoutAGrantTheCatalogLooksEmptyAndSaysDeniedToEverything() {
    assertThat(analyst.getDatabases(r -> {}).databaseList()).isEmpty();
    assertThatThrownBy(() -> analyst.getTable(r -> r.databaseName("sales").name("orders")))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> analyst.getTable(r -> r.databaseName("sales").name("none")))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> creator.getTable(r -> r.databaseName("sales").name("none")))
        .isInstanceOf(EntityNotFoundException.class);
  }

  @Test
  void aGrantOnOneColumnShowsThatColumn() {
    rights.grantPermissions(
        r ->
            r.principal(principal("role/Analyst"))
                .permissions(Permission.SELECT)
                .resource(
                    x ->
                        x.tableWithColumns(
                            t -> t.databaseName("sales").name("orders").columnNames("id"))));
    Table seen = analyst.getTable(r -> r.databaseName("sales").name("orders")).table();
    assertThat(seen.storageDescriptor().columns()).containsExactly(column("id"));
    assertThat(seen.parameters()).containsOnlyKeys("a");
    assertThatThrownBy(
            () ->
                analyst.createPartition(
                    r ->
                        r.databaseName("sales")
                            .tableName("orders")
                            .partitionInput(p -> p.values("1"))))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("Required Alter on orders");
  }

  @Test
  void anAdminSeesTheTableAndAltersItOnlyAsItsCreator() {
    GlueClient admin = glue(aws.account(ACCOUNT).role("Admin", ALL));
    rights.putDataLakeSettings(
        r -> r.dataLakeSettings(s -> s.dataLakeAdmins(principal("role/Admin"))));
    assertThat(admin.getTable(r -> r.databaseName("sales").name("orders")).table().parameters())
        .containsOnlyKeys("a");
    assertThatThrownBy(
            () -> admin.updateTable(r -> r.databaseName("sales").tableInput(t -> t.name("orders"))))
        .isInstanceOf(AccessDeniedException.class);
    admin.createTable(r -> r.databaseName("sales").tableInput(t -> t.name("own")));
    admin.updateTable(r -> r.databaseName("sales").tableInput(t -> t.name("own")));
    creator.updateTable(r -> r.databaseName("sales").tableInput(t -> t.name("orders")));
    admin.close();
  }

  private GlueClient glue(AwsCredentials credentials) {
    return GlueClient.builder()
        .endpointOverride(aws.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .build();
  }

  private static DataLakePrincipal principal(String name) {
    return DataLakePrincipal.builder()
        .dataLakePrincipalIdentifier("arn:aws:iam::" + ACCOUNT + ":" + name)
        .build();
  }

  private static Column column(String name) {
    return Column.builder().name(name).type("string").build();
  }
}
