package io.twinlake.standin.lakeformation;

import static io.twinlake.standin.lakeformation.LakeUnderTest.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.twinlake.standin.wire.AwsError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowPoliciesTest {
  private static final String COLUMNS = "[{\"Name\":\"Region\",\"Type\":\"string\"}]";
  private static final String RESOURCE = "{\"RLSPolicy\":{\"Name\":\"eu_ROWS\"}}";
  private final LakeUnderTest lake = LakeUnderTest.governed();

  @BeforeEach
  void fill() {
    lake.catalog.with("sales", "orders", "id", "region");
    lake.as("admin", "CreateRLSPolicy", policy("EU_rows", COLUMNS, "region = 'eu'"));
  }

  @Test
  void keepsTheNameAsGivenAndFindsItHoweverWritten() {
    assertThat(lake.as("admin", "GetRLSPolicy", "{\"Name\":\"eu_ROWS\"}").toString())
        .isEqualTo(
            "{\"RLSPolicy\":{\"CatalogId\":\"123456789111\",\"Name\":\"EU_rows\","
                + "\"AttachmentColumns\":[{\"Name\":\"Region\",\"Type\":\"string\"}],"
                + "\"FilterExpression\":\"region = 'eu'\"}}");
    assertThat(lake.refusal("admin", "CreateRLSPolicy", policy("eu_rows", COLUMNS, "true")))
        .startsWith("AlreadyExistsException");
    assertThat(lake.refusal("admin", "GetRLSPolicy", "{\"Name\":\"us\"}"))
        .startsWith("EntityNotFoundException");
  }

  @Test
  void refusesWhatThePolicyCannotBe() {
    assertThat(lake.refusal("admin", "CreateRLSPolicy", policy("a", "[]", "true")))
        .startsWith("InvalidInputException: AttachmentColumns");
    assertThat(lake.refusal("admin", "CreateRLSPolicy", policy("a", COLUMNS, " ")))
        .startsWith("InvalidInputException: FilterExpression");
    assertThat(lake.refusal("admin", "CreateRLSPolicy", policy("a", COLUMNS, "x".repeat(2049))))
        .startsWith("InvalidInputException: FilterExpression");
    assertThat(
            lake.refusal(
                "admin",
                "CreateRLSPolicy",
                policy("a", "[{\"Name\":\"id\"},{\"Name\":\"ID\"}]", "true")))
        .startsWith("InvalidInputException: AttachmentColumns");
    assertThat(lake.refusal("admin", "CreateRLSPolicy", policy("n".repeat(256), COLUMNS, "true")))
        .startsWith("InvalidInputException: Name");
    lake.as("admin", "CreateRLSPolicy", policy("a", COLUMNS, "x".repeat(2048)));
  }

  @Test
  void changesTheExpressionOnly() {
    lake.as("admin", "UpdateRLSPolicy", "{\"Name\":\"eu_rows\",\"FilterExpression\":\"false\"}");
    JsonNode policy = lake.as("admin", "GetRLSPolicy", "{\"Name\":\"eu_rows\"}").path("RLSPolicy");
    assertThat(policy.path("Name").asText()).isEqualTo("EU_rows");
    assertThat(policy.path("FilterExpression").asText()).isEqualTo("false");
    assertThat(lake.refusal("admin", "UpdateRLSPolicy", "{\"Name\":\"eu_rows\"}"))
        .startsWith("InvalidInputException: FilterExpression");
    assertThat(
            lake.refusal(
                "admin",
                "UpdateRLSPolicy",
                "{\"Name\":\"eu_rows\",\"AttachmentColumns\":[{\"Name\":\"id\"}]}"))
        .startsWith("SerializationException");
    assertThat(
            lake.refusal(
                "admin", "UpdateRLSPolicy", "{\"Name\":\"us\",\"FilterExpression\":\"false\"}"))
        .startsWith("EntityNotFoundException");
  }

  @Test
  void listsByPages() {
    lake.as("admin", "CreateRLSPolicy", policy("B", COLUMNS, "true"));
    lake.as("admin", "CreateRLSPolicy", policy("a", COLUMNS, "true"));
    assertThat(lake.list("admin", "ListRLSPolicies", "{\"MaxResults\":1}", "RLSPolicies"))
        .extracting(each -> each.path("Name").asText())
        .containsExactly("a", "B", "EU_rows");
  }

  @Test
  void deletingAPolicyTakesItsAttachmentsAndGrantsAlong() {
    lake.grant("ana", RESOURCE, "DESCRIBE ASSOCIATE", "DESCRIBE");
    lake.as("admin", "AttachRLSPolicy", AttachmentsTest.attach("eu_rows", "ana", false));
    lake.as("admin", "DeleteRLSPolicy", "{\"Name\":\"EU_ROWS\"}");
    assertThat(lake.list("admin", "ListRLSPolicies", "{}", "RLSPolicies")).isEmpty();
    assertThat(AttachmentsTest.listed(lake, "admin", "{}")).isEmpty();
    assertThat(lake.rows("admin", "{}")).noneMatch(row -> row.contains("RLSPolicy"));
    assertThat(lake.refusal("admin", "DeleteRLSPolicy", "{\"Name\":\"EU_ROWS\"}"))
        .startsWith("EntityNotFoundException");
  }

  @Test
  void isGrantedUnderTheNameThatItWasGiven() {
    lake.grant("ana", RESOURCE, "DESCRIBE ASSOCIATE", "DESCRIBE");
    lake.grant("ana", "{\"Catalog\":{}}", "CREATE_RLS_POLICY", "");
    assertThat(lake.rows("admin", "{}"))
        .contains(
            "ana {RLSPolicy:{Name:EU_rows}} [ASSOCIATE, DESCRIBE][DESCRIBE]",
            "ana {Catalog:{Id:123456789111}} [CREATE_RLS_POLICY][]");
    assertThat(lake.rows("admin", "{\"Resource\":" + RESOURCE + "}")).hasSize(1);
    assertThat(lake.refusedGrant("ana", RESOURCE, "SELECT", ""))
        .isEqualTo("InvalidInputException: Permissions modification is invalid.");
    assertThat(lake.refusedGrant("ana", RESOURCE.replace("eu_ROWS", "us"), "DROP", ""))
        .startsWith("EntityNotFoundException");
    lake.revoke("ana", RESOURCE, "DESCRIBE ASSOCIATE", "DESCRIBE");
    assertThat(lake.rows("admin", "{\"Resource\":" + RESOURCE + "}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"DESCRIBE,GetRLSPolicy", "ALTER,UpdateRLSPolicy", "DROP,DeleteRLSPolicy"})
  void needsThePermissionThatAwsDocuments(String permission, String operation) {
    String body =
        operation.equals("UpdateRLSPolicy")
            ? "{\"Name\":\"EU_rows\",\"FilterExpression\":\"false\"}"
            : "{\"Name\":\"EU_rows\"}";
    assertThat(lake.refusal("ana", operation, body)).startsWith("AccessDeniedException");
    lake.grant("ana", RESOURCE, permission, "");
    assertThat(lake.refusal("ana", operation, body)).isEqualTo("none");
  }

  @Test
  void othersMakePoliciesOnlyWithTheRightAndSeeOnlyTheirOwn() {
    assertThat(lake.refusal("ana", "CreateRLSPolicy", policy("a", COLUMNS, "true")))
        .startsWith("AccessDeniedException");
    lake.grant("ana", "{\"Catalog\":{}}", "CREATE_RLS_POLICY", "");
    lake.as("ana", "CreateRLSPolicy", policy("a", COLUMNS, "true"));
    assertThat(lake.list("eve", "ListRLSPolicies", "{}", "RLSPolicies")).isEmpty();
    lake.grant("eve", RESOURCE, "DESCRIBE", "");
    assertThat(lake.list("eve", "ListRLSPolicies", "{}", "RLSPolicies")).hasSize(1);
  }

  @Test
  void readOnlyAdminsSeeEverythingOrWhatTheyAreGranted() {
    lake.as(
        "admin",
        "PutDataLakeSettings",
        LakeUnderTest.settings("admin")
            .replace(
                "\"CreateDatabaseDefault",
                "\"ReadOnlyAdmins\":[{\"DataLakePrincipalIdentifier\":\""
                    + LakeUnderTest.arn("eve")
                    + "\"}],\"CreateDatabaseDefault"));
    lake.as("admin", "AttachRLSPolicy", AttachmentsTest.attach("eu_rows", "ana", false));
    assertThat(lake.list("eve", "ListRLSPolicies", "{}", "RLSPolicies")).hasSize(1);
    assertThat(AttachmentsTest.listed(lake, "eve", "{}")).hasSize(1);
    lake.service.readOnlyAdminsSeeRowPolicies(false);
    assertThat(lake.list("eve", "ListRLSPolicies", "{}", "RLSPolicies")).isEmpty();
    assertThat(AttachmentsTest.listed(lake, "eve", "{}")).isEmpty();
    assertThat(lake.refusal("eve", "GetRLSPolicy", "{\"Name\":\"EU_rows\"}"))
        .startsWith("AccessDeniedException");
  }

  @ParameterizedTest
  @CsvSource({
    "GetRLSPolicy",
    "ListRLSPolicies",
    "CreateRLSPolicy",
    "UpdateRLSPolicy",
    "DeleteRLSPolicy",
    "AttachRLSPolicy",
    "DetachRLSPolicy",
    "ListRLSPolicyAttachments"
  })
  void aRegionMayNotKnowThem(String operation) {
    lake.service.supportsRowPolicies(false);
    AwsError error = catchThrowableOfType(AwsError.class, () -> lake.as("admin", operation, "{}"));
    assertThat(error.code()).isEqualTo("UnknownOperationException");
    assertThat(error.status()).isEqualTo(404);
  }

  @Test
  void aRegionWithoutThemGrantsNothingOnThem() {
    lake.service.supportsRowPolicies(false);
    assertThat(lake.refusedGrant("ana", RESOURCE, "DESCRIBE", ""))
        .startsWith("InvalidInputException");
    assertThat(lake.refusedGrant("ana", "{\"Catalog\":{}}", "CREATE_RLS_POLICY", ""))
        .startsWith("InvalidInputException");
    assertThat(lake.refusedGrant("ana", table("sales", "orders"), "SELECT", "")).isEqualTo("none");
  }

  static String policy(String name, String columns, String expression) {
    return "{\"Name\":\"%s\",\"AttachmentColumns\":%s,\"FilterExpression\":\"%s\"}"
        .formatted(name, columns, expression);
  }
}
