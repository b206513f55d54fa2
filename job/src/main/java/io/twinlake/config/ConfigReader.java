package io.twinlake.config;

import io.twinlake.config.TwinlakeConfig.BackupFiles;
import io.twinlake.config.TwinlakeConfig.Iceberg;
import io.twinlake.config.TwinlakeConfig.Iceberg.FileCheck;
import io.twinlake.config.TwinlakeConfig.ObjectPlace;
import io.twinlake.config.TwinlakeConfig.Operation;
import io.twinlake.model.S3Location;
import io.twinlake.model.UserError;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Reads {@code glue_config.conf}, whose comments explain every key. */
public final class ConfigReader {
  /** The names that a snapshot gives to its own files. */
  private static final Set<String> SNAPSHOT_FILES =
      Set.of("config.conf", "principal_mapping", "manifest.json");

  /** Request rates of the Data Catalog are not published (aws-facts 14): careful guesses. */
  private static final double GLUE_CALLS = 50;

  private static final double LAKE_FORMATION_CALLS = 20;

  private final Values values;
  private final MappingFiles files;

  private ConfigReader(Values values, MappingFiles files) {
    this.values = values;
    this.files = files;
  }

  /** As {@link #parse(String, String, MappingFiles)}, with files on disk. */
  public static TwinlakeConfig parse(String text, String name) {
    return parse(text, name, MappingFiles.onDisk("."));
  }

  /**
   * @param name the file's name, for messages
   * @param files where the file of principals that it names is read
   * @throws UserError with every problem of the file, in the file's order
   */
  public static TwinlakeConfig parse(String text, String name, MappingFiles files) {
    Problems problems = new Problems(name);
    IniFile file = IniReader.read(withoutMark(text), problems);
    UnknownNames.report(file, problems);
    TwinlakeConfig config = new ConfigReader(new Values(file, problems), files).config(text);
    problems.throwIfAny();
    return config;
  }

  /**
   * Reads a local file.
   *
   * @throws UserError when it cannot be read, or has problems
   */
  public static TwinlakeConfig load(String file) {
    return load(file, MappingFiles.onDisk(file));
  }

  /** As {@link #load(String)}, with files that may lie elsewhere. */
  public static TwinlakeConfig load(String file, MappingFiles files) {
    return parse(ConfigFile.text(file), file, files);
  }

  /**
   * Reads an object, as job arguments name it.
   *
   * @param key slashes at its beginning are dropped
   * @throws UserError when it cannot be read, or has problems
   */
  public static TwinlakeConfig load(S3Client s3, String bucket, String key) {
    ConfigObject object = ConfigObject.of("configuration", bucket, key);
    return parse(object.text(s3), object.toString(), MappingFiles.inS3(s3, object.toString()));
  }

  /** Editors on Windows put a byte order mark before the text. */
  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private TwinlakeConfig config(String text) {
    values.optional(Key.LIST_DATASOURCE, Accepted::catalogs, List.of());
    List<String> regions = values.required(Key.AWS_REGION_LIST, Accepted::regions, List.of());
    String source = region(Key.SOURCE_REGION, regions);
    String target = region(Key.DESTINATION_REGION, regions);
    checkPair(source, target);
    return new TwinlakeConfig(
        source,
        target,
        operation(),
        mapping(),
        iceberg(),
        files(source),
        scope(),
        principals(),
        callsPerSecond(),
        text);
  }

  private String region(Key key, List<String> regions) {
    String region = values.required(key, Accepted::region, "");
    if (!region.isEmpty() && !regions.isEmpty() && !regions.contains(region)) {
      values.reject(key, "is not in aws_region_list; write a region of that list, or add it there");
    }
    return region;
  }

  private void checkPair(String source, String target) {
    if (source.isEmpty() || target.isEmpty()) {
      return;
    }
    if (source.equals(target)) {
      values.reject(Key.DESTINATION_REGION, "is the source region too; name another region");
    } else if (!partition(source).equals(partition(target))) {
      values.reject(
          Key.DESTINATION_REGION,
          "lies in another AWS partition than %s, and no role reaches both; name a region of %s"
              .formatted(source, partition(source)));
    }
  }

  private static String partition(String region) {
    return PartitionMetadata.of(Region.of(region)).id();
  }

  private Operation operation() {
    return new Operation(
        flag(Key.SYNC_GLUE_CATALOG, true),
        flag(Key.DELETE_TARGET_CATALOG_OBJECTS, false),
        values.optional(Key.DELETE_LIMIT_PERCENT, Accepted::percent, 20.0),
        flag(Key.SYNC_LF_PERMISSIONS, true),
        flag(Key.SYNC_LF_SETTINGS, false),
        flag(Key.REVOKE_TARGET_PERMISSIONS, false),
        flag(Key.RESTORE_RESOURCE_POLICY, false),
        flag(Key.ENABLE_TABLE_OPTIMIZERS, false));
  }

  private boolean flag(Key key, boolean otherwise) {
    return values.optional(key, Accepted::flag, otherwise);
  }

  private Map<String, String> mapping() {
    boolean update = flag(Key.UPDATE_TABLE_S3_LOCATION, false);
    Map<String, String> buckets =
        values.optional(Key.TARGET_S3_LOCATIONS, Accepted::places, Map.of());
    if (update && !values.has(Key.TARGET_S3_LOCATIONS)) {
      values.reject(
          Key.UPDATE_TABLE_S3_LOCATION,
          "needs a target_s3_locations that says which bucket becomes which; add it, or write False");
    }
    return update ? moved(buckets) : Map.of();
  }

  private Iceberg iceberg() {
    boolean rewrites = flag(Key.REWRITE_ICEBERG_METADATA, false);
    if (rewrites && !flag(Key.UPDATE_TABLE_S3_LOCATION, false)) {
      values.reject(
          Key.REWRITE_ICEBERG_METADATA,
          "needs to know where the files are in the target; write update_table_s3_location = True too, or False here");
    }
    return new Iceberg(
        rewrites,
        word(Key.ICEBERG_SNAPSHOTS, "all", "current").equals("all"),
        FileCheck.valueOf(
            word(Key.ICEBERG_FILE_CHECK, "all", "sample", "none").toUpperCase(Locale.ROOT)),
        word(Key.ICEBERG_FAILURES, "keep", "skip").equals("keep"));
  }

  /** The first of the words is the default. */
  private String word(Key key, String... words) {
    return values.optional(key, value -> Accepted.word(value, words), words[0]);
  }

  /**
   * A place that is its own target stays where it is, like one that is not in the map, unless it
   * lies in one that moves.
   */
  private static Map<String, String> moved(Map<String, String> places) {
    Map<String, String> moved = new LinkedHashMap<>(places);
    moved
        .entrySet()
        .removeIf(
            entry ->
                entry.getKey().equals(entry.getValue())
                    && places.keySet().stream()
                        .filter(other -> !other.equals(entry.getKey()))
                        .noneMatch(other -> S3Location.covers(other, entry.getKey())));
    return Collections.unmodifiableMap(moved);
  }

  private BackupFiles files(String sourceRegion) {
    String bucket = values.required(Key.BACKUP_FILE_BUCKET, Accepted::bucket, "");
    String folder = values.optional(Key.BACKUP_FILE_FOLDER, Accepted::folder, "twinlake");
    String catalog = fileName(Key.BACKUP_FILE_FILENAME, "glue_catalog.json");
    String permissions = fileName(Key.LF_STORAGE_FILE_NAME, "lf_permissions.json");
    if (permissions.equals(catalog)) {
      values.reject(
          values.has(Key.LF_STORAGE_FILE_NAME)
              ? Key.LF_STORAGE_FILE_NAME
              : Key.BACKUP_FILE_FILENAME,
          "is the name of both files, which lie side by side in a snapshot; name one otherwise");
    }
    BackupFiles files =
        new BackupFiles(
            bucket,
            folder,
            catalog,
            values.optional(
                Key.S3_DATA_PATH, Accepted::object, new ObjectPlace(bucket, path(folder, catalog))),
            permissions,
            new ObjectPlace(
                values.optional(Key.LF_STORAGE_BUCKET, Accepted::bucket, bucket),
                path(
                    values.optional(Key.LF_STORAGE_FILE_FOLDER, Accepted::folder, folder),
                    sourceRegion,
                    permissions)));
    checkCopies(files);
    return files;
  }

  private String fileName(Key key, String otherwise) {
    String name = values.optional(key, Accepted::fileName, otherwise);
    if (SNAPSHOT_FILES.contains(name)) {
      values.reject(key, "is the name of one of a snapshot's own files; choose another");
    }
    return name;
  }

  /** A copy is overwritten by every backup, and a snapshot is never changed. */
  private void checkCopies(BackupFiles files) {
    if (isInStore(files, files.catalogCopy())) {
      values.reject(
          Key.S3_DATA_PATH, "lies among the snapshots, which never change; choose another folder");
    }
    if (isInStore(files, files.lakeFormationCopy())) {
      values.reject(
          Key.LF_STORAGE_FILE_FOLDER,
          "lies among the snapshots, which never change; choose another folder");
    }
    if (files.catalogCopy().equals(files.lakeFormationCopy())) {
      values.reject(
          Key.S3_DATA_PATH, "is also where the Lake Formation file goes; choose another object");
    }
  }

  private static boolean isInStore(BackupFiles files, ObjectPlace copy) {
    return copy.bucket().equals(files.bucket())
        && Stream.of("snapshots", "state")
            .anyMatch(part -> copy.key().startsWith(path(files.folder(), part) + "/"));
  }

  private static String path(String... parts) {
    return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining("/"));
  }

  private Scope scope() {
    List<String> names = values.required(Key.DATABASE_LIST, Accepted::databases, List.of());
    boolean all = names.equals(List.of(Accepted.ALL_DATABASE));
    Set<CatalogPart> parts = values.optional(Key.INCLUDE, Accepted::parts, CatalogPart.DEFAULT);
    if (flag(Key.RESTORE_RESOURCE_POLICY, false) && !parts.contains(CatalogPart.RESOURCE_POLICY)) {
      values.reject(
          Key.RESTORE_RESOURCE_POLICY,
          "needs the policy to be backed up and read; name resource_policy in include too, or write False here");
    }
    return new Scope(
        all ? Set.of() : Set.copyOf(names),
        flag(Key.LF_GLOBAL_OBJECTS, all),
        CatalogPart.kinds(parts));
  }

  private Principals principals() {
    Map<String, String> accounts =
        values.optional(Key.ACCOUNT_MAPPING, PrincipalRules::accounts, Map.of());
    Map<String, String> own =
        values.optional(Key.PRINCIPAL_MAPPING, PrincipalRules::principals, Map.of());
    String file = values.optional(Key.PRINCIPAL_MAPPING_FILE, this::mappingFile, "");
    Map<String, String> entries =
        values.optional(Key.PRINCIPAL_MAPPING_FILE, place -> PrincipalRules.file(file, own), own);
    Key last =
        values.has(Key.PRINCIPAL_MAPPING_FILE) ? Key.PRINCIPAL_MAPPING_FILE : Key.PRINCIPAL_MAPPING;
    values.optional(last, value -> PrincipalRules.sound(entries, accounts), Map.of());
    return new Principals(
        accounts,
        entries,
        file,
        flag(Key.SHARE_CROSS_ACCOUNT, false),
        flag(Key.CHECK_PRINCIPALS, true));
  }

  /** A file that is not there is a problem of this file; one that S3 does not give is not. */
  private String mappingFile(String place) {
    try {
      return files.text(place);
    } catch (UserError e) {
      if (e.exit() == UserError.Exit.USAGE) {
        throw new BadValue(
            "cannot be used: " + String.valueOf(e.getMessage()).replaceFirst("\\.$", ""));
      }
      throw e;
    }
  }

  private Map<String, Double> callsPerSecond() {
    return Map.of(
        "glue",
        values.optional(Key.GLUE_CALLS_PER_SECOND, Accepted::perSecond, GLUE_CALLS),
        "lakeformation",
        values.optional(
            Key.LAKEFORMATION_CALLS_PER_SECOND, Accepted::perSecond, LAKE_FORMATION_CALLS));
  }
}
