package io.twinlake.infra;

import java.util.Locale;

/** The contexts the app knows; the same words as an operator types after {@code --context}. */
enum ContextKey {
  CONFIG_BUCKET_NAME,
  BACKUP_BUCKET_NAME,
  TARGET_REGION,
  CONFIG_FILE_NAME,
  SOURCE_REGION,
  BACKUP_FILE_FOLDER,
  LF_STORAGE_BUCKET_NAME,
  LF_STORAGE_FILE_FOLDER,
  OPERATOR_ROLE_ARN,
  REGISTERED_LOCATION_ROLE_ARNS,
  VIEW_DEFINER_ROLE_ARNS,
  TABLE_OPTIMIZER_ROLE_ARNS,
  KMS_KEY_ARNS,
  ICEBERG_BUCKETS,
  SCHEDULE,
  GLUE_VERSION,
  ATTACH_GLUE_SERVICE_ROLE,
  ROLE_NAME;

  /** As typed, such as {@code config_bucket_name}. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
