package io.twinlake.standin.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinlake.standin.StandIn;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.lakeformation.model.GetResourceLfTagsResponse;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.PrincipalResourcePermissions;
import software.amazon.awssdk.services.lakeformation.model.ResourceInfo;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleLakeTest {
  private static final String ACCOUNT = "111122223333";

  private final StandIn aws = StandIn.builder().start();
  private final LakeClients clients =
      LakeClients.of(aws.endpoint(), Staff.in(aws.account(ACCOUNT)), ACCOUNT, "us-east-1");

  @BeforeAll
  void fill() {
    SampleLake.fill(clients);
  }

  @AfterAll
  void close() {
    clients.close();
    aws.close();
  }

  @Test
  void holdsThreeDatabasesAndALink() {
    List<Database> databases =
        clients.glue().getDatabasesPaginator(r -> {}).stream()
            .flatMap(page -> page.databaseList().stream())
            .toList();
    assertThat(databases)
        .extracting(Database::name)
        .containsExactlyInAnyOrder("sampledb", "tag_database", "cur_database", "sampledb_link");
    assertThat(databases)
        .filteredOn(database -> database.targetDatabase() != null)
        .extracting(Database::name)
        .containsExactly("sampledb_link");
  }

  @Test
  void holdsTablesOfEverySort() {
    List<Table> tables = tables();
    assertThat(tables).hasSize(40);
    assertThat(tables).filteredOn(t -> t.targetTable() != null).hasSize(1);
    assertThat(tables).filteredOn(t -> "VIRTUAL_VIEW".equals(t.tableType())).hasSize(4);
    assertThat(tables)
        .filteredOn(t -> "ICEBERG".equals(t.parameters().get("table_type")))
        .hasSize(2);
    assertThat(serialisations(tables))
        .contains("OpenCSVSerde", "JsonSerDe", "ParquetHiveSerDe", "OrcSerde", "AvroSerDe");
  }

  private static Set<String> serialisations(List<Table> tables) {
    return tables.stream()
        .map(Table::storageDescriptor)
        .filter(Objects::nonNull)
        .filter(storage -> storage.serdeInfo() != null)
        .map(storage -> String.valueOf(storage.serdeInfo().serializationLibrary()))
        .map(name -> name.substring(name.lastIndexOf('.') + 1))
        .collect(Collectors.toSet());
  }

  @Test
  void holdsAFewThousandPartitions() {
    long count =
        tables().stream()
            .filter(table -> table.targetTable() == null)
            .filter(table -> !table.partitionKeys().isEmpty())
            .mapToLong(this::partitions)
            .sum();
    assertThat(count).isBetween(2_500L, 4_000L);
  }

  private long partitions(Table table) {
    return clients
        .glue()
        .getPartitionsPaginator(r -> r.databaseName(table.databaseName()).tableName(table.name()))
        .stream()
        .mapToLong(page -> page.partitions().size())
        .sum();
  }

  @Test
  void grantsToAnalystsEngineersAndALoader() {
    List<PrincipalResourcePermissions> rows =
        clients.lakeFormation().listPermissionsPaginator(r -> {}).stream()
            .flatMap(page -> page.principalResourcePermissions().stream())
            .toList();
    assertThat(rows)
        .extracting(row -> row.principal().dataLakePrincipalIdentifier())
        .contains(
            "arn:aws:iam::111122223333:role/Analyst",
            "arn:aws:iam::111122223333:role/Engineer",
            "arn:aws:iam::111122223333:role/NightlyLoader",
            "arn:aws:iam::111122223333:saml-provider/Corporate:group/Marketing",
            "IAM_ALLOWED_PRINCIPALS");
    assertThat(new SampleFiles(clients).grants()).hasSizeBetween(65, 75);
  }

  @Test
  void leavesCostReportsToIamAndTheShopToLakeFormation() {
    assertThat(openTables("cur_database")).hasSize(5);
    assertThat(openTables("sampledb")).containsExactly("application_log");
  }

  private List<String> openTables(String database) {
    return clients.lakeFormation().listPermissionsPaginator(r -> {}).stream()
        .flatMap(page -> page.principalResourcePermissions().stream())
        .filter(row -> row.principal().dataLakePrincipalIdentifier().startsWith("IAM_ALLOWED"))
        .filter(row -> row.resource().table() != null)
        .filter(row -> row.resource().table().databaseName().equals(database))
        .map(row -> row.resource().table().name())
        .toList();
  }

  @Test
  void registersOneHybridLocationWithOptIns() {
    List<ResourceInfo> locations =
        clients.lakeFormation().listResourcesPaginator(r -> {}).stream()
            .flatMap(page -> page.resourceInfoList().stream())
            .toList();
    assertThat(locations).hasSize(2);
    assertThat(locations).filteredOn(ResourceInfo::hybridAccessEnabled).hasSize(1);
    assertThat(
            clients.lakeFormation().listLakeFormationOptInsPaginator(r -> {}).stream()
                .mapToInt(page -> page.lakeFormationOptInsInfoList().size())
                .sum())
        .isEqualTo(3);
  }

  @Test
  void tagsTablesOverTheirDatabaseAndColumnsOverTheirTable() {
    GetResourceLfTagsResponse profile =
        clients
            .lakeFormation()
            .getResourceLFTags(
                r ->
                    r.resource(RandomGrants.table("tag_database", "customer_profile"))
                        .showAssignedLFTags(true));
    assertThat(said(profile.lfTagOnDatabase()))
        .containsExactlyInAnyOrder("domain=marketing", "classification=internal");
    assertThat(said(profile.lfTagsOnTable()))
        .containsExactlyInAnyOrder("domain=crm", "classification=confidential");
    assertThat(profile.lfTagsOnColumns())
        .extracting(column -> column.name() + ": " + said(column.lfTags()))
        .containsExactlyInAnyOrder(
            "score: [classification=internal]", "segment: [classification=internal]");
  }

  private static List<String> said(List<LFTagPair> tags) {
    return tags.stream().map(tag -> tag.tagKey() + "=" + tag.tagValues().get(0)).toList();
  }

  @Test
  void grantsByTagByFilterAndUnderARowPolicy() {
    assertThat(LakeStates.of(clients))
        .contains(
            "filter of some rows, all columns",
            "filter of all rows, excluded columns",
            "filter of some rows, named columns",
            "filter held by some",
            "grant on DATABASE policy by terms",
            "grant on TABLE policy by terms",
            "grant on TABLE policy by name",
            "grant on every tag value",
            "grant on some tag values",
            "grant on LFTagExpression",
            "attachment to table for a principal")
        .doesNotContain("filter held by nobody", "row policy attached to nothing");
  }

  private List<Table> tables() {
    return SampleLake.DATABASES.stream()
        .flatMap(
            database ->
                clients.glue().getTablesPaginator(r -> r.databaseName(database)).stream()
                    .flatMap(page -> page.tableList().stream()))
        .toList();
  }
}
