package io.twinlake.config;

import com.google.common.collect.ImmutableList;

/**
 * The keys of the file: which sections they belong in, and their names, the first one preferred.
 */
enum Key {
  AWS_REGION_LIST(IniFile.DEFAULT, "aws_region_list"),

  SYNC_GLUE_CATALOG("Operation", "sync_glue_catalog"),
  DELETE_TARGET_CATALOG_OBJECTS("Operation", "delete_target_catalog_objects"),
  DELETE_LIMIT_PERCENT("Operation", "delete_limit_percent"),
  SYNC_LF_PERMISSIONS("Operation", "sync_lf_permissions"),
  REVOKE_TARGET_PERMISSIONS("Operation", "revoke_target_permissions"),
  SYNC_LF_SETTINGS("Operation", "sync_lf_settings"),

  UPDATE_TABLE_S3_LOCATION("Target_s3_update", "update_table_s3_location"),
  TARGET_S3_LOCATIONS(
      ImmutableList.of("Target_s3_update", "AwsDataCatalog"),
      "target_s3_locations",
      "S3BucketMapping"),
  REWRITE_ICEBERG_METADATA("Target_s3_update", "rewrite_iceberg_metadata"),
  ICEBERG_SNAPSHOTS("Target_s3_update", "iceberg_snapshots"),
  ICEBERG_FILE_CHECK("Target_s3_update", "iceberg_file_check"),
  ICEBERG_FAILURES("Target_s3_update", "iceberg_failures"),

  LIST_DATASOURCE("ListCatalog", "list_datasource"),

  SOURCE_REGION("AwsDataCatalog", "source_region"),
  DESTINATION_REGION("AwsDataCatalog", "destination_region"),
  BACKUP_FILE_BUCKET("AwsDataCatalog", "backup_file_bucket"),
  BACKUP_FILE_FOLDER("AwsDataCatalog", "backup_file_folder"),
  BACKUP_FILE_FILENAME("AwsDataCatalog", "backup_file_filename"),
  S3_DATA_PATH("AwsDataCatalog", "s3_data_path", "s3_location"),
  DATABASE_LIST("AwsDataCatalog", "database_list"),

  INCLUDE("Catalog", "include"),
  RESTORE_RESOURCE_POLICY("Catalog", "restore_resource_policy"),
  ENABLE_TABLE_OPTIMIZERS("Catalog", "enable_table_optimizers"),

  LF_STORAGE_BUCKET("LakeFormationPermissions", "lf_storage_bucket"),
  LF_STORAGE_FILE_FOLDER("LakeFormationPermissions", "lf_storage_file_folder"),
  LF_STORAGE_FILE_NAME("LakeFormationPermissions", "lf_storage_file_name"),
  LF_GLOBAL_OBJECTS("LakeFormationPermissions", "lf_global_objects"),

  ACCOUNT_MAPPING("Principals", "account_mapping"),
  PRINCIPAL_MAPPING("Principals", "principal_mapping"),
  PRINCIPAL_MAPPING_FILE("Principals", "principal_mapping_file"),
  SHARE_CROSS_ACCOUNT("Principals", "share_cross_account"),
  CHECK_PRINCIPALS("Principals", "check_principals"),

  GLUE_CALLS_PER_SECOND("Limits", "glue_calls_per_second"),
  LAKEFORMATION_CALLS_PER_SECOND("Limits", "lakeformation_calls_per_second");

  private final ImmutableList<String> sections;
  private final ImmutableList<String> names;

  Key(String section, String... names) {
    this(ImmutableList.of(section), names);
  }

  Key(ImmutableList<String> sections, String... names) {
    this.sections = sections;
    this.names = ImmutableList.copyOf(names);
  }

  ImmutableList<String> sections() {
    return sections;
  }

  ImmutableList<String> names() {
    return names;
  }

  boolean isCalled(String name) {
    return names.stream().anyMatch(name::equalsIgnoreCase);
  }

  /** Where and how it is best written: {@code [Operation] sync_glue_catalog}. */
  String place() {
    return "[" + sections.get(0) + "] " + names.get(0);
  }
}
