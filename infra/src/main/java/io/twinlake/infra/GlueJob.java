package io.twinlake.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.glue.CfnJob;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.s3.assets.Asset;

/** A Glue job named as its construct, with its log groups and its own copy of jar and script. */
final class GlueJob {
  private final CfnJob job;
  private final List<Asset> assets;

  /**
   * @param told what a run does unless it is told otherwise: the job's own arguments, as its entry
   *     point names them
   */
  GlueJob(
      Stack stack,
      String name,
      Map<String, String> told,
      String roleArn,
      JobAssets files,
      DeploymentSettings settings) {
    Asset jar = asset(stack, "JobJar", files.jar().toString());
    Asset script = asset(stack, "JobScript", files.script().toString());
    this.assets = List.of(jar, script);
    this.job =
        CfnJob.Builder.create(stack, name)
            .name(name)
            .description("Twinlake: backs up and restores the Data Catalog and Lake Formation.")
            .role(roleArn)
            .command(
                CfnJob.JobCommandProperty.builder()
                    .name("glueetl")
                    .scriptLocation(script.getS3ObjectUrl())
                    .build())
            .glueVersion(settings.glueVersion())
            // The smallest Spark job that Glue runs: a driver and one worker.
            .workerType("G.1X")
            .numberOfWorkers(2)
            .timeout(120)
            .maxRetries(0)
            .executionProperty(
                CfnJob.ExecutionPropertyProperty.builder().maxConcurrentRuns(1).build())
            .defaultArguments(arguments(name, jar, told))
            .build();
    createLogGroup(stack, "OutputLog", logGroupPrefix(name) + "/output");
    createLogGroup(stack, "ErrorLog", logGroupPrefix(name) + "/error");
  }

  /** Glue writes to {@code /output} and {@code /error} under it. */
  static String logGroupPrefix(String name) {
    return "/aws-glue/" + name;
  }

  CfnJob resource() {
    return job;
  }

  /** Not {@link Asset#grantRead}, which opens the whole bootstrap bucket. */
  PolicyStatement readAssets() {
    return Allow.allow("ReadJobFiles", "s3", "GetObject")
        .on(
            assets.stream()
                .map(asset -> asset.getBucket().arnForObjects(asset.getS3ObjectKey()))
                .toList());
  }

  private static Asset asset(Stack stack, String id, String path) {
    return Asset.Builder.create(stack, id).path(path).build();
  }

  private static Map<String, String> arguments(String name, Asset jar, Map<String, String> told) {
    Map<String, String> arguments = new TreeMap<>();
    arguments.put("--job-language", "scala");
    arguments.put("--class", "GlueApp");
    arguments.put("--extra-jars", jar.getS3ObjectUrl());
    arguments.put("--custom-logGroup-prefix", logGroupPrefix(name));
    arguments.put("--enable-metrics", "true");
    told.forEach((argument, value) -> arguments.put("--" + argument, value));
    return arguments;
  }

  /** Created here for its retention: what Glue creates itself never expires. */
  private void createLogGroup(Stack stack, String id, String name) {
    job.getNode()
        .addDependency(
            LogGroup.Builder.create(stack, id)
                .logGroupName(name)
                .retention(RetentionDays.THREE_MONTHS)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build());
  }
}
