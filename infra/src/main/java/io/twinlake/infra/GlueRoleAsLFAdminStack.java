package io.twinlake.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.CfnRolePolicy;
import software.constructs.Construct;

/**
 * The target region's half: the role as data lake administrator, and the standby job, which has all
 * it needs in this region on the day the source is gone.
 */
final class GlueRoleAsLFAdminStack extends Stack {
  static final String JOB = "LFRestoreOnDemandStandbyJob";

  GlueRoleAsLFAdminStack(Construct scope, DeploymentSettings settings, JobAssets files) {
    super(
        scope,
        "GlueRoleAsLFAdminStack",
        StackProps.builder()
            .description("Twinlake: the standby job that restores into this region.")
            .env(
                Environment.builder()
                    .account(settings.account())
                    .region(settings.targetRegion())
                    .build())
            .build());
    String roleArn = Arns.of(this, settings).role(settings.roleName());
    LakeAdmins.full(this, roleArn);
    GlueJob job = new GlueJob(this, JOB, told(settings), roleArn, files, settings);
    job.resource().addResourceDependency(readAssets(job, settings));
    CfnOutput.Builder.create(this, "JobName").value(job.resource().getRef()).build();
    CfnOutput.Builder.create(this, "RoleArn").value(roleArn).build();
  }

  /** The backup alone, with the configuration that it was made with: nothing else may be left. */
  private static Map<String, String> told(DeploymentSettings settings) {
    return Map.of(
        "MODE", "restore",
        "FROM", settings.snapshots().uri(),
        "SOURCE_REGION", settings.sourceRegion());
  }

  /** In this stack and not with the role, so that it changes together with the assets. */
  private CfnRolePolicy readAssets(GlueJob job, DeploymentSettings settings) {
    return CfnRolePolicy.Builder.create(this, "StandbyFiles")
        .roleName(settings.roleName())
        .policyName("StandbyFiles")
        .policyDocument(JobRole.document(List.of(job.readAssets())))
        .build();
  }
}
