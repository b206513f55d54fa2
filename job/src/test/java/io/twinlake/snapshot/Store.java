package io.twinlake.snapshot;

import io.twinlake.aws.AwsAccess;
import io.twinlake.aws.AwsRegion;
import io.twinlake.config.TwinlakeConfig.BackupFiles;
import io.twinlake.config.TwinlakeConfig.ObjectPlace;
import io.twinlake.model.CatalogObject;
import io.twinlake.standin.StandIn;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A stand-in with a bucket for snapshots in the target region. */
final class Store implements AutoCloseable {
  static final String BUCKET = "twinlake-backup";
  static final String COPIES = "twinlake-copies";
  static final String CONFIG = "[DEFAULT]\naws_region_list = ['us-east-1', 'ap-south-1'] # ü\n";
  static final BackupFiles FILES =
      new BackupFiles(
          BUCKET,
          "lake",
          "catalog.json",
          new ObjectPlace(BUCKET, "newest/catalog.json"),
          "permissions.json",
          new ObjectPlace(COPIES, "lf/us-east-1/permissions.json"));

  private final StandIn aws;
  private final List<AwsRegion> opened = new ArrayList<>();
  private final S3Client s3;

  Store(Clock clock) {
    aws =
        StandIn.builder()
            .regions("us-east-1", "ap-south-1")
            .accounts(Samples.ACCOUNT, "444455556666")
            .clock(clock)
            .start();
    s3 = s3(aws.account(Samples.ACCOUNT).root());
    createBucket(s3, BUCKET);
    createBucket(s3, COPIES);
  }

  S3Client s3(AwsCredentials credentials) {
    AwsRegion region =
        new AwsAccess(aws.endpoint(), StaticCredentialsProvider.create(credentials), Map.of(), 8)
            .in("ap-south-1");
    opened.add(region);
    return region.s3();
  }

  /** A client that asks once. */
  S3Client impatientS3() {
    return S3Client.builder()
        .endpointOverride(aws.endpoint())
        .region(Region.AP_SOUTH_1)
        .httpClient(opened.get(0).http())
        .credentialsProvider(StaticCredentialsProvider.create(aws.account(Samples.ACCOUNT).root()))
        .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
        .build();
  }

  static void createBucket(S3Client s3, String name) {
    s3.createBucket(
        r -> r.bucket(name).createBucketConfiguration(c -> c.locationConstraint("ap-south-1")));
  }

  StandIn aws() {
    return aws;
  }

  S3Client s3() {
    return s3;
  }

  SnapshotStore snapshots() {
    return new SnapshotStore(s3, BUCKET, "lake", Samples.ACCOUNT);
  }

  SnapshotWriter begin(String id) {
    return snapshots().begin(SnapshotId.parse(id), FILES, CONFIG);
  }

  Manifest write(String id, List<CatalogObject> objects) {
    return write(id, objects, Samples.header());
  }

  Manifest write(String id, List<CatalogObject> objects, SnapshotWriter.Header header) {
    try (SnapshotWriter writer = begin(id)) {
      objects.forEach(writer::write);
      return writer.finish(header);
    }
  }

  List<String> keys(String bucket) {
    return s3.listObjectsV2(r -> r.bucket(bucket)).contents().stream().map(S3Object::key).toList();
  }

  byte[] bytes(String bucket, String key) {
    return s3.getObject(r -> r.bucket(bucket).key(key), ResponseTransformer.toBytes())
        .asByteArray();
  }

  String text(String bucket, String key) {
    return new String(bytes(bucket, key), StandardCharsets.UTF_8);
  }

  void put(String key, byte[] bytes) {
    s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes));
  }

  void put(String key, String text) {
    put(key, text.getBytes(StandardCharsets.UTF_8));
  }

  void delete(String key) {
    s3.deleteObject(r -> r.bucket(BUCKET).key(key));
  }

  @Override
  public void close() {
    opened.forEach(AwsRegion::close);
    aws.close();
  }
}
