package io.twinlake.standin.lakeformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class IdentityCenterTest {
  private static final String CREATE = "CreateLakeFormationIdentityCenterConfiguration";
  private static final String DESCRIBE = "DescribeLakeFormationIdentityCenterConfiguration";
  private static final String UPDATE = "UpdateLakeFormationIdentityCenterConfiguration";
  private static final String DELETE = "DeleteLakeFormationIdentityCenterConfiguration";
  private static final String INSTANCE = "\"InstanceArn\":\"arn:aws:sso:::instance/ssoins-1\"";
  private static final String SHARED =
      "\"ShareRecipients\":[{\"DataLakePrincipalIdentifier\":\"444455556666\"}]";
  private final LakeUnderTest lake = LakeUnderTest.governed();

  @Test
  void isAbsentUntilMadeAndThereOnce() {
    assertThat(lake.refusal("admin", DESCRIBE, "{}")).startsWith("EntityNotFoundException");
    assertThat(lake.refusal("admin", UPDATE, "{}")).startsWith("EntityNotFoundException");
    assertThat(lake.refusal("admin", DELETE, "{}")).startsWith("EntityNotFoundException");
    lake.as("admin", CREATE, "{" + INSTANCE + "}");
    assertThat(lake.refusal("admin", CREATE, "{" + INSTANCE + "}"))
        .startsWith("AlreadyExistsException");
    lake.as("admin", DELETE, "{}");
    assertThat(lake.refusal("admin", DESCRIBE, "{}")).startsWith("EntityNotFoundException");
  }

  @Test
  void tellsTheApplicationAndTheShareThatAwsMade() {
    String made =
        lake.as("admin", CREATE, "{" + INSTANCE + "," + SHARED + "}")
            .path("ApplicationArn")
            .asText();
    JsonNode told = lake.as("admin", DESCRIBE, "{}");
    assertThat(told.path("ApplicationArn").asText()).isEqualTo(made).startsWith("arn:aws:sso::");
    assertThat(told.path("CatalogId").asText()).isEqualTo("123456789111");
    assertThat(told.path("ResourceShare").asText()).startsWith("arn:aws:ram:us-east-1:");
    assertThat(told.path("ShareRecipients")).hasSize(1);
    assertThat(told.has("ExternalFiltering")).isFalse();
  }

  @Test
  void anUpdateKeepsWhatIsLeftOutAndClearsWithAnEmptyList() {
    lake.as("admin", CREATE, "{" + INSTANCE + "," + SHARED + "}");
    lake.as(
        "admin",
        UPDATE,
        "{\"ExternalFiltering\":{\"Status\":\"ENABLED\",\"AuthorizedTargets\":[\"x\"]}}");
    assertThat(lake.as("admin", DESCRIBE, "{}").path("ShareRecipients")).hasSize(1);
    lake.as("admin", UPDATE, "{\"ShareRecipients\":[]}");
    JsonNode told = lake.as("admin", DESCRIBE, "{}");
    assertThat(told.path("ShareRecipients")).isEmpty();
    assertThat(told.has("ResourceShare")).isFalse();
    assertThat(told.path("ExternalFiltering").path("Status").asText()).isEqualTo("ENABLED");
  }

  @Test
  void refusesWhatIsMalformed() {
    assertThat(lake.refusal("admin", CREATE, "{}")).startsWith("InvalidInputException");
    assertThat(lake.refusal("admin", CREATE, "{\"InstanceArn\":\"x\"}"))
        .startsWith("InvalidInputException");
    assertThat(
            lake.refusal(
                "admin",
                CREATE,
                "{" + INSTANCE + ",\"ExternalFiltering\":{\"Status\":\"ENABLED\"}}"))
        .startsWith("InvalidInputException");
    assertThat(lake.refusal("admin", CREATE, "{" + INSTANCE + "," + SHARED.replace("4", "x") + "}"))
        .startsWith("InvalidInputException: Invalid principal");
  }

  @Test
  void isForAdmins() {
    assertThat(lake.refusal("ana", DESCRIBE, "{}")).startsWith("AccessDeniedException");
    assertThat(lake.refusal("ana", CREATE, "{" + INSTANCE + "}"))
        .startsWith("AccessDeniedException");
    assertThat(lake.refusal("ana", DELETE, "{}")).startsWith("AccessDeniedException");
  }
}
