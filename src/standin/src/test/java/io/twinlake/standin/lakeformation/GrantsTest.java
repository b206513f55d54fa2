package io.twinlake.standin.lakeformation;

import static io.twinlake.standin.lakeformation.LakeUnderTest.allColumnsBut;
import static io.twinlake.standin.lakeformation.LakeUnderTest.allTables;
import static io.twinlake.standin.lakeformation.LakeUnderTest.arn;
import static io.twinlake.standin.lakeformation.LakeUnderTest.columns;
import static io.twinlake.standin.lakeformation.LakeUnderTest.database;
import static io.twinlake.standin.lakeformation.LakeUnderTest.grantBody;
import static io.twinlake.standin.lakeformation.LakeUnderTest.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GrantsTest {
  private static final String TABLES = "{\"ResourceType\":\"TABLE\"}";
  private final LakeUnderTest lake = LakeUnderTest.governed();

  @Test
  void tellsOfEachEntryWhatIsWrongWithIt() {
    String longest = "arn:aws:iam::" + LakeUnderTest.ACCOUNT + ":role/" + "r".repeat(224);
    lake.principals.add(longest);
    String longer = "arn:aws:quicksight:us-east-1:1:user/" + "u".repeat(220);
    String entries =
        String.join(
            ",",
            entryFor("fits", longest, "SELECT"),
            entryFor("long", longer, "SELECT"),
            entryFor("gone", arn("nobody"), "SELECT"),
            entryFor("unknown", arn("ana"), "FLY"),
            entryFor("good", arn("ana"), "SELECT"));
    assertThat(longest).hasSize(255);
    assertThat(longer).hasSize(256);
    assertThat(
            lake.as("admin", "BatchGrantPermissions", "{\"Entries\":[" + entries + "]}")
                .path("Failures"))
        .extracting(
            failure ->
                failure.path("RequestEntry").path("Id").asText()
                    + ": "
                    + failure.path("Error").path("ErrorMessage").asText())
        .containsExactly(
            "long: Principal is longer than 255 characters.",
            "gone: Invalid principal, " + arn("nobody"),
            "unknown: Permissions modification is invalid.");
  }

  private static String entryFor(String id, String principal, String permission) {
    return ("{\"Id\":\"%s\",\"Principal\":{\"DataLakePrincipalIdentifier\":\"%s\"},"
            + "\"Resource\":%s,\"Permissions\":[\"%s\"]}")
        .formatted(id, principal, table("sales", "orders"), permission);
  }

  @Test
  void refusesLongAndEmptyConditions() {
    String body = grantBody("ana", table("sales", "orders"), "SELECT", "");
    String condition = ",\"Condition\":{\"Expression\":\"%s\"}}";
    String all = body.substring(0, body.length() - 1) + condition;
    assertThat(lake.refusal("admin", "GrantPermissions", all.formatted("x".repeat(3001))))
        .startsWith("InvalidInputException: Condition");
    assertThat(lake.refusal("admin", "GrantPermissions", all.formatted("")))
        .startsWith("InvalidInputException: Expression");
    lake.as("admin", "GrantPermissions", all.formatted("x".repeat(3000)));
  }

  @BeforeEach
  void fill() {
    lake.catalog.with("sales", "orders", "id", "amount", "card").with("sales", "gone");
    lake.catalog.with("sales", "v", "id").is("sales.v", "view");
    lake.catalog.with("sales", "l", "id").is("sales.l", "link");
  }

  @Test
  void listsSelectOnATableAsARowOfItsOwn() {
    lake.grant("ana", table("sales", "orders"), "SELECT INSERT", "SELECT");
    assertThat(lake.rows("admin", TABLES))
        .containsExactly(
            "ana {Table:{DatabaseName:sales,Name:orders}} [INSERT][]",
            "ana {TableWithColumns:{DatabaseName:sales,Name:orders,ColumnWildcard:{}}}"
                + " [SELECT][SELECT]");
  }

  @Test
  void listsAllTablesUnderAwsName() {
    lake.grant("ana", allTables("sales"), "SELECT DESCRIBE", "");
    assertThat(lake.rows("admin", TABLES))
        .containsExactly(
            "ana {Table:{DatabaseName:sales,Name:ALL_TABLES,TableWildcard:{}}} [DESCRIBE][]",
            "ana {TableWithColumns:{DatabaseName:sales,Name:ALL_TABLES,ColumnWildcard:{}}}"
                + " [SELECT][]");
  }

  @Test
  void refusesAllTablesInTheirListedForm() {
    String listed =
        "{\"Table\":{\"DatabaseName\":\"sales\",\"Name\":\"ALL_TABLES\",\"TableWildcard\":{}}}";
    assertThat(lake.refusedGrant("ana", listed, "SELECT", ""))
        .isEqualTo("InvalidInputException: Table name and table wildcard cannot both be present.");
  }

  @Test
  void listsAllWithItsMembers() {
    lake.grant("ana", database("sales"), "ALL", "");
    assertThat(lake.rows("admin", "{\"ResourceType\":\"DATABASE\"}"))
        .containsExactly(
            "ana {Database:{Name:sales}} [ALL, ALTER, CREATE_TABLE, DESCRIBE, DROP][]");
  }

  @Test
  void endsAllWhenOneMemberGoes() {
    lake.grant("ana", table("sales", "orders"), "ALL", "");
    lake.revoke("ana", table("sales", "orders"), "SELECT", "");
    assertThat(lake.rows("admin", TABLES))
        .containsExactly(
            "ana {Table:{DatabaseName:sales,Name:orders}} [ALTER, DELETE, DESCRIBE, DROP,"
                + " INSERT][]");
  }

  @Test
  void keepsTheGrantOptionUntilItIsRevokedItself() {
    lake.grant("ana", database("sales"), "ALTER", "ALTER");
    lake.revoke("ana", database("sales"), "ALTER", "");
    assertThat(lake.rows("admin", "{\"ResourceType\":\"DATABASE\"}"))
        .containsExactly("ana {Database:{Name:sales}} [][ALTER]");
    lake.revoke("ana", database("sales"), "ALTER", "ALTER");
    assertThat(lake.rows("admin", "{\"ResourceType\":\"DATABASE\"}")).isEmpty();
  }

  @Test
  void addsToWhatIsHeldAndDatesOnlyRealChanges() {
    lake.grant("ana", database("sales"), "ALTER", "");
    var first = lake.list("admin", "ListPermissions", "{}", "PrincipalResourcePermissions");
    lake.grant("ana", database("sales"), "ALTER", "");
    assertThat(lake.list("admin", "ListPermissions", "{}", "PrincipalResourcePermissions"))
        .isEqualTo(first);
    lake.grant("ana", database("sales"), "DROP", "DROP");
    assertThat(lake.rows("admin", "{\"ResourceType\":\"DATABASE\"}"))
        .containsExactly("ana {Database:{Name:sales}} [ALTER, DROP][DROP]");
  }

  @Test
  void gathersNamedColumnsOfAPrincipal() {
    lake.grant("ana", columns("sales", "orders", "amount"), "SELECT", "");
    lake.grant("ana", columns("sales", "orders", "id amount"), "SELECT", "");
    assertThat(lake.rows("admin", TABLES))
        .containsExactly(
            "ana {TableWithColumns:{DatabaseName:sales,Name:orders,ColumnNames:[amount,id]}}"
                + " [SELECT][]");
    lake.revoke("ana", columns("sales", "orders", "amount"), "SELECT", "");
    assertThat(lake.rows("admin", TABLES))
        .containsExactly(
            "ana {TableWithColumns:{DatabaseName:sales,Name:orders,ColumnNames:[id]}}"
                + " [SELECT][]");
  }

  @Test
  void listsExcludedColumns() {
    lake.grant("ana", allColumnsBut("sales", "orders", "card"), "SELECT", "");
    assertThat(lake.rows("admin", TABLES))
        .containsExactly(
            "ana {TableWithColumns:{DatabaseName:sales,Name:orders,"
                + "ColumnWildcard:{ExcludedColumnNames:[card]}}} [SELECT][]");
    assertThat(
            lake.refusedGrant("eve", allColumnsBut("sales", "orders", "card"), "SELECT", "SELECT"))
        .startsWith("InvalidInputException");
  }

  @Test
  void refusesWritePermissionsBesideSomeColumns() {
    lake.grant("ana", columns("sales", "orders", "id"), "SELECT", "");
    assertThat(lake.refusedGrant("ana", table("sales", "orders"), "INSERT", ""))
        .isEqualTo("InvalidInputException: Permissions modification is invalid.");
    lake.grant("ana", table("sales", "orders"), "DESCRIBE", "");
  }

  @Test
  void refusesToNarrowSelectOnAllColumns() {
    lake.grant("ana", table("sales", "orders"), "SELECT", "");
    assertThat(lake.refusedGrant("ana", columns("sales", "orders", "id"), "SELECT", ""))
        .isEqualTo("InvalidInputException: Permissions modification is invalid.");
    assertThat(lake.refusedRevoke("ana", columns("sales", "orders", "id"), "SELECT", ""))
        .isEqualTo("InvalidInputException: Permissions modification is invalid.");
  }

  @Test
  void refusesWhatDoesNotFitTheResource() {
    String invalid = "InvalidInputException: Permissions modification is invalid.";
    assertThat(lake.refusedGrant("ana", database("sales"), "SELECT", "")).isEqualTo(invalid);
    assertThat(lake.refusedGrant("ana", table("sales", "v"), "INSERT", "")).isEqualTo(invalid);
    assertThat(lake.refusedGrant("ana", table("sales", "l"), "SELECT", "")).isEqualTo(invalid);
    assertThat(lake.refusedGrant("ana", "{\"Catalog\":{}}", "DROP", "")).isEqualTo(invalid);
    assertThat(lake.refusedGrant("ana", columns("sales", "orders", "no"), "SELECT", ""))
        .isEqualTo("InvalidInputException: cannot grant/revoke permission on non-existent column.");
    assertThat(lake.refusedGrant("ana", database("sales"), "DROP", "ALTER"))
        .startsWith("InvalidInputException: Permissions with grant option");
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThat(lake.refusedGrant("ana", table("sales", "no"), "SELECT", ""))
        .isEqualTo("EntityNotFoundException: Table no not found.");
    assertThat(lake.refusedGrant("nobody", database("sales"), "DROP", ""))
        .isEqualTo("InvalidInputException: Invalid principal, " + arn("nobody"));
    assertThat(
            lake.refusal(
                "eve", "GrantPermissions", grantBody("ana", table("sales", "no"), "SELECT", "")))
        .startsWith("AccessDeniedException: Resource does not exist or requester is not");
  }

  @Test
  void letsHoldersOfTheGrantOptionGrant() {
    lake.grant("ana", table("sales", "orders"), "SELECT INSERT", "SELECT");
    String select = grantBody("eve", table("sales", "orders"), "SELECT", "");
    lake.as("ana", "GrantPermissions", select);
    String insert = grantBody("eve", table("sales", "orders"), "INSERT", "");
    assertThat(lake.refusal("ana", "GrantPermissions", insert)).startsWith("AccessDeniedException");
  }

  @Test
  void acceptsOnlyAllForIamAllowedPrincipals() {
    lake.grant("IAM_ALLOWED_PRINCIPALS", table("sales", "orders"), "ALL", "");
    assertThat(lake.rows("admin", TABLES))
        .containsExactly("IAM_ALLOWED_PRINCIPALS {Table:{DatabaseName:sales,Name:orders}} [ALL][]");
    assertThat(lake.refusedGrant("IAM_ALLOWED_PRINCIPALS", table("sales", "orders"), "SELECT", ""))
        .isEqualTo("InvalidInputException: Permissions modification is invalid.");
    assertThat(lake.refusedGrant("IAM_ALLOWED_PRINCIPALS", database("sales"), "ALL", "ALL"))
        .isEqualTo("InvalidInputException: Permissions modification is invalid.");
    lake.revoke("IAM_ALLOWED_PRINCIPALS", table("sales", "orders"), "ALL", "");
    assertThat(lake.rows("admin", TABLES)).isEmpty();
  }

  @Test
  void refusesToRevokeNothing() {
    assertThat(lake.refusedRevoke("ana", table("sales", "orders"), "SELECT", ""))
        .isEqualTo(
            "InvalidInputException: No permissions revoked. Grantee has no permissions and no"
                + " grantable permissions on resource");
  }

  @Test
  void listsCreatorsAndDoesNotRevokeThem() {
    lake.service.tableCreated(LakeUnderTest.caller("ana"), "sales", "orders", List.of());
    assertThat(lake.rows("admin", TABLES)).hasSize(2).allMatch(row -> row.startsWith("ana "));
    assertThat(lake.refusedRevoke("ana", table("sales", "orders"), "ALL", "ALL"))
        .startsWith("InvalidInputException: No permissions revoked.");
  }

  @Test
  void forgetsTheRowsOfADeletedTable() {
    lake.grant("ana", table("sales", "orders"), "SELECT", "");
    lake.service.tableDeleted("sales", "orders");
    assertThat(lake.rows("admin", TABLES)).isEmpty();
  }

  @Test
  void answersABatchEntryByEntry() {
    ObjectNode answer =
        lake.as(
            "admin",
            "BatchGrantPermissions",
            "{\"Entries\":[%s,%s]}"
                .formatted(entry("1", "orders", "SELECT"), entry("2", "no", "SELECT")));
    assertThat(answer.path("Failures")).hasSize(1);
    assertThat(answer.path("Failures").get(0).path("RequestEntry").path("Id").asText())
        .isEqualTo("2");
    assertThat(answer.path("Failures").get(0).path("Error").path("ErrorCode").asText())
        .isEqualTo("EntityNotFoundException");
    assertThat(lake.rows("admin", TABLES)).hasSize(1);
  }

  @Test
  void takesTwentyEntriesWithTheirOwnIds() {
    String many =
        IntStream.range(0, 21)
            .mapToObj(i -> entry("" + i, "orders", "SELECT"))
            .collect(Collectors.joining(","));
    assertThat(lake.refusal("admin", "BatchGrantPermissions", "{\"Entries\":[" + many + "]}"))
        .startsWith("InvalidInputException");
    String twice = entry("1", "orders", "SELECT") + "," + entry("1", "orders", "INSERT");
    assertThat(lake.refusal("admin", "BatchGrantPermissions", "{\"Entries\":[" + twice + "]}"))
        .startsWith("InvalidInputException");
  }

  private static String entry(String id, String table, String permission) {
    return grantBody("ana", table("sales", table), permission, "")
        .replaceFirst("\\{", "{\"Id\":\"" + id + "\",");
  }
}
