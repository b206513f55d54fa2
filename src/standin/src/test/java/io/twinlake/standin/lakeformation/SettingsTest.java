package io.twinlake.standin.lakeformation;

import static io.twinlake.standin.lakeformation.LakeUnderTest.ACCOUNT;
import static io.twinlake.standin.lakeformation.LakeUnderTest.arn;
import static io.twinlake.standin.lakeformation.LakeUnderTest.json;
import static io.twinlake.standin.lakeformation.LakeUnderTest.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private final LakeUnderTest lake = LakeUnderTest.fresh();

  @Test
  void aFreshRegionLeavesEverythingToIam() {
    JsonNode iamOnly =
        json(
            """
            [{"Principal": {"DataLakePrincipalIdentifier": "IAM_ALLOWED_PRINCIPALS"},
              "Permissions": ["ALL"]}]""");
    JsonNode fresh = read();
    assertThat(fresh.path("CreateDatabaseDefaultPermissions")).isEqualTo(iamOnly);
    assertThat(fresh.path("CreateTableDefaultPermissions")).isEqualTo(iamOnly);
    assertThat(fresh.path("DataLakeAdmins")).isEmpty();
    assertThat(fresh.path("Parameters"))
        .isEqualTo(json("{\"CROSS_ACCOUNT_VERSION\":\"1\",\"SET_CONTEXT\":\"TRUE\"}"));
  }

  @Test
  void putReplacesTheWholeDocument() {
    lake.as("eve", "PutDataLakeSettings", settings("admin"));
    lake.as(
        "eve",
        "PutDataLakeSettings",
        "{\"DataLakeSettings\":{\"Parameters\":{\"CROSS_ACCOUNT_VERSION\":\"4\"}}}");
    assertThat(read().path("DataLakeAdmins")).isEmpty();
    assertThat(read().path("CreateTableDefaultPermissions")).isEmpty();
    assertThat(read().path("Parameters").path("CROSS_ACCOUNT_VERSION").asText()).isEqualTo("4");
  }

  @Test
  void oneUnknownAdminFailsThePut() {
    lake.as("eve", "PutDataLakeSettings", settings("admin"));
    assertThat(lake.refusal("eve", "PutDataLakeSettings", settings("left")))
        .isEqualTo("InvalidInputException: Invalid principal, " + arn("left"));
    assertThat(read().path("DataLakeAdmins")).hasSize(1);
  }

  @Test
  void refusesOtherDefaultsAndUnknownParameters() {
    assertThat(
            lake.refusal(
                "eve",
                "PutDataLakeSettings",
                """
                {"DataLakeSettings": {"CreateTableDefaultPermissions": [
                  {"Principal": {"DataLakePrincipalIdentifier": "%s"},
                   "Permissions": ["ALL"]}]}}"""
                    .formatted(arn("ana"))))
        .startsWith("InvalidInputException: CreateTableDefaultPermissions must");
    assertThat(put("{\"SPEED\":\"9\"}")).contains("Valid Parameters Keys are");
    assertThat(put("{\"CROSS_ACCOUNT_VERSION\":\"9\"}")).contains("Invalid value 9");
    assertThat(put("{\"SET_SOURCE_IDENTITY\":\"TRUE\",\"SET_CONTEXT\":\"false\"}"))
        .isEqualTo("none");
  }

  @Test
  void knowsOnlyItsOwnCatalog() {
    assertThat(lake.refusal("eve", "GetDataLakeSettings", "{\"CatalogId\":\"sales\"}"))
        .isEqualTo("InvalidInputException: Catalog id must be a valid AWS account id.");
    assertThat(lake.refusal("eve", "GetDataLakeSettings", "{\"CatalogId\":\"999999999999\"}"))
        .startsWith("EntityNotFoundException");
    lake.as("eve", "GetDataLakeSettings", "{\"CatalogId\":\"" + ACCOUNT + "\"}");
  }

  @Test
  void tellsTheCallerItsPrincipal() {
    assertThat(lake.as("eve", "GetDataLakePrincipal", "{}"))
        .isEqualTo(json("{\"Identity\":\"" + arn("eve") + "\"}"));
  }

  private String put(String parameters) {
    return lake.refusal(
        "eve", "PutDataLakeSettings", "{\"DataLakeSettings\":{\"Parameters\":" + parameters + "}}");
  }

  private JsonNode read() {
    return lake.as("eve", "GetDataLakeSettings", "{}").path("DataLakeSettings");
  }
}
