package io.twinlake.infra;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Matcher;

class NagTest {
  private static final Matcher FINDING = Match.stringLikeRegexp("AwsSolutions-.*");

  /** What cdk-nag would have otherwise, by its finding, and why it stays. */
  private static final Map<String, String> ACCEPTED_RESOURCES =
      Map.of(
          "Resource::*",
          "Lake Formation, PutMetricData and the lists of IAM and of what a catalog has beside databases know no ARNs; region and namespace narrow all but IAM's.",
          "/^Resource::arn:aws:glue:(us-east-1|ap-south-1):111122223333:"
              + "(database|table/\\*|userDefinedFunction/\\*|connection|registry|schema|dataQualityRuleset)/\\*$/",
          "A backup reads, and a restore writes, whatever the catalog holds.",
          "/^Resource::arn:aws:logs:(us-east-1|ap-south-1):111122223333:log-group:"
              + "/aws-glue/LFRestoreOnDemand(GlueJob|StandbyJob)/\\*$/",
          "Glue names the log streams, one for each run.",
          "Resource::arn:aws:s3:::*",
          "HeadBucket on the buckets that the configuration maps, of this account by condition.",
          "Resource::arn:aws:s3:::lake-backup/*",
          "Snapshots get new keys at each run; the folder contexts narrow this.");

  @Test
  void hasNoFindingWithoutAReason() throws InvalidContext {
    App app = app();
    Aspects.of(app).add(AwsSolutionsChecks.Builder.create().verbose(true).build());
    Deployment deployment = Synth.deployment(app, "111122223333", Synth.CONTEXTS);
    NagSuppressions.addResourceSuppressionsByPath(
        deployment.source(),
        "/GlueRestoreOnDemandStack/glue_role_id2323/Resource",
        ACCEPTED_RESOURCES.entrySet().stream()
            .map(e -> wildcard(e.getKey(), e.getValue()))
            .toList());
    List<Stack> stacks = List.of(deployment.source(), deployment.target());
    stacks.forEach(stack -> NagSuppressions.addStackSuppressions(stack, jobSuppressions()));
    for (Stack stack : stacks) {
      Annotations.fromStack(stack).hasNoError("*", FINDING);
      Annotations.fromStack(stack).hasNoWarning("*", FINDING);
    }
  }

  @Test
  void findsAWildcardThatNobodyAccepted() throws InvalidContext {
    App app = app();
    Aspects.of(app).add(AwsSolutionsChecks.Builder.create().build());
    Deployment deployment = Synth.deployment(app, "111122223333", Synth.CONTEXTS);
    Annotations.fromStack(deployment.source())
        .hasError("*", Match.stringLikeRegexp("AwsSolutions-IAM5.*"));
  }

  /** Findings are to be read here, and not to fail the synth before. */
  private static App app() {
    return Synth.app(Map.of("@aws-cdk/core:annotationsInValidationReport", false));
  }

  private static List<NagPackSuppression> jobSuppressions() {
    return List.of(
        suppression("AwsSolutions-GL1", "CloudWatch Logs encrypts every log group at rest."),
        suppression("AwsSolutions-GL3", "The job keeps no bookmarks."));
  }

  private static NagPackSuppression wildcard(String resource, String reason) {
    Object appliesTo = resource.startsWith("/") ? Map.of("regex", resource) : resource;
    return NagPackSuppression.builder()
        .id("AwsSolutions-IAM5")
        .reason(reason)
        .appliesTo(List.of(appliesTo))
        .build();
  }

  private static NagPackSuppression suppression(String id, String reason) {
    return NagPackSuppression.builder().id(id).reason(reason).build();
  }
}
