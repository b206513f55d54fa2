package io.twinlake.infra;

import static io.twinlake.infra.Allow.allow;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** S3 and KMS: the configuration, the backup, and whether the lake's mapped buckets exist. */
final class StorageStatements {
  /** A bucket of the same name in somebody else's account is not ours. */
  private static final String OWNER = "aws:ResourceAccount";

  private StorageStatements() {}

  static List<PolicyStatement> of(Arns arns, DeploymentSettings settings) {
    List<PolicyStatement> statements =
        new ArrayList<>(
            List.of(
                readConfiguration(arns, settings), listBuckets(arns), useBackups(arns, settings)));
    if (!settings.kmsKeyArns().isEmpty()) {
      statements.add(useKeys(arns, settings));
    }
    if (!settings.icebergBuckets().isEmpty()) {
      statements.addAll(rewriteIceberg(arns, settings));
    }
    return statements;
  }

  /** What is written goes to folders of its own, so that nothing of the lake can be changed. */
  private static List<PolicyStatement> rewriteIceberg(Arns arns, DeploymentSettings settings) {
    return List.of(
        allow("ReadIcebergFiles", "s3", "GetObject")
            .when(OWNER, arns.account())
            .on(settings.icebergBuckets().stream().map(b -> arns.bucket(b + "/*")).toList()),
        allow("WriteIcebergMetadata", "s3", "PutObject")
            .when(OWNER, arns.account())
            .on(
                settings.icebergBuckets().stream()
                    .map(b -> arns.bucket(b + "/*/twinlake-*/*"))
                    .toList()));
  }

  private static PolicyStatement readConfiguration(Arns arns, DeploymentSettings settings) {
    return allow("ReadConfiguration", "s3", "GetObject")
        .when(OWNER, arns.account())
        .on(arns.bucket(settings.configBucket() + "/" + settings.configKey()));
  }

  /**
   * To list backups and to find the lake's buckets, for HeadBucket asks for it as well; which these
   * are the configuration says, and may say otherwise tomorrow.
   */
  private static PolicyStatement listBuckets(Arns arns) {
    return allow("ListBuckets", "s3", "ListBucket")
        .when(OWNER, arns.account())
        .on(arns.bucket("*"));
  }

  /** A conditional write asks for GetObject as well; nothing here can remove a backup. */
  private static PolicyStatement useBackups(Arns arns, DeploymentSettings settings) {
    return allow("ReadAndWriteBackups", "s3", "GetObject", "PutObject", "AbortMultipartUpload")
        .when(OWNER, arns.account())
        .on(
            Stream.of(settings.backup(), settings.lakeFormation())
                .map(Folder::objects)
                .distinct()
                .map(arns::bucket)
                .toList());
  }

  private static PolicyStatement useKeys(Arns arns, DeploymentSettings settings) {
    List<String> services =
        Stream.of("s3", "glue").flatMap(service -> arns.endpoints(service).stream()).toList();
    return allow("UseKeys", "kms", "Decrypt", "Encrypt", "GenerateDataKey")
        .when("kms:ViaService", services)
        .on(settings.kmsKeyArns());
  }
}
