package io.twinlake.infra;

import static io.twinlake.infra.Allow.allow;

import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** What Glue itself does in the role's name while a job runs: logs and metrics. */
final class RuntimeStatements {
  private RuntimeStatements() {}

  static List<PolicyStatement> of(Arns arns) {
    return List.of(
        allow("WriteLogs", "logs", "CreateLogGroup", "CreateLogStream", "PutLogEvents")
            .on(
                arns.logStreams(
                    arns.source(), GlueJob.logGroupPrefix(GlueRestoreOnDemandStack.JOB)),
                arns.logStreams(arns.target(), GlueJob.logGroupPrefix(GlueRoleAsLFAdminStack.JOB))),
        // PutMetricData knows no ARNs.
        allow("WriteMetrics", "cloudwatch", "PutMetricData")
            .when("cloudwatch:namespace", "Glue")
            .onAnything());
  }
}
