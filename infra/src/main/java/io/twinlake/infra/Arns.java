package io.twinlake.infra;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.regioninfo.RegionInfo;

/** ARNs and host names of one account in its source (S) and target (T) region. */
record Arns(String partition, String account, String source, String target, String domain) {
  static Arns of(Stack stack, DeploymentSettings settings) {
    return new Arns(
        stack.getPartition(),
        stack.getAccount(),
        settings.sourceRegion(),
        settings.targetRegion(),
        String.valueOf(RegionInfo.get(settings.sourceRegion()).getDomainSuffix()));
  }

  List<String> regions() {
    return List.of(source, target);
  }

  String bucket(String name) {
    return "arn:%s:s3:::%s".formatted(partition, name);
  }

  String role(String name) {
    return "arn:%s:iam::%s:role/%s".formatted(partition, account, name);
  }

  String logStreams(String region, String groupPrefix) {
    return "arn:%s:logs:%s:%s:log-group:%s/*".formatted(partition, region, account, groupPrefix);
  }

  /** The catalog and all that lies in it: Glue checks a call against each level it touches. */
  Stream<String> catalog(String region) {
    return Stream.of("catalog", "database/*", "table/*/*").map(path -> glue(region, path));
  }

  /** What lies in the catalog beside databases. */
  Stream<String> satellites(String region) {
    return Stream.of("connection/*", "registry/*", "schema/*", "dataQualityRuleset/*")
        .map(path -> glue(region, path));
  }

  Stream<String> functions(String region) {
    return Stream.of(glue(region, "userDefinedFunction/*/*"));
  }

  Stream<String> connections(String region) {
    return Stream.of(glue(region, "connection/*"));
  }

  private String glue(String region, String path) {
    return "arn:%s:glue:%s:%s:%s".formatted(partition, region, account, path);
  }

  /** Values of {@code kms:ViaService} for {@code service} in both regions. */
  List<String> endpoints(String service) {
    return regions().stream().map(r -> "%s.%s.%s".formatted(service, r, domain)).toList();
  }
}
