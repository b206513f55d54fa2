package io.twinlake.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
  @Test
  void namesEveryMissingContextAtOnce() {
    assertThat(problems(Map.of()))
        .satisfiesExactly(
            p -> assertThat(p).startsWith("config_bucket_name is missing;"),
            p -> assertThat(p).startsWith("backup_bucket_name is missing;"),
            p -> assertThat(p).startsWith("target_region is missing;"));
  }

  @Test
  void namesMissingAndUnfitContextsTogether() {
    assertThat(
            problems(
                Map.of(
                    "config_bucket_name", "YOUR-CONFIG-BUCKET",
                    "target_region", "us-east-1",
                    "schedule", "daily")))
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).startsWith("config_bucket_name is 'YOUR-CONFIG-BUCKET'; give "),
            p -> assertThat(p).startsWith("backup_bucket_name is missing;"),
            p -> assertThat(p).startsWith("target_region is 'us-east-1', which is the source"),
            p -> assertThat(p).startsWith("schedule is 'daily'; give "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          config_bucket_name            | a..b
          config_bucket_name            | 192.168.1.1
          backup_bucket_name            | -lake
          target_region                 | ap-south-11
          target_region                 | moon
          source_region                 | useast1
          config_file_name              | conf/*
          backup_file_folder            | ${aws:username}
          role_name                     | a/b
          operator_role_arn             | arn:aws:iam::111122223333:user/me
          operator_role_arn             | *
          registered_location_role_arns | arn:aws:iam::111122223333:role/*
          kms_key_arns                  | arn:aws:kms:us-east-1:111122223333:alias/lake
          iceberg_buckets               | s3://lake
          schedule                      | cron(0 3 * * *)
          glue_version                  | 4.0
          attach_glue_service_role      | yes
          """)
  void refusesWhatIsNotOfItsForm(String key, String value) {
    assertThat(problems(Synth.with(Map.of(key, value))))
        .anySatisfy(p -> assertThat(p).startsWith("%s is '%s'; give ".formatted(key, value)));
  }

  @ParameterizedTest
  @CsvSource({
    "backup_file_foldr, backup_file_folder",
    "target-region, target_region",
    "targetRegion, target_region",
    "config_bucket, config_bucket_name"
  })
  void saysWhatAMisspeltContextWasMeantToBe(String typed, String meant) {
    assertThat(problems(Synth.with(Map.of(typed, "x"))))
        .containsExactly("%s is not a known context; use %s.".formatted(typed, meant));
  }

  @Test
  void leavesOtherPeoplesContextsAlone() throws InvalidContext {
    assertThat(
            read(Synth.with(
                    Map.of("@aws-cdk/core:x", true, "acknowledged-issue-numbers", List.of(1))))
                .roleName())
        .isEqualTo("LFRestoreOnDemandGlueRole");
  }

  @Test
  void refusesRegionsOfTwoPartitions() {
    assertThat(problems(Synth.with(Map.of("target_region", "cn-north-1"))))
        .singleElement()
        .asString()
        .contains("different AWS partitions");
  }

  @Test
  void refusesAFolderThatTheOtherWouldLeaveOpen() {
    assertThat(problems(Synth.with(Map.of("backup_file_folder", "dr"))))
        .singleElement()
        .asString()
        .contains("give both or neither");
  }

  @Test
  void asksForTheSourceRegionWhenNobodyKnowsIt() {
    assertThatThrownBy(() -> new SettingsReader(Synth.CONTEXTS, null, null).read())
        .isInstanceOf(InvalidContext.class)
        .hasMessageContaining("--context source_region=REGION");
  }

  @Test
  void fillsInTheDefaults() throws InvalidContext {
    assertThat(read(Synth.CONTEXTS))
        .isEqualTo(
            new DeploymentSettings(
                null,
                "us-east-1",
                "ap-south-1",
                "lake-config",
                "glue_config.conf",
                new Folder("lake-backup", ""),
                new Folder("lake-backup", "twinlake"),
                new Folder("lake-backup", ""),
                "LFRestoreOnDemandGlueRole",
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                "5.1",
                false));
  }

  @Test
  void dropsALeadingSlashOfTheConfigurationsKey() throws InvalidContext {
    assertThat(read(Synth.with(Map.of("config_file_name", "/conf/lake.conf"))).configKey())
        .isEqualTo("conf/lake.conf");
  }

  private static DeploymentSettings read(Map<String, Object> contexts) throws InvalidContext {
    return new SettingsReader(contexts, null, "us-east-1").read();
  }

  private static List<String> problems(Map<String, Object> contexts) {
    try {
      read(contexts);
      return List.of();
    } catch (InvalidContext e) {
      return String.valueOf(e.getMessage()).lines().toList();
    }
  }
}
