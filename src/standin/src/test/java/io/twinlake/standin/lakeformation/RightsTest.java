package io.twinlake.standin.lakeformation;

import static io.twinlake.standin.lakeformation.LakeUnderTest.allColumnsBut;
import static io.twinlake.standin.lakeformation.LakeUnderTest.allTables;
import static io.twinlake.standin.lakeformation.LakeUnderTest.arn;
import static io.twinlake.standin.lakeformation.LakeUnderTest.caller;
import static io.twinlake.standin.lakeformation.LakeUnderTest.columns;
import static io.twinlake.standin.lakeformation.LakeUnderTest.database;
import static io.twinlake.standin.lakeformation.LakeUnderTest.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RightsTest {
  private final LakeUnderTest lake = LakeUnderTest.governed();

  @BeforeEach
  void fill() {
    lake.catalog.with("sales", "orders", "id", "amount", "card");
  }

  @Test
  void aFreshRegionLetsIamCreateDatabases() {
    LakeUnderTest fresh = LakeUnderTest.fresh();
    fresh.service.requireOnCatalog(caller("ana"), "CREATE_DATABASE");
    fresh.as("ana", "PutDataLakeSettings", LakeUnderTest.settings("admin"));
    fresh.revoke("IAM_ALLOWED_PRINCIPALS", "{\"Catalog\":{}}", "CREATE_DATABASE", "");
    assertThatThrownBy(() -> fresh.service.requireOnCatalog(caller("ana"), "CREATE_DATABASE"))
        .hasMessage(
            "Insufficient Lake Formation permission(s): Required Create Database on Catalog");
    fresh.service.requireOnCatalog(caller("admin"), "CREATE_DATABASE");
  }

  @Test
  void theDefaultsOfAFreshRegionLeaveNewObjectsToIam() {
    LakeUnderTest fresh = LakeUnderTest.fresh();
    fresh.service.databaseCreated(caller("ana"), "sales");
    fresh.service.tableCreated(caller("ana"), "sales", "orders", fresh.service.tableDefaults());
    fresh.service.requireOnDatabase(caller("eve"), "DROP", "sales");
    fresh.service.requireOnTable(caller("eve"), "ALTER", "sales", "orders");
    assertThat(fresh.service.maySelectAllColumns(caller("eve"), "sales", "orders")).isTrue();
  }

  @Test
  void withoutDefaultsOthersSeeNothing() {
    lake.service.databaseCreated(caller("ana"), "sales");
    lake.service.tableCreated(caller("ana"), "sales", "orders", lake.service.tableDefaults());
    assertThat(lake.service.tableDefaults()).isEmpty();
    assertThat(lake.service.mayDescribeDatabase(caller("eve"), "sales")).isFalse();
    assertThat(lake.service.mayDescribeTable(caller("eve"), "sales", "orders")).isFalse();
    assertThatThrownBy(() -> lake.service.requireOnDatabase(caller("eve"), "CREATE_TABLE", "sales"))
        .hasMessage("Insufficient Lake Formation permission(s): Required Create Table on sales");
    lake.service.requireOnTable(caller("ana"), "DROP", "sales", "orders");
    assertThat(lake.service.maySelectAllColumns(caller("ana"), "sales", "orders")).isTrue();
  }

  @Test
  void adminsDescribeAndCreateButDoNotAlterWhatOthersMade() {
    lake.service.tableCreated(caller("ana"), "sales", "orders", List.of());
    assertThat(lake.service.mayDescribeTable(caller("admin"), "sales", "orders")).isTrue();
    assertThat(lake.service.visibleColumns(caller("admin"), "sales", "orders")).isEmpty();
    assertThat(lake.service.maySelectAllColumns(caller("admin"), "sales", "orders")).isFalse();
    lake.service.requireOnDatabase(caller("admin"), "CREATE_TABLE", "sales");
    assertThatThrownBy(
            () -> lake.service.requireOnTable(caller("admin"), "ALTER", "sales", "orders"))
        .hasMessage("Insufficient Lake Formation permission(s): Required Alter on orders");
    lake.grant("admin", table("sales", "orders"), "ALTER", "");
    lake.service.requireOnTable(caller("admin"), "ALTER", "sales", "orders");
  }

  @Test
  void readOnlyAdminsSeeAllAndChangeNothing() {
    lake.as(
        "admin",
        "PutDataLakeSettings",
        """
        {"DataLakeSettings": {
          "DataLakeAdmins": [{"DataLakePrincipalIdentifier": "%s"}],
          "ReadOnlyAdmins": [{"DataLakePrincipalIdentifier": "%s"}]}}"""
            .formatted(arn("admin"), arn("eve")));
    lake.grant("ana", table("sales", "orders"), "SELECT", "");
    assertThat(lake.service.mayDescribeTable(caller("eve"), "sales", "orders")).isTrue();
    assertThat(lake.service.maySelectAllColumns(caller("eve"), "sales", "orders")).isFalse();
    assertThat(lake.rows("eve", "{}")).isEqualTo(lake.rows("admin", "{}"));
    assertThatThrownBy(() -> lake.service.requireOnDatabase(caller("eve"), "CREATE_TABLE", "sales"))
        .hasMessageStartingWith("Insufficient");
    assertThat(
            lake.refusal(
                "eve",
                "GrantPermissions",
                LakeUnderTest.grantBody("eve", table("sales", "orders"), "SELECT", "")))
        .startsWith("AccessDeniedException");
  }

  @Test
  void grantsOnColumnsCutTheTable() {
    lake.grant("ana", columns("sales", "orders", "id"), "SELECT", "");
    lake.grant("eve", allColumnsBut("sales", "orders", "card"), "SELECT", "");
    assertThat(lake.service.visibleColumns(caller("ana"), "sales", "orders").orElseThrow())
        .containsExactly("id");
    assertThat(lake.service.visibleColumns(caller("eve"), "sales", "orders").orElseThrow())
        .containsExactlyInAnyOrder("id", "amount");
    assertThat(lake.service.maySelectAllColumns(caller("eve"), "sales", "orders")).isFalse();
    lake.grant("ana", table("sales", "orders"), "DESCRIBE", "");
    assertThat(lake.service.visibleColumns(caller("ana"), "sales", "orders")).isEmpty();
    assertThat(lake.service.maySelectAllColumns(caller("ana"), "sales", "orders")).isFalse();
  }

  @Test
  void aGrantOnAllTablesHoldsForEachAndShowsTheDatabase() {
    lake.grant("ana", allTables("sales"), "SELECT", "");
    assertThat(lake.service.mayDescribeTable(caller("ana"), "sales", "orders")).isTrue();
    assertThat(lake.service.maySelectAllColumns(caller("ana"), "sales", "orders")).isTrue();
    assertThat(lake.service.mayDescribeDatabase(caller("ana"), "sales")).isTrue();
  }

  @Test
  void everyIamPrincipalOfTheAccountIsAGrantee() {
    lake.grant(LakeUnderTest.ACCOUNT + ":IAMPrincipals", database("sales"), "DESCRIBE", "");
    assertThat(lake.service.mayDescribeDatabase(caller("eve"), "sales")).isTrue();
  }

  @Test
  void tagPoliciesReachWhatInheritsTheTag() {
    lake.as("admin", "CreateLFTag", "{\"TagKey\":\"team\",\"TagValues\":[\"a\",\"b\"]}");
    lake.as("admin", "AddLFTagsToResource", tagged(database("sales"), "a"));
    lake.grant("ana", policy("TABLE", "a"), "SELECT", "");
    assertThat(lake.service.maySelectAllColumns(caller("ana"), "sales", "orders")).isTrue();
    lake.as("admin", "AddLFTagsToResource", tagged(table("sales", "orders"), "b"));
    assertThat(lake.service.mayDescribeTable(caller("ana"), "sales", "orders")).isFalse();
    lake.grant("eve", policy("DATABASE", "a"), "ALTER", "");
    lake.service.requireOnDatabase(caller("eve"), "ALTER", "sales");
  }

  @Test
  void optingInPutsAPrincipalUnderLakeFormation() {
    lake.grant("IAM_ALLOWED_PRINCIPALS", table("sales", "orders"), "ALL", "");
    lake.as("admin", "CreateLakeFormationOptIn", optIn("ana", table("sales", "orders")));
    assertThat(lake.service.mayDescribeTable(caller("eve"), "sales", "orders")).isTrue();
    assertThat(lake.service.mayDescribeTable(caller("ana"), "sales", "orders")).isFalse();
    lake.grant("ana", columns("sales", "orders", "id"), "SELECT", "");
    assertThat(lake.service.visibleColumns(caller("ana"), "sales", "orders").orElseThrow())
        .containsExactly("id");
  }

  @Test
  void aRecreatedTableInheritsNothing() {
    lake.grant("ana", table("sales", "orders"), "SELECT", "");
    lake.grant("ana", allTables("sales"), "DESCRIBE", "");
    lake.service.databaseDeleted("sales");
    lake.service.databaseCreated(caller("admin"), "sales");
    lake.service.tableCreated(caller("admin"), "sales", "orders", List.of());
    assertThat(lake.service.mayDescribeTable(caller("ana"), "sales", "orders")).isFalse();
  }

  static String optIn(String principal, String resource) {
    return "{\"Principal\":{\"DataLakePrincipalIdentifier\":\"%s\"},\"Resource\":%s}"
        .formatted(arn(principal), resource);
  }

  static String tagged(String resource, String value) {
    return "{\"Resource\":%s,\"LFTags\":[{\"TagKey\":\"team\",\"TagValues\":[\"%s\"]}]}"
        .formatted(resource, value);
  }

  static String policy(String type, String value) {
    return ("{\"LFTagPolicy\":{\"ResourceType\":\"%s\","
            + "\"Expression\":[{\"TagKey\":\"team\",\"TagValues\":[\"%s\"]}]}}")
        .formatted(type, value);
  }
}
