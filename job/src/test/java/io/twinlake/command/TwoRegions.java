package io.twinlake.command;

import io.twinlake.aws.AwsAccess;
import io.twinlake.aws.AwsRegion;
import io.twinlake.aws.Pauses;
import io.twinlake.config.ConfigReader;
import io.twinlake.config.TwinlakeConfig;
import io.twinlake.model.Events;
import io.twinlake.standin.StandIn;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;

/**
 * A stand-in with a source and a target region, the job's role as read-only admin of the one and
 * admin of the other, the backup bucket in the target, and words to run commands.
 */
public final class TwoRegions implements AutoCloseable {
  public static final String ACCOUNT = "111122223333";
  public static final String SOURCE = "us-east-1";
  public static final String TARGET = "ap-south-1";
  public static final String BACKUPS = "twinlake-backup-ap-south-1";

  private static final String EVERYTHING =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

  private static final Pauses SHORT = new Pauses(Duration.ofMillis(1), Duration.ofMillis(4));

  private final StandIn aws;
  private final AwsCredentials job;
  private final AwsRegion source;
  private final AwsRegion target;

  public TwoRegions() {
    this(Clock.systemUTC());
  }

  /**
   * @param clock S3's, which tells when a lease runs out
   */
  public TwoRegions(Clock clock) {
    aws = StandIn.builder().accounts(ACCOUNT).regions(SOURCE, TARGET).clock(clock).start();
    job = aws.account(ACCOUNT).role("LFRestoreOnDemandGlueRole", EVERYTHING);
    source = as(aws.account(ACCOUNT).observer(), SOURCE);
    target = as(aws.account(ACCOUNT).observer(), TARGET);
    target
        .s3()
        .createBucket(
            r -> r.bucket(BACKUPS).createBucketConfiguration(c -> c.locationConstraint(TARGET)));
    DataLakePrincipal owner = principal("arn:aws:iam::" + ACCOUNT + ":user/admin");
    DataLakePrincipal role = principal(jobArn());
    source
        .lakeFormation()
        .putDataLakeSettings(
            r -> r.dataLakeSettings(s -> open(s).dataLakeAdmins(owner).readOnlyAdmins(role)));
    target
        .lakeFormation()
        .putDataLakeSettings(r -> r.dataLakeSettings(s -> open(s).dataLakeAdmins(owner, role)));
  }

  private static software.amazon.awssdk.services.lakeformation.model.DataLakeSettings.Builder open(
      software.amazon.awssdk.services.lakeformation.model.DataLakeSettings.Builder settings) {
    var everyone =
        software.amazon.awssdk.services.lakeformation.model.PrincipalPermissions.builder()
            .principal(principal("IAM_ALLOWED_PRINCIPALS"))
            .permissionsWithStrings("ALL")
            .build();
    return settings
        .createDatabaseDefaultPermissions(everyone)
        .createTableDefaultPermissions(everyone);
  }

  public static DataLakePrincipal principal(String arn) {
    return DataLakePrincipal.builder().dataLakePrincipalIdentifier(arn).build();
  }

  public static String jobArn() {
    return "arn:aws:iam::" + ACCOUNT + ":role/LFRestoreOnDemandGlueRole";
  }

  /** The job's role. */
  public AwsCredentials jobCredentials() {
    return job;
  }

  public StandIn aws() {
    return aws;
  }

  /**
   * The source region as its owner, a data lake admin whose calls are neither logged nor meet
   * faults.
   */
  public AwsRegion source() {
    return source;
  }

  /** The target region as its owner, likewise. */
  public AwsRegion target() {
    return target;
  }

  public AwsRegion as(AwsCredentials credentials, String region) {
    return access(credentials).in(region);
  }

  private AwsAccess access(AwsCredentials credentials) {
    return new AwsAccess(
        aws.endpoint(), StaticCredentialsProvider.create(credentials), Map.of(), 8, SHORT);
  }

  /** The job's commands, run as its role. */
  public Twinlake job(TwinlakeConfig config, Events events) {
    return job(config, events, Clock.systemUTC());
  }

  /** As {@link #job(TwinlakeConfig, Events)}, at a time. */
  Twinlake job(TwinlakeConfig config, Events events, Clock clock) {
    return new Twinlake(access(job), config, events, clock);
  }

  /** A configuration of these regions; further lines go to [Operation]. */
  public static TwinlakeConfig config(String... operation) {
    return ConfigReader.parse(configText(operation), "glue_config.conf");
  }

  public static String configText(String... operation) {
    return """
        [DEFAULT]
        aws_region_list = ['us-east-1', 'ap-south-1']
        [Operation]
        %s
        [Target_s3_update]
        update_table_s3_location = True
        target_s3_locations = {'lake-us-east-1': 'lake-ap-south-1'}
        [ListCatalog]
        list_datasource = ['AwsDataCatalog']
        [AwsDataCatalog]
        source_region = us-east-1
        destination_region = ap-south-1
        backup_file_bucket = twinlake-backup-ap-south-1
        backup_file_folder = twinlake
        backup_file_filename = glue_catalog.json
        s3_data_path = s3://twinlake-backup-ap-south-1/twinlake/glue_catalog.json
        database_list = ['ALL_DATABASE']
        [LakeFormationPermissions]
        lf_storage_bucket = twinlake-backup-ap-south-1
        lf_storage_file_folder = lf
        lf_storage_file_name = lf_permissions.json
        """
        .formatted(String.join("\n", operation));
  }

  public void buckets() {
    source.s3().createBucket(r -> r.bucket("lake-us-east-1"));
    target
        .s3()
        .createBucket(
            r ->
                r.bucket("lake-ap-south-1")
                    .createBucketConfiguration(c -> c.locationConstraint(TARGET)));
  }

  @Override
  public void close() {
    source.close();
    target.close();
    aws.close();
  }
}
