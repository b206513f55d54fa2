package io.twinlake.standin.lakeformation;

import static io.twinlake.standin.lakeformation.LakeUnderTest.allTables;
import static io.twinlake.standin.lakeformation.LakeUnderTest.arn;
import static io.twinlake.standin.lakeformation.LakeUnderTest.columns;
import static io.twinlake.standin.lakeformation.LakeUnderTest.database;
import static io.twinlake.standin.lakeformation.LakeUnderTest.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListingTest {
  private final LakeUnderTest lake = LakeUnderTest.governed();

  @BeforeEach
  void fill() {
    lake.catalog.with("sales", "orders", "id", "amount").with("sales", "people", "id");
  }

  @Test
  void givesShortAndEmptyPagesBeforeTheLast() {
    lake.grant("ana", database("sales"), "DROP", "");
    lake.grant("eve", database("sales"), "DROP", "");
    ObjectNode first = lake.as("admin", "ListPermissions", "{\"MaxResults\":3}");
    ObjectNode second =
        lake.as(
            "admin",
            "ListPermissions",
            "{\"MaxResults\":3,\"NextToken\":%s}".formatted(first.get("NextToken")));
    assertThat(first.path("PrincipalResourcePermissions")).hasSize(2);
    assertThat(second.path("PrincipalResourcePermissions")).isEmpty();
    assertThat(second.has("NextToken")).isTrue();
    assertThat(lake.rows("admin", "{\"MaxResults\":1}")).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void givesFullPagesWhenAsked() {
    lake.service.paging(Paging.FULL);
    assertThat(lake.as("admin", "ListPermissions", "{}").has("NextToken")).isFalse();
  }

  @Test
  void refusesOddSizesAndForeignTokens() {
    assertThat(lake.refusal("admin", "ListPermissions", "{\"MaxResults\":1001}"))
        .startsWith("InvalidInputException");
    lake.grant("ana", database("sales"), "DROP", "");
    JsonNode token = lake.as("admin", "ListPermissions", "{}").get("NextToken");
    assertThat(lake.refusal("admin", "ListResources", "{\"NextToken\":" + token + "}"))
        .isEqualTo("InvalidInputException: Unable to parse the NextToken.");
  }

  @Test
  void showsOthersOnlyWhatTheyHoldThemselves() {
    lake.grant("ana", table("sales", "orders"), "SELECT INSERT", "");
    lake.grant("eve", table("sales", "orders"), "INSERT", "");
    lake.grant("ana", table("sales", "people"), "SELECT", "");
    assertThat(lake.rows("eve", "{}"))
        .containsExactly(
            "ana {Table:{DatabaseName:sales,Name:orders}} [INSERT][]",
            "eve {Table:{DatabaseName:sales,Name:orders}} [INSERT][]");
  }

  @Test
  void showsWhatIsInEffectOnOneTable() {
    lake.grant("ana", allTables("sales"), "SELECT", "");
    lake.grant("eve", columns("sales", "orders", "id"), "SELECT", "");
    assertThat(lake.rows("admin", "{\"Resource\":" + table("sales", "orders") + "}"))
        .containsExactlyInAnyOrder(
            "eve {TableWithColumns:{DatabaseName:sales,Name:orders,ColumnNames:[id]}} [SELECT][]",
            "ana {TableWithColumns:{DatabaseName:sales,Name:orders,ColumnWildcard:{}}}"
                + " [SELECT][]");
    assertThat(lake.rows("admin", "{\"Resource\":" + table("sales", "people") + "}")).hasSize(1);
  }

  @Test
  void filtersByPrincipal() {
    lake.grant("ana", database("sales"), "DROP", "");
    lake.grant("eve", database("sales"), "DROP", "");
    assertThat(
            lake.rows(
                "admin",
                "{\"Principal\":{\"DataLakePrincipalIdentifier\":\"" + arn("eve") + "\"}}"))
        .containsExactly("eve {Database:{Name:sales}} [DROP][]");
  }

  @Test
  void doesNotTakeATableWithColumnsAsAFilter() {
    assertThat(
            lake.refusal(
                "admin",
                "ListPermissions",
                "{\"Resource\":" + columns("sales", "orders", "id") + "}"))
        .startsWith("InvalidInputException");
  }

  @Test
  void listsEveryKindOfResource() {
    lake.as("admin", "CreateLFTag", "{\"TagKey\":\"team\",\"TagValues\":[\"a\",\"b\"]}");
    lake.as(
        "admin",
        "CreateLFTagExpression",
        "{\"Name\":\"mine\",\"Expression\":[{\"TagKey\":\"team\",\"TagValues\":[\"A\"]}]}");
    lake.grant("ana", "{\"Catalog\":{}}", "CREATE_DATABASE", "");
    lake.grant("ana", "{\"LFTag\":{\"TagKey\":\"team\",\"TagValues\":[\"a\"]}}", "ASSOCIATE", "");
    lake.grant("ana", RightsTest.policy("TABLE", "a"), "SELECT", "SELECT");
    lake.grant(
        "ana",
        "{\"LFTagPolicy\":{\"ResourceType\":\"DATABASE\",\"ExpressionName\":\"mine\"}}",
        "DESCRIBE",
        "");
    lake.grant("ana", "{\"LFTagExpression\":{\"Name\":\"mine\"}}", "DESCRIBE", "");
    assertThat(lake.rows("admin", "{}").stream().filter(row -> row.startsWith("ana ")))
        .containsExactlyInAnyOrder(
            "ana {Catalog:{Id:123456789111}} [CREATE_DATABASE][]",
            "ana {LFTag:{TagKey:team,TagValues:[a]}} [ASSOCIATE][]",
            "ana {LFTagPolicy:{ResourceType:TABLE,Expression:[{TagKey:team,TagValues:[a]}]}}"
                + " [SELECT][SELECT]",
            "ana {LFTagPolicy:{ResourceType:DATABASE,ExpressionName:mine}} [DESCRIBE][]",
            "ana {LFTagExpression:{Name:mine}} [DESCRIBE][]");
    assertThat(lake.rows("admin", "{\"ResourceType\":\"LF_TAG_POLICY\"}")).hasSize(1);
    assertThat(lake.rows("admin", "{\"ResourceType\":\"LF_TAG_POLICY_TABLE\"}")).hasSize(1);
    assertThat(lake.rows("admin", "{\"ResourceType\":\"LF_NAMED_TAG_EXPRESSION\"}")).hasSize(1);
  }

  @Test
  void showsRowsThatTheSdkDoesNotKnow() {
    String row = "{\"Resource\":{\"Moon\":{\"Name\":\"x\"}},\"Permissions\":[\"LAND\"]}";
    lake.service.listAlso(row);
    List<JsonNode> rows =
        lake.list("admin", "ListPermissions", "{\"MaxResults\":1}", "PrincipalResourcePermissions");
    assertThat(rows.get(rows.size() - 1).toString()).isEqualTo(row);
    assertThat(lake.rows("ana", "{}")).isEmpty();
    assertThat(lake.rows("admin", "{\"ResourceType\":\"TABLE\"}")).isEmpty();
  }

  @Test
  void listsOptIns() {
    lake.as("admin", "CreateLakeFormationOptIn", RightsTest.optIn("ana", allTables("sales")));
    List<JsonNode> optIns =
        lake.list("admin", "ListLakeFormationOptIns", "{}", "LakeFormationOptInsInfoList");
    assertThat(optIns).hasSize(1);
    assertThat(optIns.get(0).path("Resource").toString())
        .isEqualTo(
            "{\"Table\":{\"CatalogId\":\"123456789111\",\"DatabaseName\":\"sales\",\"TableWildcard\":{}}}");
    assertThat(
            lake.refusal(
                "ana",
                "CreateLakeFormationOptIn",
                RightsTest.optIn("eve", table("sales", "orders"))))
        .startsWith("AccessDeniedException");
    lake.as("admin", "DeleteLakeFormationOptIn", RightsTest.optIn("ana", allTables("sales")));
    assertThat(lake.list("admin", "ListLakeFormationOptIns", "{}", "LakeFormationOptInsInfoList"))
        .isEmpty();
  }

  @Test
  void tellsOnlyThoseWhoSeeEverythingWhatIsMissing() {
    String missing = "{\"Resource\":" + table("sales", "no") + "}";
    assertThat(lake.refusal("admin", "ListPermissions", missing))
        .isEqualTo("EntityNotFoundException: Table no not found.");
    assertThat(lake.refusal("ana", "ListPermissions", missing))
        .startsWith("AccessDeniedException: Resource does not exist or requester");
  }
}
