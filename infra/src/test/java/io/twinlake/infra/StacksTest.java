package io.twinlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class StacksTest {
  private static final String ACCOUNT = "111122223333";
  private static final String ROLE = "arn:aws:iam::111122223333:role/LFRestoreOnDemandGlueRole";

  private static final DeployedTemplates TEMPLATES = DeployedTemplates.of(ACCOUNT, Synth.CONTEXTS);

  @Test
  void keepsTheOriginalsLogicalIdsSoThatItIsUpgradedInPlace() throws InvalidContext {
    Deployment deployment = Synth.deployment(Map.of());
    assertThat(deployment.source().getStackName()).isEqualTo("GlueRestoreOnDemandStack");
    assertThat(deployment.target().getStackName()).isEqualTo("GlueRoleAsLFAdminStack");
    assertThat(Template.fromStack(deployment.source()).toJSON().get("Resources"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsKeys(
            "LFRestoreOnDemandGlueJob", "glueroleid23238EBB2881", "MyCfnDataLakeSettings");
    assertThat(Template.fromStack(deployment.target()).toJSON().get("Resources"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsKeys("LFRestoreOnDemandStandbyJob", "MyCfnDataLakeSettings");
  }

  @Test
  void deploysTheRoleBeforeTheStackThatMakesItAdministrator() throws InvalidContext {
    Deployment deployment = Synth.deployment(Map.of());
    assertThat(deployment.target().getDependencies()).containsExactly(deployment.source());
  }

  @Test
  void runsTheJarByTheScalaStubOnGlue() {
    for (JsonNode job : List.of(TEMPLATES.sourceJob(), TEMPLATES.standbyJob())) {
      assertThat(job.at("/Command/Name").asText()).isEqualTo("glueetl");
      assertThat(job.at("/Command/ScriptLocation").asText()).startsWith("s3://").endsWith(".scala");
      assertThat(job.get("GlueVersion").asText()).isEqualTo("5.1");
      assertThat(job.get("WorkerType").asText()).isEqualTo("G.1X");
      assertThat(job.get("NumberOfWorkers").asInt()).isEqualTo(2);
      assertThat(job.get("Timeout").asInt()).isEqualTo(120);
      assertThat(job.get("MaxRetries").asInt(-1)).isZero();
      assertThat(job.at("/ExecutionProperty/MaxConcurrentRuns").asInt()).isEqualTo(1);
      assertThat(job.get("Role").asText()).isEqualTo(ROLE);
    }
  }

  @Test
  void syncsInTheSourceAndRestoresInTheTarget() {
    assertThat(TEMPLATES.sourceArguments())
        .containsEntry("--job-language", "scala")
        .containsEntry("--class", "GlueApp")
        .containsEntry("--CONFIG_BUCKET", "lake-config")
        .containsEntry("--CONFIG_FILE_KEY", "glue_config.conf")
        .containsEntry("--MODE", "sync");
    assertThat(TEMPLATES.standbyArguments()).containsEntry("--MODE", "restore");
  }

  @Test
  void restoresFromTheBackupAlone() {
    assertThat(TEMPLATES.standbyArguments())
        .containsEntry("--FROM", "s3://lake-backup/twinlake")
        .containsEntry("--SOURCE_REGION", "us-east-1")
        .doesNotContainKeys("--CONFIG_BUCKET", "--CONFIG_FILE_KEY");
    assertThat(standbysFrom("/dr/")).isEqualTo("s3://lake-backup/dr");
    assertThat(standbysFrom("/")).isEqualTo("s3://lake-backup/");
  }

  private static String standbysFrom(String folder) {
    Map<String, Object> contexts =
        Synth.with(Map.of("backup_file_folder", folder, "lf_storage_file_folder", folder));
    return DeployedTemplates.of(ACCOUNT, contexts).standbyArguments().getOrDefault("--FROM", "");
  }

  @Test
  void keepsTheStandbysJarAndScriptInTheTargetRegion() {
    String bucket = "s3://cdk-hnb659fds-assets-111122223333-ap-south-1/";
    assertThat(TEMPLATES.standbyArguments().get("--extra-jars"))
        .startsWith(bucket)
        .endsWith(".jar");
    assertThat(TEMPLATES.standbyJob().at("/Command/ScriptLocation").asText()).startsWith(bucket);
  }

  @Test
  void addsTheRoleToTheAdministratorsAndTouchesNoOtherSetting() throws Exception {
    assertThat(TEMPLATES.sourceDataLakeSettings())
        .isEqualTo(
            Synth.JSON.readTree(
                """
                {"MutationType": "APPEND",
                 "ReadOnlyAdmins": [{"DataLakePrincipalIdentifier": "%s"}]}"""
                    .formatted(ROLE)));
    assertThat(TEMPLATES.targetDataLakeSettings())
        .isEqualTo(
            Synth.JSON.readTree(
                """
                {"MutationType": "APPEND",
                 "Admins": [{"DataLakePrincipalIdentifier": "%s"}]}"""
                    .formatted(ROLE)));
  }

  @Test
  void logsWhereRetentionIsSet() throws InvalidContext {
    Deployment deployment = Synth.deployment(Map.of());
    for (String ending : List.of("output", "error")) {
      Template.fromStack(deployment.source())
          .hasResourceProperties(
              "AWS::Logs::LogGroup",
              Map.of(
                  "LogGroupName",
                  TEMPLATES.sourceArguments().get("--custom-logGroup-prefix") + "/" + ending,
                  "RetentionInDays",
                  90));
      Template.fromStack(deployment.target())
          .hasResourceProperties(
              "AWS::Logs::LogGroup",
              Map.of(
                  "LogGroupName",
                  TEMPLATES.standbyArguments().get("--custom-logGroup-prefix") + "/" + ending,
                  "RetentionInDays",
                  90));
    }
  }

  @Test
  void hasNoTriggerUnlessAScheduleIsGiven() throws InvalidContext {
    Template.fromStack(Synth.deployment(Map.of()).source())
        .resourceCountIs("AWS::Glue::Trigger", 0);
    Template.fromStack(Synth.deployment(Map.of("schedule", "cron(0 3 * * ? *)")).source())
        .hasResourceProperties(
            "AWS::Glue::Trigger",
            Map.of(
                "Type",
                "SCHEDULED",
                "Schedule",
                "cron(0 3 * * ? *)",
                "StartOnCreation",
                true,
                "Actions",
                List.of(Map.of("JobName", "LFRestoreOnDemandGlueJob"))));
  }

  @Test
  void trustsGlueOfThisAccountAlone() {
    assertThat(StreamSupport.stream(TEMPLATES.trustPolicy().get("Statement").spliterator(), false))
        .singleElement()
        .satisfies(
            statement -> {
              assertThat(statement.at("/Principal/Service").asText())
                  .isEqualTo("glue.amazonaws.com");
              assertThat(statement.at("/Condition/StringEquals/aws:SourceAccount").asText())
                  .isEqualTo(ACCOUNT);
            });
  }

  @Test
  void letsAnOperatorAssumeTheRoleWhenNamed() throws InvalidContext {
    String operator = "arn:aws:iam::111122223333:role/on-call";
    Template.fromStack(Synth.deployment(Map.of("operator_role_arn", operator)).source())
        .hasResourceProperties(
            "AWS::IAM::Role",
            Map.of(
                "AssumeRolePolicyDocument",
                Map.of(
                    "Statement",
                    Match.arrayWith(
                        List.of(Match.objectLike(Map.of("Principal", Map.of("AWS", operator))))))));
  }

  @Test
  void attachesGluesOwnPolicyOnlyWhenAsked() throws InvalidContext {
    Template.fromStack(Synth.deployment(Map.of()).source())
        .hasResourceProperties("AWS::IAM::Role", Map.of("ManagedPolicyArns", Match.absent()));
    Template asked =
        Template.fromStack(Synth.deployment(Map.of("attach_glue_service_role", "true")).source());
    assertThat(asked.toJSON().toString())
        .contains(":iam::aws:policy/service-role/AWSGlueServiceRole");
  }
}
