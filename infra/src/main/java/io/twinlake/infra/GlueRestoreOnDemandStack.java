package io.twinlake.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.glue.CfnTrigger;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/** The source region's half: the job, the role, and the role's view of all permissions. */
final class GlueRestoreOnDemandStack extends Stack {
  static final String JOB = "LFRestoreOnDemandGlueJob";

  GlueRestoreOnDemandStack(Construct scope, DeploymentSettings settings, JobAssets files) {
    super(
        scope,
        "GlueRestoreOnDemandStack",
        StackProps.builder()
            .description("Twinlake: the job that backs up this region and restores it elsewhere.")
            .env(
                Environment.builder()
                    .account(settings.account())
                    .region(settings.sourceRegion())
                    .build())
            .build());
    String roleArn = Arns.of(this, settings).role(settings.roleName());
    GlueJob job = new GlueJob(this, JOB, told(settings), roleArn, files, settings);
    Role role = JobRole.create(this, settings, job.readAssets());
    job.resource().getNode().addDependency(role);
    LakeAdmins.readOnly(this, role.getRoleArn());
    if (settings.schedule() != null) {
      schedule(settings.schedule());
    }
    CfnOutput.Builder.create(this, "JobName").value(job.resource().getRef()).build();
  }

  private static Map<String, String> told(DeploymentSettings settings) {
    return Map.of(
        "MODE", "sync",
        "CONFIG_BUCKET", settings.configBucket(),
        "CONFIG_FILE_KEY", settings.configKey());
  }

  /** Started here, because Glue creates a trigger asleep. */
  private void schedule(String cron) {
    CfnTrigger.Builder.create(this, "Schedule")
        .type("SCHEDULED")
        .schedule(cron)
        .startOnCreation(true)
        .actions(List.of(CfnTrigger.ActionProperty.builder().jobName(JOB).build()))
        .build()
        .getNode()
        .addDependency(getNode().findChild(JOB));
  }
}
