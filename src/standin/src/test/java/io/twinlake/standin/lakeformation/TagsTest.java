package io.twinlake.standin.lakeformation;

import static io.twinlake.standin.lakeformation.LakeUnderTest.columns;
import static io.twinlake.standin.lakeformation.LakeUnderTest.database;
import static io.twinlake.standin.lakeformation.LakeUnderTest.table;
import static io.twinlake.standin.lakeformation.RightsTest.tagged;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TagsTest {
  private final LakeUnderTest lake = LakeUnderTest.governed();

  @BeforeEach
  void fill() {
    lake.catalog.with("sales", "orders", "id", "amount");
    lake.as("admin", "CreateLFTag", "{\"TagKey\":\"Team\",\"TagValues\":[\"A\",\"b\"]}");
  }

  @Test
  void storesLowerCase() {
    assertThat(lake.as("admin", "GetLFTag", "{\"TagKey\":\"team\"}").path("TagValues").toString())
        .isEqualTo("[\"a\",\"b\"]");
    assertThat(lake.refusal("admin", "CreateLFTag", "{\"TagKey\":\"TEAM\",\"TagValues\":[\"a\"]}"))
        .startsWith("InvalidInputException");
  }

  @Test
  void tellsDirectFromInheritedTags() {
    lake.as("admin", "AddLFTagsToResource", tagged(database("sales"), "a"));
    lake.as("admin", "AddLFTagsToResource", tagged(columns("sales", "orders", "id"), "b"));
    String asked = "{\"Resource\":" + table("sales", "orders") + "%s}";
    String pair = "[{\"CatalogId\":\"123456789111\",\"TagKey\":\"team\",\"TagValues\":[\"%s\"]}]";
    assertThat(
            lake.as("admin", "GetResourceLFTags", asked.formatted(",\"ShowAssignedLFTags\":true"))
                .toString())
        .isEqualTo(
            "{\"LFTagOnDatabase\":%s,\"LFTagsOnColumns\":[{\"Name\":\"id\",\"LFTags\":%s}]}"
                .formatted(pair.formatted("a"), pair.formatted("b")));
    assertThat(lake.as("admin", "GetResourceLFTags", asked.formatted("")).toString())
        .isEqualTo(
            ("{\"LFTagOnDatabase\":%s,\"LFTagsOnTable\":%s,\"LFTagsOnColumns\":["
                    + "{\"Name\":\"id\",\"LFTags\":%s},{\"Name\":\"amount\",\"LFTags\":%s}]}")
                .formatted(
                    pair.formatted("a"),
                    pair.formatted("a"),
                    pair.formatted("b"),
                    pair.formatted("a")));
  }

  @Test
  void reportsUnknownValuesPerTag() {
    assertThat(
            lake.as("admin", "AddLFTagsToResource", tagged(database("sales"), "no"))
                .path("Failures")
                .get(0)
                .path("Error")
                .path("ErrorMessage")
                .asText())
        .isEqualTo("Tag or tag value does not exist.");
  }

  @Test
  void replacesRemovesAndProtectsValuesInUse() {
    lake.as("admin", "AddLFTagsToResource", tagged(database("sales"), "a"));
    lake.as("admin", "AddLFTagsToResource", tagged(database("sales"), "b"));
    String drop = "{\"TagKey\":\"team\",\"TagValuesToDelete\":[\"%s\"]}";
    assertThat(lake.refusal("admin", "UpdateLFTag", drop.formatted("b")))
        .startsWith("InvalidInputException: Update not allowed");
    lake.as("admin", "UpdateLFTag", drop.formatted("a"));
    lake.as("admin", "RemoveLFTagsFromResource", tagged(database("sales"), "b"));
    assertThat(lake.as("admin", "GetResourceLFTags", "{\"Resource\":" + database("sales") + "}"))
        .isEmpty();
  }

  @Test
  void deletingATagDropsItsPolicyGrants() {
    lake.grant("ana", RightsTest.policy("TABLE", "a"), "SELECT", "");
    lake.as("admin", "DeleteLFTag", "{\"TagKey\":\"team\"}");
    assertThat(lake.rows("admin", "{\"ResourceType\":\"LF_TAG_POLICY_TABLE\"}")).isEmpty();
    assertThat(lake.list("admin", "ListLFTags", "{}", "LFTags")).isEmpty();
  }

  @Test
  void limitsTagsValuesAndTagsOfAResource() {
    lake.service.quota(Quota.LF_TAGS, 2).quota(Quota.VALUES_PER_LF_TAG, 3);
    lake.as("admin", "CreateLFTag", "{\"TagKey\":\"x\",\"TagValues\":[\"a\"]}");
    assertThat(lake.refusal("admin", "CreateLFTag", "{\"TagKey\":\"y\",\"TagValues\":[\"a\"]}"))
        .startsWith("ResourceNumberLimitExceededException");
    assertThat(lake.refusal("admin", "CreateLFTag", "{\"TagKey\":\"x\",\"TagValues\":[\"a\"]}"))
        .startsWith("InvalidInputException");
    String add = "{\"TagKey\":\"team\",\"TagValuesToAdd\":[\"b\",\"c\"%s]}";
    assertThat(lake.refusal("admin", "UpdateLFTag", add.formatted(",\"d\"")))
        .startsWith("ResourceNumberLimitExceededException");
    lake.as("admin", "UpdateLFTag", add.formatted(""));
    lake.service.quota(Quota.LF_TAGS_PER_RESOURCE, 1);
    lake.as("admin", "AddLFTagsToResource", tagged(database("sales"), "a"));
    lake.as("admin", "AddLFTagsToResource", tagged(database("sales"), "b"));
    assertThat(
            lake.as(
                    "admin",
                    "AddLFTagsToResource",
                    tagged(database("sales"), "a").replace("team", "x"))
                .path("Failures")
                .findValue("ErrorCode")
                .asText())
        .isEqualTo("ResourceNumberLimitExceededException");
  }

  @Test
  void keepsUsedValuesOfWhatIsGoneNoLonger() {
    String drop = "{\"TagKey\":\"team\",\"TagValuesToDelete\":[\"a\"]}";
    lake.as("admin", "AddLFTagsToResource", tagged(columns("sales", "orders", "id amount"), "a"));
    lake.as("admin", "RemoveLFTagsFromResource", tagged(columns("sales", "orders", "id"), "a"));
    assertThat(lake.refusal("admin", "UpdateLFTag", drop)).contains("Update not allowed");
    lake.service.tableDeleted("sales", "orders");
    lake.as("admin", "UpdateLFTag", drop);
  }

  @Test
  void deletingAnExpressionDropsTheGrantsByIt() {
    lake.as(
        "admin",
        "CreateLFTagExpression",
        "{\"Name\":\"mine\",\"Expression\":[{\"TagKey\":\"team\",\"TagValues\":[\"a\"]}]}");
    String byName = "{\"LFTagPolicy\":{\"ResourceType\":\"TABLE\",\"ExpressionName\":\"mine\"}}";
    lake.grant("ana", byName, "SELECT", "");
    lake.grant("ana", RightsTest.policy("TABLE", "a"), "SELECT", "");
    lake.grant("ana", "{\"LFTagExpression\":{\"Name\":\"mine\"}}", "DESCRIBE", "");
    lake.as("admin", "DeleteLFTagExpression", "{\"Name\":\"mine\"}");
    assertThat(lake.rows("admin", "{}").stream().filter(row -> row.startsWith("ana")))
        .singleElement()
        .asString()
        .contains("TagKey:team");
  }

  @Test
  void aGrantOnATagNamesValues() {
    assertThat(lake.refusedGrant("ana", "{\"LFTag\":{\"TagKey\":\"team\"}}", "DESCRIBE", ""))
        .startsWith("InvalidInputException: TagValues");
  }

  @Test
  void othersNeitherSeeNorMakeTags() {
    assertThat(lake.list("ana", "ListLFTags", "{}", "LFTags")).isEmpty();
    assertThat(lake.refusal("ana", "CreateLFTag", "{\"TagKey\":\"x\",\"TagValues\":[\"a\"]}"))
        .startsWith("AccessDeniedException");
    lake.grant("ana", "{\"LFTag\":{\"TagKey\":\"team\",\"TagValues\":[\"*\"]}}", "DESCRIBE", "");
    assertThat(lake.list("ana", "ListLFTags", "{}", "LFTags")).hasSize(1);
  }
}
