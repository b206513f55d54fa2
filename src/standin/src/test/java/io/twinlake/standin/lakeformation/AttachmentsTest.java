package io.twinlake.standin.lakeformation;

import static io.twinlake.standin.lakeformation.LakeUnderTest.allTables;
import static io.twinlake.standin.lakeformation.LakeUnderTest.arn;
import static io.twinlake.standin.lakeformation.LakeUnderTest.columns;
import static io.twinlake.standin.lakeformation.LakeUnderTest.database;
import static io.twinlake.standin.lakeformation.LakeUnderTest.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentsTest {
  private static final String ORDERS = table("sales", "orders");
  private final LakeUnderTest lake = LakeUnderTest.governed();

  @BeforeEach
  void fill() {
    lake.catalog.with("sales", "orders", "id", "region").with("sales", "v", "region");
    lake.catalog.with("sales", "l", "region").with("sales", "bare", "id");
    lake.catalog.is("sales.v", "view").is("sales.l", "link");
    lake.as("admin", "CreateLFTag", "{\"TagKey\":\"team\",\"TagValues\":[\"a\"]}");
    lake.as(
        "admin",
        "CreateLFTagExpression",
        "{\"Name\":\"mine\",\"Expression\":[{\"TagKey\":\"team\",\"TagValues\":[\"a\"]}]}");
    for (String name : List.of("EU", "US")) {
      String columns = "[{\"Name\":\"Region\"}]";
      lake.as("admin", "CreateRLSPolicy", RowPoliciesTest.policy(name, columns, "true"));
    }
  }

  @Test
  void listsAnAttachmentWithThePolicysOwnName() {
    lake.as("admin", "AttachRLSPolicy", attach("eu", "ana", false));
    assertThat(lake.as("admin", "ListRLSPolicyAttachments", "{}").toString())
        .isEqualTo(
            "{\"RLSPolicyAttachments\":[{\"CatalogId\":\"123456789111\",\"PolicyName\":\"EU\","
                + "\"Principal\":{\"DataLakePrincipalIdentifier\":\""
                + arn("ana")
                + "\"},\"Resource\":{\"Table\":{\"CatalogId\":\"123456789111\","
                + "\"DatabaseName\":\"sales\",\"Name\":\"orders\"}},\"DefaultRLSPolicy\":false}]}");
  }

  @Test
  void tellsAttachmentsApartByPolicyPrincipalAndCondition() {
    lake.as("admin", "AttachRLSPolicy", attach("eu", "ana", false));
    assertThat(lake.refusal("admin", "AttachRLSPolicy", attach("EU", "ana", false)))
        .startsWith("AlreadyExistsException");
    assertThat(lake.refusal("admin", "AttachRLSPolicy", attach("EU", "ana", true)))
        .startsWith("AlreadyExistsException");
    lake.as("admin", "AttachRLSPolicy", attach("us", "ana", false));
    lake.as("admin", "AttachRLSPolicy", attach("eu", "eve", false));
    lake.as("admin", "AttachRLSPolicy", conditional(attach("eu", "eve", false)));
    assertThat(listed(lake, "admin", "{\"MaxResults\":1}"))
        .containsExactly("EU ana", "EU eve", "EU eve if", "US ana");
    assertThat(lake.refusal("admin", "DetachRLSPolicy", conditional(detach("eu", "ana", false))))
        .startsWith("EntityNotFoundException");
    lake.as("admin", "DetachRLSPolicy", conditional(detach("eu", "eve", false)));
    assertThat(listed(lake, "admin", "{}")).containsExactly("EU ana", "EU eve", "US ana");
  }

  @Test
  void filtersByResourcePrincipalAndPolicy() {
    lake.as("admin", "AttachRLSPolicy", attach("eu", "ana", false));
    lake.as("admin", "AttachRLSPolicy", attach("us", "eve", false));
    lake.as("admin", "AttachRLSPolicy", on(RightsTest.policy("TABLE", "a"), "us"));
    assertThat(listed(lake, "admin", "{\"Resource\":" + ORDERS + "}"))
        .containsExactly("EU ana", "US eve");
    assertThat(listed(lake, "admin", "{\"PolicyName\":\"us\"}"))
        .containsExactly("US eve", "US ana");
    String ana = "{\"DataLakePrincipalIdentifier\":\"" + arn("ana") + "\"}";
    assertThat(listed(lake, "admin", "{\"Principal\":" + ana + ",\"Resource\":" + ORDERS + "}"))
        .containsExactly("EU ana");
    assertThat(lake.refusal("admin", "ListRLSPolicyAttachments", "{\"PolicyName\":\"no\"}"))
        .startsWith("EntityNotFoundException");
  }

  @Test
  void movesTheDefaultToThePolicyThatWasSetLast() {
    lake.as("admin", "AttachRLSPolicy", attach("eu", null, true));
    lake.as("admin", "AttachRLSPolicy", attach("us", "ana", true));
    assertThat(listed(lake, "admin", "{}")).containsExactly("US ana default");
    lake.as("admin", "AttachRLSPolicy", attach("eu", null, true));
    assertThat(listed(lake, "admin", "{}")).containsExactly("EU everyone default", "US ana");
    assertThat(lake.service.defaultRowPolicy("sales", "orders")).contains("EU");
    lake.as("admin", "DetachRLSPolicy", detach("eu", null, true));
    assertThat(listed(lake, "admin", "{}")).containsExactly("US ana");
    assertThat(lake.service.defaultRowPolicy("sales", "orders")).isEmpty();
  }

  @Test
  void takesADefaultAwayOnlyWhenToldTo() {
    lake.as("admin", "AttachRLSPolicy", attach("us", "ana", true));
    assertThat(lake.refusal("admin", "DetachRLSPolicy", detach("us", "ana", false)))
        .startsWith("InvalidInputException: RemoveDefault");
    assertThat(lake.refusal("admin", "DetachRLSPolicy", detach("eu", null, true)))
        .startsWith("EntityNotFoundException");
    lake.as("admin", "DetachRLSPolicy", detach("us", null, true));
    assertThat(listed(lake, "admin", "{}")).containsExactly("US ana");
    assertThat(lake.refusal("admin", "DetachRLSPolicy", detach("us", "ana", true)))
        .startsWith("InvalidInputException: RemoveDefault");
    lake.as("admin", "DetachRLSPolicy", detach("us", "ana", false));
    assertThat(listed(lake, "admin", "{}")).isEmpty();
    lake.as("admin", "AttachRLSPolicy", attach("us", "ana", true));
    lake.as("admin", "DetachRLSPolicy", detach("us", "ana", true));
    assertThat(listed(lake, "admin", "{}")).isEmpty();
  }

  @Test
  void onlyADefaultIsForEveryone() {
    assertThat(lake.refusal("admin", "AttachRLSPolicy", attach("eu", null, false)))
        .startsWith("InvalidInputException: Principal");
    assertThat(lake.refusal("admin", "DetachRLSPolicy", detach("eu", null, false)))
        .startsWith("InvalidInputException: Name the principal");
  }

  @Test
  void takesTablesAndTagPoliciesThatAreThere() {
    assertThat(attachedTo(RightsTest.policy("TABLE", "a"))).isEqualTo("none");
    assertThat(
            attachedTo(
                "{\"LFTagPolicy\":{\"ResourceType\":\"TABLE\",\"ExpressionName\":\"mine\"}}"))
        .isEqualTo("none");
    assertThat(attachedTo(RightsTest.policy("TABLE", "no"))).startsWith("EntityNotFoundException");
    assertThat(
            attachedTo("{\"LFTagPolicy\":{\"ResourceType\":\"TABLE\",\"ExpressionName\":\"no\"}}"))
        .startsWith("EntityNotFoundException");
    assertThat(attachedTo(table("sales", "no"))).startsWith("EntityNotFoundException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v", "l", "bare"})
  void refusesViewsLinksAndTablesWithoutTheColumns(String name) {
    assertThat(attachedTo(table("sales", name))).startsWith("InvalidInputException");
  }

  @Test
  void refusesOtherResources() {
    assertThat(attachedTo(database("sales"))).startsWith("InvalidInputException");
    assertThat(attachedTo(allTables("sales"))).startsWith("InvalidInputException");
    assertThat(attachedTo(columns("sales", "orders", "id"))).startsWith("InvalidInputException");
    assertThat(attachedTo(RightsTest.policy("DATABASE", "a"))).startsWith("InvalidInputException");
  }

  @Test
  void refusesPrincipalsThatAreNotThere() {
    assertThat(lake.refusal("admin", "AttachRLSPolicy", attach("eu", "nobody", false)))
        .isEqualTo("InvalidInputException: Invalid principal, " + arn("nobody"));
    lake.as("admin", "AttachRLSPolicy", attach("eu", "ana", false));
    lake.principals.remove(arn("ana"));
    lake.as("admin", "DetachRLSPolicy", detach("eu", "ana", false));
    assertThat(listed(lake, "admin", "{}")).isEmpty();
  }

  @Test
  void refusesUnknownPolicies() {
    assertThat(lake.refusal("admin", "AttachRLSPolicy", attach("no", "ana", false)))
        .startsWith("EntityNotFoundException");
    assertThat(lake.refusal("admin", "DetachRLSPolicy", detach("no", "ana", false)))
        .startsWith("EntityNotFoundException");
    assertThat(lake.refusal("admin", "DetachRLSPolicy", detach("eu", "ana", false)))
        .startsWith("EntityNotFoundException");
  }

  @Test
  void needsThePolicyAndEverythingOnTheTable() {
    String body = attach("eu", "eve", false);
    lake.grant("ana", "{\"RLSPolicy\":{\"Name\":\"EU\"}}", "ASSOCIATE", "");
    lake.grant("ana", ORDERS, "SELECT", "SELECT");
    assertThat(lake.refusal("ana", "AttachRLSPolicy", body)).startsWith("AccessDeniedException");
    lake.grant("ana", ORDERS, "ALL", "ALL");
    lake.as("ana", "AttachRLSPolicy", body);
    assertThat(listed(lake, "ana", "{}")).containsExactly("EU eve");
    assertThat(listed(lake, "eve", "{}")).isEmpty();
    assertThat(lake.refusal("eve", "DetachRLSPolicy", detach("eu", "eve", false)))
        .startsWith("AccessDeniedException");
    lake.as("ana", "DetachRLSPolicy", detach("eu", "eve", false));
  }

  @Test
  void goWithTheirTable() {
    lake.as("admin", "AttachRLSPolicy", attach("eu", "ana", true));
    lake.service.tableDeleted("sales", "orders");
    assertThat(listed(lake, "admin", "{}")).isEmpty();
    lake.as("admin", "AttachRLSPolicy", attach("eu", "ana", false));
    lake.service.databaseDeleted("sales");
    assertThat(listed(lake, "admin", "{}")).isEmpty();
  }

  @Test
  void keepTheTagsAndExpressionsThatTheyUse() {
    lake.as("admin", "AttachRLSPolicy", on(RightsTest.policy("TABLE", "a"), "eu"));
    assertThat(lake.refusal("admin", "DeleteLFTag", "{\"TagKey\":\"team\"}"))
        .startsWith("InvalidInputException");
    String mine = "{\"LFTagPolicy\":{\"ResourceType\":\"TABLE\",\"ExpressionName\":\"mine\"}}";
    lake.as("admin", "AttachRLSPolicy", on(mine, "eu"));
    assertThat(lake.refusal("admin", "DeleteLFTagExpression", "{\"Name\":\"mine\"}"))
        .startsWith("InvalidInputException");
  }

  private String attachedTo(String resource) {
    return lake.refusal("admin", "AttachRLSPolicy", on(resource, "eu"));
  }

  private static String on(String resource, String policy) {
    return attach(policy, "ana", false).replace(ORDERS, resource);
  }

  private static String conditional(String body) {
    return body.replace("{\"Name\"", "{\"Condition\":{\"Expression\":\"true\"},\"Name\"");
  }

  static String attach(String policy, @Nullable String principal, boolean isDefault) {
    return body(policy, principal) + ",\"SetDefault\":" + isDefault + "}";
  }

  static String detach(String policy, @Nullable String principal, boolean removeDefault) {
    return body(policy, principal) + ",\"RemoveDefault\":" + removeDefault + "}";
  }

  private static String body(String policy, @Nullable String principal) {
    String who =
        principal == null
            ? ""
            : ",\"Principal\":{\"DataLakePrincipalIdentifier\":\"" + arn(principal) + "\"}";
    return "{\"Name\":\"" + policy + "\",\"Resource\":" + ORDERS + who;
  }

  static List<String> listed(LakeUnderTest lake, String user, String body) {
    return lake.list(user, "ListRLSPolicyAttachments", body, "RLSPolicyAttachments").stream()
        .map(
            each -> {
              String who =
                  each.path("Principal").path("DataLakePrincipalIdentifier").asText("/everyone");
              return each.path("PolicyName").asText()
                  + " "
                  + who.substring(who.lastIndexOf('/') + 1)
                  + (each.path("DefaultRLSPolicy").asBoolean() ? " default" : "")
                  + (each.has("Condition") ? " if" : "");
            })
        .toList();
  }
}
