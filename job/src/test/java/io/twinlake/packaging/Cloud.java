package io.twinlake.packaging;

import io.twinlake.aws.AwsAccess;
import io.twinlake.aws.AwsRegion;
import io.twinlake.standin.StandIn;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.s3.S3Client;

/** A stand-in with a small lake, a bucket in the target region and a configuration in it. */
final class Cloud implements AutoCloseable {
  static final String ACCOUNT = "111122223333";
  static final String BUCKET = "twinlake-drill";
  static final String CONFIG = "conf/glue_config.conf";

  static final String TEXT =
      """
      [DEFAULT]
      aws_region_list = ['us-east-1', 'ap-south-1']
      [ListCatalog]
      list_datasource = ['AwsDataCatalog']
      [AwsDataCatalog]
      source_region = us-east-1
      destination_region = ap-south-1
      backup_file_bucket = twinlake-drill
      backup_file_folder = backups
      database_list = ['ALL_DATABASE']
      """;

  private final StandIn aws =
      StandIn.builder().accounts(ACCOUNT).regions("us-east-1", "ap-south-1").start();

  Cloud() {
    AwsAccess access =
        new AwsAccess(aws.endpoint(), StaticCredentialsProvider.create(root()), Map.of(), 4);
    try (AwsRegion source = access.in("us-east-1");
        AwsRegion target = access.in("ap-south-1")) {
      makeAdmin(source);
      makeAdmin(target);
      source.glue().createDatabase(r -> r.databaseInput(d -> d.name("sales")));
      fill(target.s3());
    }
  }

  private static void makeAdmin(AwsRegion region) {
    String me = region.sts().getCallerIdentity().arn();
    DataLakePrincipal principal =
        DataLakePrincipal.builder().dataLakePrincipalIdentifier(me).build();
    region
        .lakeFormation()
        .putDataLakeSettings(r -> r.dataLakeSettings(s -> s.dataLakeAdmins(List.of(principal))));
  }

  private static void fill(S3Client s3) {
    s3.createBucket(
        r -> r.bucket(BUCKET).createBucketConfiguration(c -> c.locationConstraint("ap-south-1")));
    s3.putObject(r -> r.bucket(BUCKET).key(CONFIG), RequestBody.fromString(TEXT));
  }

  private AwsCredentials root() {
    return aws.account(ACCOUNT).root();
  }

  String endpoint() {
    return aws.endpoint().toString();
  }

  /** What a process on AWS finds in its environment. */
  Map<String, String> environment() {
    return Map.of(
        "AWS_ACCESS_KEY_ID", root().accessKeyId(),
        "AWS_SECRET_ACCESS_KEY", root().secretAccessKey(),
        "AWS_REGION", "ap-south-1");
  }

  @Override
  public void close() {
    aws.close();
  }
}
