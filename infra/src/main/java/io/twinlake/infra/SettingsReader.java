package io.twinlake.infra;

import static io.twinlake.infra.ContextKey.ATTACH_GLUE_SERVICE_ROLE;
import static io.twinlake.infra.ContextKey.BACKUP_BUCKET_NAME;
import static io.twinlake.infra.ContextKey.BACKUP_FILE_FOLDER;
import static io.twinlake.infra.ContextKey.CONFIG_BUCKET_NAME;
import static io.twinlake.infra.ContextKey.CONFIG_FILE_NAME;
import static io.twinlake.infra.ContextKey.ICEBERG_BUCKETS;
import static io.twinlake.infra.ContextKey.KMS_KEY_ARNS;
import static io.twinlake.infra.ContextKey.LF_STORAGE_BUCKET_NAME;
import static io.twinlake.infra.ContextKey.LF_STORAGE_FILE_FOLDER;
import static io.twinlake.infra.ContextKey.OPERATOR_ROLE_ARN;
import static io.twinlake.infra.ContextKey.REGISTERED_LOCATION_ROLE_ARNS;
import static io.twinlake.infra.ContextKey.SOURCE_REGION;
import static io.twinlake.infra.ContextKey.TARGET_REGION;
import static io.twinlake.infra.ContextKey.VIEW_DEFINER_ROLE_ARNS;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.regioninfo.RegionInfo;

/** From contexts and the CLI's environment to settings, or to every problem at once. */
final class SettingsReader {
  /** Of backup_file_folder in glue_config.conf. */
  private static final String CONFIGURATIONS_DEFAULT = "twinlake";

  private final Contexts contexts;
  private final @Nullable String defaultAccount;
  private final String defaultRegion;

  /** Both defaults are what the CDK CLI says about the caller; null when it knows nothing. */
  SettingsReader(
      Map<String, Object> contexts,
      @Nullable String defaultAccount,
      @Nullable String defaultRegion) {
    this.contexts = new Contexts(contexts);
    this.defaultAccount = defaultAccount;
    this.defaultRegion = Objects.requireNonNullElse(defaultRegion, "");
  }

  DeploymentSettings read() throws InvalidContext {
    String configBucket = contexts.required(CONFIG_BUCKET_NAME, Form.BUCKET);
    String backupBucket = contexts.required(BACKUP_BUCKET_NAME, Form.BUCKET);
    String targetRegion = contexts.required(TARGET_REGION, Form.REGION);
    String sourceRegion = contexts.orElse(SOURCE_REGION, Form.REGION, defaultRegion);
    Folder backup = folder(backupBucket, BACKUP_FILE_FOLDER, "");
    Folder snapshots = folder(backupBucket, BACKUP_FILE_FOLDER, CONFIGURATIONS_DEFAULT);
    Folder lakeFormation =
        folder(
            contexts.orElse(LF_STORAGE_BUCKET_NAME, Form.BUCKET, backupBucket),
            LF_STORAGE_FILE_FOLDER,
            "");
    DeploymentSettings settings =
        new DeploymentSettings(
            defaultAccount,
            sourceRegion,
            targetRegion,
            configBucket,
            key(contexts.orElse(CONFIG_FILE_NAME, Form.OBJECT_KEY, "glue_config.conf")),
            backup,
            snapshots,
            lakeFormation,
            contexts.orElse(ContextKey.ROLE_NAME, Form.ROLE_NAME, "LFRestoreOnDemandGlueRole"),
            contexts.orNull(OPERATOR_ROLE_ARN, Form.ROLE_ARN),
            contexts.list(REGISTERED_LOCATION_ROLE_ARNS, Form.ROLE_ARN),
            contexts.list(VIEW_DEFINER_ROLE_ARNS, Form.ROLE_ARN),
            contexts.list(ContextKey.TABLE_OPTIMIZER_ROLE_ARNS, Form.ROLE_ARN),
            contexts.list(KMS_KEY_ARNS, Form.KEY_ARN),
            contexts.list(ICEBERG_BUCKETS, Form.BUCKET),
            contexts.orNull(ContextKey.SCHEDULE, Form.SCHEDULE),
            contexts.orElse(ContextKey.GLUE_VERSION, Form.GLUE_VERSION, "5.1"),
            Boolean.parseBoolean(contexts.orElse(ATTACH_GLUE_SERVICE_ROLE, Form.BOOLEAN, "false")));
    checkRegions(sourceRegion, targetRegion);
    checkFolders(backup, lakeFormation);
    contexts.throwIfInvalid();
    return settings;
  }

  private Folder folder(String bucket, ContextKey key, String otherwise) {
    return new Folder(bucket, contexts.orElse(key, Form.OBJECT_KEY, otherwise));
  }

  private static String key(String typed) {
    return typed.replaceFirst("^/+", "");
  }

  private void checkRegions(String source, String target) {
    if (source.isEmpty()) {
      contexts.problem(
          "source_region is unknown; add --context source_region=REGION or set AWS_REGION.");
    } else if (source.equals(target)) {
      contexts.problem(
          "target_region is '%s', which is the source region too; give another region, or name the"
                  .formatted(target)
              + " right source with --context source_region=REGION.");
    } else if (Form.REGION.admits(source)
        && Form.REGION.admits(target)
        && !partition(source).equals(partition(target))) {
      contexts.problem(
          "target_region '%s' and source region '%s' are in different AWS partitions; choose two of"
                  .formatted(target, source)
              + " one partition.");
    }
  }

  private static String partition(String region) {
    return String.valueOf(RegionInfo.get(region).getPartition());
  }

  private void checkFolders(Folder backup, Folder lakeFormation) {
    if (backup.bucket().equals(lakeFormation.bucket())
        && backup.name().isEmpty() != lakeFormation.name().isEmpty()) {
      contexts.problem(
          "backup_file_folder and lf_storage_file_folder share the bucket '%s', so one of them alone"
                  .formatted(backup.bucket())
              + " would leave the whole bucket open to the job; give both or neither.");
    }
  }
}
