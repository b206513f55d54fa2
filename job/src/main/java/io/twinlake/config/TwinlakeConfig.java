package io.twinlake.config;

import java.util.Map;

/**
 * Everything a run is told, validated. Keys and defaults are explained in {@code glue_config.conf}.
 *
 * @param bucketMapping source bucket to target bucket, in the file's order; empty when {@code
 *     update_table_s3_location} is off
 * @param callsPerSecond upper bounds by service ({@code glue}, {@code lakeformation})
 * @param text the configuration file as read, kept with every backup
 */
public record TwinlakeConfig(
    String sourceRegion,
    String targetRegion,
    Operation operation,
    Map<String, String> bucketMapping,
    Iceberg iceberg,
    BackupFiles files,
    Scope scope,
    Principals principals,
    Map<String, Double> callsPerSecond,
    String text) {

  /** What the run may do. */
  public record Operation(
      boolean syncGlueCatalog,
      boolean deleteTargetCatalogObjects,
      double deleteLimitPercent,
      boolean syncLfPermissions,
      boolean syncLfSettings,
      boolean revokeTargetPermissions,
      boolean restoreResourcePolicy,
      boolean enableTableOptimizers) {}

  /**
   * What is done about the paths in Iceberg's own files.
   *
   * @param rewrites whether anything is done about them
   * @param everySnapshot false for the current one alone
   * @param keepsPlain whether a table that cannot be rewritten is restored as its definition says,
   *     with the source's paths in its files, and not left out
   */
  public record Iceberg(
      boolean rewrites, boolean everySnapshot, FileCheck fileCheck, boolean keepsPlain) {
    /** Nothing of it. */
    public static final Iceberg OFF = new Iceberg(false, true, FileCheck.ALL, true);

    /** Which of the data files that a table refers to must be in the target. */
    public enum FileCheck {
      ALL,
      SAMPLE,
      NONE;

      /** Whether nothing is left to look for when this was made and another is wanted. */
      public boolean suffices(FileCheck wanted) {
        return compareTo(wanted) <= 0;
      }
    }
  }

  /**
   * Where backups go.
   *
   * @param folder prefix under the bucket, without slashes at its ends; may be empty
   * @param catalogFile file name of catalog records
   * @param catalogCopy the exact object that always holds the newest catalog file ({@code
   *     s3_data_path})
   * @param lakeFormationFile file name of Lake Formation records
   * @param lakeFormationCopy the exact object that always holds the newest Lake Formation file
   */
  public record BackupFiles(
      String bucket,
      String folder,
      String catalogFile,
      ObjectPlace catalogCopy,
      String lakeFormationFile,
      ObjectPlace lakeFormationCopy) {}

  /** One S3 object. */
  public record ObjectPlace(String bucket, String key) {
    @Override
    public String toString() {
      return "s3://" + bucket + "/" + key;
    }
  }
}
