package io.twinlake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.twinlake.config.TwinlakeConfig.BackupFiles;
import io.twinlake.config.TwinlakeConfig.Iceberg;
import io.twinlake.config.TwinlakeConfig.ObjectPlace;
import io.twinlake.config.TwinlakeConfig.Operation;
import io.twinlake.model.Kind;
import io.twinlake.model.UserError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
  private static final String SMALLEST =
      """
      [DEFAULT]
      aws_region_list = ['us-east-1', 'ap-south-1', 'cn-north-1']
      [AwsDataCatalog]
      source_region = us-east-1
      destination_region = ap-south-1
      backup_file_bucket = backups
      database_list = ['ALL_DATABASE']
      """;

  @Test
  void readsTheFileOfThePythonOriginal() {
    String text = SampleFiles.pythonOriginal();
    assertThat(ConfigReader.parse(text, "glue_config.conf"))
        .isEqualTo(
            new TwinlakeConfig(
                "us-east-1",
                "us-west-2",
                new Operation(true, false, 20, true, false, false, false, false),
                Map.of(),
                Iceberg.OFF,
                new BackupFiles(
                    "our-source-bucket",
                    "catalog_backup_storage",
                    "catalog_file_name.json",
                    new ObjectPlace(
                        "our-source-bucket", "catalog_backup_storage/catalog_file_name.json"),
                    "lf_permissions.json",
                    new ObjectPlace(
                        "our-source-bucket",
                        "lf_permission_storage/us-east-1/lf_permissions.json")),
                new Scope(Set.of("audit_trail"), false),
                Principals.UNCHANGED,
                Map.of("glue", 50.0, "lakeformation", 20.0),
                text));
  }

  @Test
  void readsTheShippedFile() {
    String text = SampleFiles.shipped();
    assertThat(ConfigReader.parse(text, "glue_config.conf"))
        .isEqualTo(
            new TwinlakeConfig(
                "us-east-1",
                "ap-south-1",
                new Operation(true, false, 20, true, false, false, false, false),
                Map.of(
                    "sample-lake-us-east-1", "sample-lake-ap-south-1",
                    "sample-cur-us-east-1", "sample-cur-ap-south-1"),
                new Iceberg(true, true, Iceberg.FileCheck.ALL, true),
                new BackupFiles(
                    "twinlake-backup-ap-south-1",
                    "twinlake",
                    "glue_catalog.json",
                    new ObjectPlace("twinlake-backup-ap-south-1", "twinlake/glue_catalog.json"),
                    "lf_permissions.json",
                    new ObjectPlace(
                        "twinlake-backup-ap-south-1", "twinlake/us-east-1/lf_permissions.json")),
                Scope.ALL,
                Principals.UNCHANGED,
                Map.of("glue", 50.0, "lakeformation", 20.0),
                text));
  }

  @Test
  void fillsInDefaultsForAllButFiveKeys() {
    TwinlakeConfig config = ConfigReader.parse(SMALLEST, "smallest.conf");
    assertThat(config.operation())
        .isEqualTo(new Operation(true, false, 20, true, false, false, false, false));
    assertThat(config.bucketMapping()).isEmpty();
    assertThat(config.files())
        .isEqualTo(
            new BackupFiles(
                "backups",
                "twinlake",
                "glue_catalog.json",
                new ObjectPlace("backups", "twinlake/glue_catalog.json"),
                "lf_permissions.json",
                new ObjectPlace("backups", "twinlake/us-east-1/lf_permissions.json")));
    assertThat(config.scope()).isEqualTo(Scope.ALL);
    assertThat(config.callsPerSecond()).isEqualTo(Map.of("glue", 50.0, "lakeformation", 20.0));
  }

  @Test
  void readsEveryKey() {
    TwinlakeConfig config =
        ConfigReader.parse(
            SMALLEST.replace("['ALL_DATABASE']", "['Sales', 'finance']")
                + """
                BACKUP_FILE_FOLDER : /a/b/
                backup_file_filename = c.json
                s3_location = s3://copies/c
                S3BucketMapping = {'a-1': 'a-2', "Old_Bucket": 'b-2', 'same': 'same'}
                [LakeFormationPermissions]
                lf_storage_bucket = rights
                lf_storage_file_folder =
                lf_storage_file_name = d.json
                lf_global_objects = 1
                [Operation]
                sync_glue_catalog = off
                delete_target_catalog_objects = YES
                delete_limit_percent = 12.5
                sync_lf_permissions = No
                revoke_target_permissions = on
                sync_lf_settings = true
                [Target_s3_update]
                update_table_s3_location = yes
                [Catalog]
                restore_resource_policy = yes
                enable_table_optimizers = yes
                [ListCatalog]
                list_datasource = ("AwsDataCatalog",)
                [Limits]
                glue_calls_per_second = 0.5
                lakeformation_calls_per_second = 7
                """,
            "every.conf");
    assertThat(config.operation())
        .isEqualTo(new Operation(false, true, 12.5, false, true, true, true, true));
    assertThat(config.bucketMapping())
        .containsExactly(Map.entry("a-1", "a-2"), Map.entry("Old_Bucket", "b-2"));
    assertThat(config.files())
        .isEqualTo(
            new BackupFiles(
                "backups",
                "a/b",
                "c.json",
                new ObjectPlace("copies", "c"),
                "d.json",
                new ObjectPlace("rights", "us-east-1/d.json")));
    assertThat(config.scope()).isEqualTo(new Scope(Set.of("sales", "finance"), true));
    assertThat(config.callsPerSecond()).isEqualTo(Map.of("glue", 0.5, "lakeformation", 7.0));
  }

  @Test
  void includesAllPartsOfTheCatalogButTheStatisticsOfPartitions() {
    assertThat(ConfigReader.parse(SMALLEST, "smallest.conf").scope().kinds())
        .contains(Kind.PARTITION_INDEX, Kind.SCHEMA_VERSION, Kind.RESOURCE_POLICY)
        .doesNotContain(Kind.PARTITION_COLUMN_STATISTICS);
  }

  @Test
  void includesOnlyThePartsThatAreNamed() {
    String text = SMALLEST + "[Catalog]\ninclude = ['Functions', 'schema_registries']\n";
    assertThat(ConfigReader.parse(text, "parts.conf").scope().kinds())
        .containsExactlyInAnyOrder(
            Kind.USER_DEFINED_FUNCTION, Kind.SCHEMA_REGISTRY, Kind.SCHEMA, Kind.SCHEMA_VERSION);
    assertThat(ConfigReader.parse(SMALLEST + "[Catalog]\ninclude = []\n", "none.conf").scope())
        .isEqualTo(new Scope(Set.of(), true, Set.of()));
  }

  @Test
  void namesThePartThatWasProbablyMeant() {
    String text = SMALLEST + "[Catalog]\ninclude = ['functions', 'crawler']\n";
    assertThat(catchThrowableOfType(UserError.class, () -> ConfigReader.parse(text, "wrong.conf")))
        .hasMessageContaining("has 'crawler', which is no part of the catalog; write crawlers");
  }

  @Test
  void inheritsKeysFromDefaultAndPrefersTheSectionsOwn() {
    TwinlakeConfig config =
        ConfigReader.parse(
            SMALLEST.replace(
                "[AwsDataCatalog]\n",
                "lf_storage_bucket = %(backup_file_bucket)s-lf\nbackup_file_bucket = inherited\nsync_glue_catalog = no\n[AwsDataCatalog]\n"),
            "inherited.conf");
    assertThat(config.files().bucket()).isEqualTo("backups");
    assertThat(config.files().lakeFormationCopy().bucket()).isEqualTo("inherited-lf");
    assertThat(config.operation().syncGlueCatalog()).isFalse();
  }

  @Test
  void acceptsKeysOfTheOperatorsOwnThatAnotherValueUses() {
    TwinlakeConfig config =
        ConfigReader.parse(
            SMALLEST
                .replace("= backups", "= %(team)s-%(STAGE)s\nteam = lake")
                .replace("[DEFAULT]\n", "[DEFAULT]\nstage = prod\n"),
            "own.conf");
    assertThat(config.files().bucket()).isEqualTo("lake-prod");
  }

  @Test
  void readsAFileThatWasWrittenOnWindows() {
    String text = "\uFEFF" + SMALLEST.replace("\n", "\r\n");
    assertThat(ConfigReader.parse(text, "windows.conf").targetRegion()).isEqualTo("ap-south-1");
  }

  @Test
  void tellsTenMistakesAtOnceInTheOrderOfTheFile() {
    assertThat(
            problems(
                """
                [DEFAULT]
                aws_region_list = ['us-east-1', 'us-west-2'
                [Operation]
                sync_glue_catalog = maybe
                sync_lf_permisions = True
                delete_limit_percent = 200
                [Target_s3_updates]
                update_table_s3_location = True
                [AwsDataCatalog]
                source_region = 'us-east-1'
                destination_region = ap-south-1
                backup_file_bucket = s3://backups
                s3_data_path = s3://%(bucket)s/x
                database_list = [sales]
                target_s3_locations = {'a-a-a': 'b-b-b', 'b-b-b': 'c-c-c'}
                """))
        .containsExactly(
            "test.conf:2: [DEFAULT] aws_region_list = ['us-east-1', 'us-west-2' is not a Python literal: at character 26 the value ends where a comma or ] should be.",
            "test.conf:4: [Operation] sync_glue_catalog = maybe is neither yes nor no; write True or False (yes, no, on, off, 1 and 0 are fine too).",
            "test.conf:5: [Operation] sync_lf_permisions is not a known key; write sync_lf_permissions, or remove it.",
            "test.conf:6: [Operation] delete_limit_percent = 200 is more than all; write a number from 0 to 100.",
            "test.conf:7: [Target_s3_updates] is not a section of this file; write [Target_s3_update], or remove it.",
            "test.conf:10: [AwsDataCatalog] source_region = 'us-east-1' is not the name of an AWS region; write it without quotes like us-east-1.",
            "test.conf:12: [AwsDataCatalog] backup_file_bucket = s3://backups has 's3://backups', which cannot be a bucket's name; write the name alone, without s3:// and slashes: 3 to 63 lower-case letters, digits, dots and hyphens.",
            "test.conf:13: [AwsDataCatalog] s3_data_path = s3://%(bucket)s/x refers to %(bucket)s, which neither [AwsDataCatalog] nor [DEFAULT] has; add that key or write the value out.",
            "test.conf:14: [AwsDataCatalog] database_list = [sales] is not a Python literal: at character 2 it has sales] where 'sales' in quotes should be.",
            "test.conf:15: [AwsDataCatalog] target_s3_locations = {'a-a-a': 'b-b-b', 'b-b-b': 'c-c-c'} maps 'a-a-a' to 'b-b-b' and that on to another bucket; give each bucket its final target.");
  }

  @Test
  void namesEveryKeyThatIsMissing() {
    assertThat(problems("[AwsDataCatalog]\n"))
        .containsExactly(
            "test.conf:1: [AwsDataCatalog] source_region is missing; add it as the shipped glue_config.conf explains.",
            "test.conf:1: [AwsDataCatalog] destination_region is missing; add it as the shipped glue_config.conf explains.",
            "test.conf:1: [AwsDataCatalog] backup_file_bucket is missing; add it as the shipped glue_config.conf explains.",
            "test.conf:1: [AwsDataCatalog] database_list is missing; add it as the shipped glue_config.conf explains.",
            "test.conf: [DEFAULT] aws_region_list is missing; add it as the shipped glue_config.conf explains.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          source_region      | eu-west-1      | is not in aws_region_list; write a region of that list, or add it there
          source_region      | ap-south-1     | [AwsDataCatalog] destination_region = ap-south-1 is the source region too; name another region
          destination_region | cn-north-1     | lies in another AWS partition than us-east-1, and no role reaches both; name a region of aws
          aws_region_list    | ['Virginia']   | has 'Virginia', which is not the name of an AWS region; write names like 'us-east-1'
          aws_region_list    | us-east-1      | is not a Python literal: at character 1 it has us-east-1 where 'us-east-1' in quotes should be
          backup_file_bucket | 192.168.1.1    | has '192.168.1.1', which cannot be a bucket's name
          backup_file_bucket | a..b           | has 'a..b', which cannot be a bucket's name
          backup_file_bucket | Upper          | has 'Upper', which cannot be a bucket's name
          database_list      | []             | is empty; name databases, or write ['ALL_DATABASE']
          database_list      | 'ALL_DATABASE' | is not a list; write ['sales', 'finance'] or ['ALL_DATABASE']
          database_list      | [1]            | has something that is not a text in quotes
          database_list      | ['']           | has '(nothing)', which cannot be a database's name; write 1 to 255 characters
          database_list      | ['a','ALL_DATABASE'] | mixes ALL_DATABASE with names; write either ['ALL_DATABASE'] or the names
          database_list      | ['a' 'b']      | at character 6 it has 'b'] where a comma or ] should be
          """)
  void refusesAValue(String key, String value, String complaint) {
    String text = SMALLEST.replaceFirst("(?m)^" + key + " = .*", key + " = " + value);
    assertThat(problems(text)).singleElement().asString().contains(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          backup_file_folder   | s3://a/b         | is a URI; write the prefix alone, like backups/twinlake
          backup_file_filename | a/b.json         | is not a file's name; write one without slashes, like data.json
          backup_file_filename | manifest.json    | is the name of one of a snapshot's own files; choose another
          backup_file_filename | lf_permissions.json | is the name of both files
          s3_data_path         | s3a://backups/x  | is not the place of an object; write s3://bucket/folder/file
          s3_data_path         | s3://backups/x/  | is not the place of an object; write s3://bucket/folder/file
          s3_data_path         | s3://backups     | is not the place of an object; write s3://bucket/folder/file
          s3_data_path         | s3://backups/twinlake/snapshots/x | lies among the snapshots, which never change; choose another folder
          s3_data_path         | s3://backups/twinlake/us-east-1/lf_permissions.json | is also where the Lake Formation file goes; choose another object
          s3_data_path         | s3://b/50%       | has a % that stands alone; write %% for one, or %(key)s for a value
          s3_data_path         | %(s3_data_path)s | refers to other keys more than ten deep; does it refer to itself
          target_s3_locations  | ['a']            | is not a dict; write {'source-bucket': 'target-bucket'}
          target_s3_locations  | {'aaa': None}    | has a bucket that is not a text; write {'source-bucket': 'target-bucket'}
          target_s3_locations  | {'aaa': 's3://bbb/'} | has 's3://bbb/', which is neither a bucket nor bucket/prefix
          target_s3_locations  | {'aaa/': 'bbb//x'} | has 'bbb//x', in which a folder's name is missing
          target_s3_locations  | {'aaa': 'bbb/x', 'ccc': 'bbb'} | maps two buckets to 'bbb'
          target_s3_locations  | {'aaa': 'bbb', 'bbb/x': 'ccc'} | maps 'aaa' to 'bbb' and that on to another bucket
          target_s3_locations  | {'aaa':'bbb','aaa':'ccc'} | has 'aaa' twice; keep one target for it
          delete_limit_percent | 5                | has no effect there; move it to [Operation]
          sauce_region         | eu-west-1        | [AwsDataCatalog] sauce_region is not a known key; write source_region, or remove it
          colour               | blue             | [AwsDataCatalog] colour is not a known key; remove it, or use one of S3BucketMapping, backup_file_bucket
          source_region        | us-east-1        | [AwsDataCatalog] source_region is set already, in line 4; remove one of the two
          """)
  void refusesAFurtherKey(String key, String value, String complaint) {
    assertThat(problems(SMALLEST + key + " = " + value + "\n"))
        .singleElement()
        .asString()
        .startsWith("test.conf:8: ")
        .contains(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          [Operation]\\nsync_glue_catalog =                | sync_glue_catalog = (nothing) is neither yes nor no
          [Operation]\\ndelete_limit_percent = NaN         | delete_limit_percent = NaN is not a number; write a number from 0 to 100
          [Limits]\\nglue_calls_per_second = 0             | glue_calls_per_second = 0 would stop every call; write a number above 0
          [Limits]\\nglue_calls_per_second = -1            | glue_calls_per_second = -1 is not a number; write a number above 0
          [ListCatalog]\\nlist_datasource = ['other']      | names other catalogs than the one that is supported; write ['AwsDataCatalog']
          [Target_s3_update]\\nupdate_table_s3_location=on | update_table_s3_location = on needs a target_s3_locations
          [operation]\\nsync_glue_catalog = True           | [operation] is not a section of this file; write [Operation], or remove it
          [AwsDataCatalog]                                 | [AwsDataCatalog] is there already, in line 3; move its keys there
          [LakeFormationPermissions]\\nlf_storage_file_folder=twinlake/state | lies among the snapshots, which never change
          """)
  void refusesAFurtherSection(String section, String complaint) {
    assertThat(problems(SMALLEST + section.replace("\\n", "\n")))
        .singleElement()
        .asString()
        .contains(complaint);
  }

  @Test
  void refusesTwoNamesForOneKey() {
    assertThat(
            problems(
                SMALLEST + "target_s3_locations = {}\n[Target_s3_update]\nS3BucketMapping = {}\n"))
        .containsExactly(
            "test.conf:10: [AwsDataCatalog] target_s3_locations means the same as [Target_s3_update] s3bucketmapping; remove one of the two.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# nothing\n", "\0", "[", "[]", "=", "key", "%", "[x]\n=y"})
  void refusesWhatIsNoConfigurationInSentences(String text) {
    assertThat(problems(text)).allMatch(sentence -> sentence.matches("test\\.conf(:\\d+)?: .*\\."));
  }

  @Test
  void aPolicyThatIsRestoredIsIncluded() {
    String text = SMALLEST + "[Catalog]\ninclude = %s\nrestore_resource_policy = True\n";
    assertThat(problems(text.formatted("['crawlers']")))
        .singleElement()
        .asString()
        .startsWith("test.conf:10: [Catalog] restore_resource_policy = True")
        .contains("name resource_policy in include too");
    ConfigReader.parse(text.formatted("['resource_policy']"), "test.conf");
    ConfigReader.parse(text.formatted("[]").replace("True", "False"), "test.conf");
  }

  private static List<String> problems(String text) {
    UserError error =
        catchThrowableOfType(UserError.class, () -> ConfigReader.parse(text, "test.conf"));
    assertThat(error).isNotNull();
    assertThat(error.exit()).isEqualTo(UserError.Exit.USAGE);
    return error.problems();
  }

  @Test
  void rewritesNoIcebergTableUnlessToldTo() {
    assertThat(ConfigReader.parse(SMALLEST, "c").iceberg()).isEqualTo(Iceberg.OFF);
  }

  @Test
  void readsWhatToDoAboutIcebergTables() {
    String text =
        SMALLEST
            + """
            [Target_s3_update]
            update_table_s3_location = True
            target_s3_locations = {'a-1': 'a-2'}
            rewrite_iceberg_metadata = True
            iceberg_snapshots = Current
            iceberg_file_check = sample
            iceberg_failures = skip
            """;
    assertThat(ConfigReader.parse(text, "c").iceberg())
        .isEqualTo(new Iceberg(true, false, Iceberg.FileCheck.SAMPLE, false));
  }

  @Test
  void saysWhatIcebergsKeysAcceptAndThatTheyNeedAMapping() {
    String text =
        SMALLEST
            + """
            [Target_s3_update]
            rewrite_iceberg_metadata = True
            iceberg_snapshots = some
            iceberg_file_check = maybe
            iceberg_failures = drop
            """;
    assertThatThrownBy(() -> ConfigReader.parse(text, "c"))
        .hasMessageContaining("write update_table_s3_location = True too, or False here")
        .hasMessageContaining("write all or current")
        .hasMessageContaining("write all or sample or none")
        .hasMessageContaining("write keep or skip");
  }
}
