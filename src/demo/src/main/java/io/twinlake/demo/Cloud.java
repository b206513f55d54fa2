package io.twinlake.demo;

import io.twinlake.standin.Account;
import io.twinlake.standin.StandIn;
import io.twinlake.standin.glue.Paging;
import io.twinlake.standin.lake.LakeClients;
import io.twinlake.standin.lake.SampleLake;
import io.twinlake.standin.lake.Staff;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.DataLakeSettings;
import software.amazon.awssdk.services.lakeformation.model.Permission;

/** One AWS account in the stand-in, with a source and a target region. */
final class Cloud implements AutoCloseable {
  static final String ACCOUNT = "111122223333";
  static final String SOURCE = "us-east-1";
  static final String TARGET = "ap-south-1";
  static final String BACKUPS = "twinlake-backup-ap-south-1";

  private static final String JOB_ROLE = "LFRestoreOnDemandGlueRole";

  /**
   * What the deployed role may do is in the CDK app; here the stand-in's Lake Formation decides.
   */
  private static final String JOB_POLICY =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"*",
        "Action":["glue:*","lakeformation:*","s3:*","sts:GetCallerIdentity","iam:PassRole",
         "iam:GetRole","iam:CreateServiceLinkedRole","iam:PutRolePolicy"]}]}""";

  private final StandIn aws = StandIn.builder().accounts(ACCOUNT).regions(SOURCE, TARGET).start();
  private final AwsCredentials admin = Staff.in(account());
  private final AwsCredentials job = account().role(JOB_ROLE, JOB_POLICY);
  private final LakeClients source = clients(SOURCE);
  private final LakeClients target = clients(TARGET);

  Cloud() {
    for (String region : List.of(SOURCE, TARGET)) {
      aws.catalog(ACCOUNT, region).paging(Paging.FULL);
      aws.lakeFormation(ACCOUNT, region).paging(io.twinlake.standin.lakeformation.Paging.FULL);
    }
  }

  private Account account() {
    return aws.account(ACCOUNT);
  }

  private LakeClients clients(String region) {
    return LakeClients.of(aws.endpoint(), admin, ACCOUNT, region);
  }

  StandIn aws() {
    return aws;
  }

  /** A session of the role that runs Twinlake. */
  AwsCredentials job() {
    return job;
  }

  /** The source region, as its data lake administrator. */
  LakeClients source() {
    return source;
  }

  /** The target region, as its data lake administrator. */
  LakeClients target() {
    return target;
  }

  void fill() throws IOException {
    SampleLake.fill(source);
    try (IcebergClient iceberg = iceberg(SOURCE)) {
      new IcebergTables(source, iceberg).fill();
    }
    Stream.concat(SampleLake.buckets(TARGET).stream(), Stream.of(BACKUPS))
        .forEach(bucket -> target.s3().createBucket(r -> r.bucket(bucket)));
    DataLakeSettings before = settings(source);
    put(source, before.toBuilder().readOnlyAdmins(principal("role/" + JOB_ROLE)).build());
    SampleLake.DATABASES.forEach(this::maySelectAll);
    put(
        target,
        settings(target).toBuilder()
            .dataLakeAdmins(principal(Staff.ADMIN), principal("role/" + JOB_ROLE))
            .build());
  }

  /** Iceberg's own client, as the data lake administrator. */
  IcebergClient iceberg(String region) {
    return IcebergClient.open(aws.endpoint(), admin, region);
  }

  /** What S3 Replication does all the time: the same keys, the same bytes. */
  void replicate() {
    List<String> from = SampleLake.buckets(SOURCE);
    List<String> to = SampleLake.buckets(TARGET);
    for (int i = 0; i < from.size(); i++) {
      new Replication(source.s3(), target.s3()).copy(from.get(i), to.get(i));
    }
  }

  /** Without SELECT on all columns, AWS holds back columns and Spark's schemas. */
  private void maySelectAll(String database) {
    source
        .lakeFormation()
        .grantPermissions(
            r ->
                r.principal(principal("role/" + JOB_ROLE))
                    .resource(
                        all -> all.table(t -> t.databaseName(database).tableWildcard(w -> {})))
                    .permissions(Permission.SELECT));
  }

  private static DataLakeSettings settings(LakeClients region) {
    return region.lakeFormation().getDataLakeSettings(r -> {}).dataLakeSettings();
  }

  private static void put(LakeClients region, DataLakeSettings settings) {
    region.lakeFormation().putDataLakeSettings(r -> r.dataLakeSettings(settings));
  }

  private static DataLakePrincipal principal(String suffix) {
    return DataLakePrincipal.builder()
        .dataLakePrincipalIdentifier("arn:aws:iam::" + ACCOUNT + ":" + suffix)
        .build();
  }

  @Override
  public void close() {
    source.close();
    target.close();
    aws.close();
  }
}
