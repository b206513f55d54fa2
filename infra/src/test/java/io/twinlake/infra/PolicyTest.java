package io.twinlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class PolicyTest {
  private static final String ACCOUNT = "111122223333";

  private static final List<JsonNode> STATEMENTS = statements(Map.of());

  @Test
  void allowsNothingByWildcardAction() {
    assertThat(STATEMENTS).flatMap(s -> texts(s.get("Action"))).noneMatch(a -> a.contains("*"));
    assertThat(STATEMENTS).allMatch(s -> s.get("Effect").asText().equals("Allow"));
  }

  @Test
  void narrowsEveryOpenResourceByACondition() {
    assertThat(STATEMENTS)
        .filteredOn(s -> texts(s.get("Resource")).contains("*"))
        .extracting(s -> s.get("Sid").asText())
        .containsExactlyInAnyOrder(
            "ListBesideTables",
            "ReadPermissions",
            "WriteTargetPermissions",
            "ReadPrincipals",
            "WriteMetrics");
    assertThat(STATEMENTS)
        .filteredOn(s -> texts(s.get("Resource")).contains("*"))
        .filteredOn(s -> !s.get("Sid").asText().equals("ReadPrincipals"))
        .allMatch(s -> s.has("Condition"));
  }

  /** IAM is one for all regions, and its lists take no ARN. */
  @Test
  void readsWhoThereIsAndNothingElseOfThem() {
    assertThat(texts(bySid("ReadPrincipals").get("Action")))
        .containsExactlyInAnyOrder("iam:ListRoles", "iam:ListUsers");
  }

  @Test
  void writesTheTargetRegionOnly() {
    assertThat(texts(bySid("WriteTargetCatalog").get("Resource")))
        .allMatch(arn -> arn.startsWith("arn:aws:glue:ap-south-1:111122223333:"));
    assertThat(bySid("WriteTargetPermissions").at("/Condition/StringEquals/aws:RequestedRegion"))
        .hasToString("\"ap-south-1\"");
    assertThat(allowing("lakeformation:PutDataLakeSettings"))
        .containsExactly("WriteTargetPermissions");
  }

  @Test
  void readsBothRegions() {
    assertThat(texts(bySid("ReadCatalogs").get("Resource")))
        .contains("arn:aws:glue:us-east-1:111122223333:catalog")
        .contains("arn:aws:glue:ap-south-1:111122223333:table/*/*")
        .hasSize(16);
    assertThat(texts(bySid("ReadPermissions").at("/Condition/StringEquals/aws:RequestedRegion")))
        .containsExactly("us-east-1", "ap-south-1");
  }

  @Test
  void cannotRemoveABackup() {
    assertThat(STATEMENTS)
        .flatMap(s -> texts(s.get("Action")))
        .doesNotContain("s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObjectAcl");
  }

  @Test
  void keepsToItsFoldersWhenTheyAreNamed() {
    List<JsonNode> narrowed =
        statements(Map.of("backup_file_folder", "/dr/", "lf_storage_file_folder", "lf"));
    assertThat(texts(bySid(narrowed, "ReadAndWriteBackups").get("Resource")))
        .containsExactly("arn:aws:s3:::lake-backup/dr/*", "arn:aws:s3:::lake-backup/lf/*");
    assertThat(texts(bySid("ReadAndWriteBackups").get("Resource")))
        .containsExactly("arn:aws:s3:::lake-backup/*");
  }

  @Test
  void readsTheConfigurationFileAloneOfItsBucket() {
    assertThat(texts(bySid("ReadConfiguration").get("Resource")))
        .containsExactly("arn:aws:s3:::lake-config/glue_config.conf");
    assertThat(texts(bySid("ReadConfiguration").get("Action"))).containsExactly("s3:GetObject");
  }

  @Test
  void touchesBucketsOfThisAccountOnly() {
    assertThat(STATEMENTS)
        .filteredOn(s -> !s.get("Sid").asText().startsWith("ReadJobFiles"))
        .filteredOn(s -> texts(s.get("Action")).stream().anyMatch(a -> a.startsWith("s3:")))
        .isNotEmpty()
        .allMatch(
            s -> s.at("/Condition/StringEquals/aws:ResourceAccount").asText().equals(ACCOUNT));
  }

  @Test
  void passesOnlyTheRolesThatAreNamed() {
    String role = "arn:aws:iam::111122223333:role/lake-locations";
    assertThat(allowing("iam:PassRole")).isEmpty();
    JsonNode pass =
        bySid(
            statements(Map.of("registered_location_role_arns", role + ", " + role + "2")),
            "PassLocationRoles");
    assertThat(texts(pass.get("Resource"))).containsExactly(role, role + "2");
    assertThat(pass.at("/Condition/StringEquals/iam:PassedToService").asText())
        .isEqualTo("lakeformation.amazonaws.com");
  }

  @Test
  void readsTheLakeAndWritesIcebergsMetadataWhereThatIsWantedAndChangesNothingElse() {
    assertThat(STATEMENTS)
        .extracting(s -> s.get("Sid").asText())
        .doesNotContain("ReadIcebergFiles", "WriteIcebergMetadata");
    List<JsonNode> rewriting = statements(Map.of("iceberg_buckets", "lake-a, lake-b"));
    assertThat(texts(bySid(rewriting, "ReadIcebergFiles").get("Action")))
        .containsExactly("s3:GetObject");
    assertThat(texts(bySid(rewriting, "ReadIcebergFiles").get("Resource")))
        .containsExactly("arn:aws:s3:::lake-a/*", "arn:aws:s3:::lake-b/*");
    assertThat(texts(bySid(rewriting, "WriteIcebergMetadata").get("Action")))
        .containsExactly("s3:PutObject");
    assertThat(texts(bySid(rewriting, "WriteIcebergMetadata").get("Resource")))
        .containsExactly(
            "arn:aws:s3:::lake-a/*/twinlake-*/*", "arn:aws:s3:::lake-b/*/twinlake-*/*");
    assertThat(rewriting)
        .filteredOn(s -> s.get("Sid").asText().contains("Iceberg"))
        .allMatch(
            s -> s.at("/Condition/StringEquals/aws:ResourceAccount").asText().equals(ACCOUNT));
  }

  @Test
  void makesViewsInTheNameOfThoseThatAreNamedOnly() {
    String role = "arn:aws:iam::111122223333:role/view-definer";
    assertThat(allowing("glue:PassConnection")).isEmpty();
    Map<String, Object> named = Map.of("view_definer_role_arns", role);
    JsonNode pass = bySid(statements(named), "PassViewDefiners");
    assertThat(texts(pass.get("Resource"))).containsExactly(role);
    assertThat(texts(pass.at("/Condition/StringEquals/iam:PassedToService")))
        .containsExactly("glue.amazonaws.com", "lakeformation.amazonaws.com");
    assertThat(texts(bySid(statements(named), "CheckViews").get("Resource")))
        .containsExactly("arn:aws:glue:ap-south-1:111122223333:connection/*");
  }

  @Test
  void passesTheRolesOfOptimizersToGlueAlone() {
    String role = "arn:aws:iam::111122223333:role/optimizer";
    JsonNode pass =
        bySid(statements(Map.of("table_optimizer_role_arns", role)), "PassOptimizerRoles");
    assertThat(texts(pass.get("Resource"))).containsExactly(role);
    assertThat(pass.at("/Condition/StringEquals/iam:PassedToService").asText())
        .isEqualTo("glue.amazonaws.com");
  }

  @Test
  void usesKeysThroughS3AndGlueOnly() {
    String key = "arn:aws:kms:us-east-1:111122223333:key/1234abcd";
    JsonNode use = bySid(statements(Map.of("kms_key_arns", List.of(key))), "UseKeys");
    assertThat(texts(use.get("Resource"))).containsExactly(key);
    assertThat(texts(use.at("/Condition/StringEquals/kms:ViaService")))
        .containsExactlyInAnyOrder(
            "s3.us-east-1.amazonaws.com",
            "s3.ap-south-1.amazonaws.com",
            "glue.us-east-1.amazonaws.com",
            "glue.ap-south-1.amazonaws.com");
  }

  @Test
  void readsEachRegionsJobFilesAndNothingElseOfTheirBuckets() {
    assertThat(STATEMENTS)
        .filteredOn(s -> s.get("Sid").asText().equals("ReadJobFiles"))
        .flatMap(s -> texts(s.get("Resource")))
        .hasSize(4)
        .allMatch(arn -> arn.matches(".*-111122223333-(us-east-1|ap-south-1)/[0-9a-f]{64}\\.\\w+"));
  }

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
  @Test
  void fitsTheInlinePoliciesOfOneRole() {
    String whole = DeployedTemplates.of(ACCOUNT, Synth.CONTEXTS).rolePolicy().toString();
    assertThat(whole.length()).isLessThan(10_240);
  }

  private static List<String> allowing(String action) {
    return STATEMENTS.stream()
        .filter(s -> texts(s.get("Action")).contains(action))
        .map(s -> s.get("Sid").asText())
        .toList();
  }

  private static JsonNode bySid(String sid) {
    return bySid(STATEMENTS, sid);
  }

  private static JsonNode bySid(List<JsonNode> statements, String sid) {
    return statements.stream()
        .filter(s -> s.get("Sid").asText().equals(sid))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> statements(Map<String, Object> contexts) {
    JsonNode policy = DeployedTemplates.of(ACCOUNT, Synth.with(contexts)).rolePolicy();
    return StreamSupport.stream(policy.get("Statement").spliterator(), false).toList();
  }

  /** One text or a list of them, as policies have it. */
  private static List<String> texts(JsonNode node) {
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText).toList()
        : List.of(node.asText());
  }
}
