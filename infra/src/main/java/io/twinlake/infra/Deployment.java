package io.twinlake.infra;

import software.constructs.Construct;

/** Both stacks, in the order they need: Lake Formation refuses a role that does not exist yet. */
record Deployment(GlueRestoreOnDemandStack source, GlueRoleAsLFAdminStack target) {
  static Deployment in(Construct app, DeploymentSettings settings, JobAssets files) {
    GlueRestoreOnDemandStack source = new GlueRestoreOnDemandStack(app, settings, files);
    GlueRoleAsLFAdminStack target = new GlueRoleAsLFAdminStack(app, settings, files);
    target.addStackDependency(source);
    return new Deployment(source, target);
  }
}
