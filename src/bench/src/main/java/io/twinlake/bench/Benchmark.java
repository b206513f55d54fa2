package io.twinlake.bench;

import io.twinlake.standin.lake.LakeClients;
import java.io.IOException;
import java.util.Map;

/** A backup, a first restore and a verification of one large lake. */
record Benchmark(Cloud cloud, Size size) {
  static final String CONFIG =
      """
    [DEFAULT]
    aws_region_list = ['us-east-1', 'ap-south-1']
    [AwsDataCatalog]
    source_region = us-east-1
    destination_region = ap-south-1
    backup_file_bucket = twinlake-bench
    backup_file_folder = bench
    database_list = ['ALL_DATABASE']
    [Limits]
    glue_calls_per_second = 100000
    lakeformation_calls_per_second = 100000
    """;

  /** Whether every run ended well. */
  boolean run() throws IOException, InterruptedException {
    Cloud.say(
        "%,d grants, %,d LF-tags, %,d assignments, %,d filters, %,d tables; 40 ms a call",
        size.grants(), size.tags(), size.assignments(), size.filters(), size.allTables());
    Smallest smallest = new Smallest(size, fill());
    cloud.open(CONFIG);
    boolean fine = cloud.measure(smallest.backup(), "backup");
    fine &= cloud.measure(smallest.firstRestore(), "restore");
    fine &= cloud.measure(Map.of(), "verify");
    return fine;
  }

  /** How many rows ListPermissions has then. */
  private long fill() {
    try (LakeClients source = cloud.clients(Cloud.SOURCE);
        LakeClients target = cloud.clients(Cloud.TARGET)) {
      cloud.settle(source, size.tags());
      cloud.settle(target, size.tags());
      target.s3().createBucket(r -> r.bucket(Cloud.BACKUPS));
      new BigLake(source, cloud.aws().account(Cloud.ACCOUNT), size).fill();
      return source.lakeFormation().listPermissionsPaginator(r -> {}).stream()
          .mapToLong(page -> page.principalResourcePermissions().size())
          .sum();
    }
  }
}
