package io.twinlake.source;

import io.twinlake.aws.AwsAccess;
import io.twinlake.aws.AwsRegion;
import io.twinlake.standin.StandIn;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.DataLakeSettings;
import software.amazon.awssdk.services.lakeformation.model.Permission;

/** A stand-in with two regions, and short words to fill the first one with. */
public final class TestLake implements AutoCloseable {
  public static final String ACCOUNT = "111122223333";
  public static final String SOURCE = "us-east-1";
  public static final String TARGET = "ap-south-1";

  private final StandIn aws = StandIn.builder().accounts(ACCOUNT).regions(SOURCE, TARGET).start();
  private final AwsRegion root = as(aws.account(ACCOUNT).root());
  private final AwsRegion target = as(aws.account(ACCOUNT).root(), TARGET);

  public StandIn aws() {
    return aws;
  }

  /** The source region as root. */
  public AwsRegion root() {
    return root;
  }

  /** The source region as someone else. */
  public AwsRegion as(AwsCredentials credentials) {
    return as(credentials, SOURCE);
  }

  private AwsRegion as(AwsCredentials credentials, String region) {
    return new AwsAccess(
            aws.endpoint(), StaticCredentialsProvider.create(credentials), Map.of(), 16)
        .in(region);
  }

  /** The source region as a session of a role that may do these actions. */
  public AwsRegion asRole(String name, String... actions) {
    return as(aws.account(ACCOUNT).role(name, allow(actions)));
  }

  /** The source region as a session of a role that may do everything but these actions. */
  public AwsRegion asRoleBut(String name, String... denied) {
    String policies = "[%s,%s]".formatted(allow("*"), statement("Deny", denied));
    return as(aws.account(ACCOUNT).role(name, policies));
  }

  public static String allow(String... actions) {
    return statement("Allow", actions);
  }

  private static String statement(String effect, String... actions) {
    return """
        {"Version":"2012-10-17","Statement":[{"Effect":"%s","Action":["%s"],"Resource":"*"}]}"""
        .formatted(effect, String.join("\",\"", actions));
  }

  public AwsRegion target() {
    return target;
  }

  public void bucket(String name, String region) {
    (region.equals(SOURCE) ? root : target)
        .s3()
        .createBucket(
            r -> {
              r.bucket(name);
              if (!region.equals("us-east-1")) {
                r.createBucketConfiguration(c -> c.locationConstraint(region));
              }
            });
  }

  /** Every page of every list as large as it may be: for counting calls. */
  public void fullPages() {
    aws.catalog(ACCOUNT, SOURCE).paging(io.twinlake.standin.glue.Paging.FULL);
    aws.lakeFormation(ACCOUNT, SOURCE).paging(io.twinlake.standin.lakeformation.Paging.FULL);
  }

  public void makeRootAdmin() {
    settings(s -> s.dataLakeAdmins(principal("user/admin")));
  }

  public void makeReadOnlyAdmin(String suffix) {
    settings(s -> s.readOnlyAdmins(principal(suffix)));
  }

  private void settings(Consumer<DataLakeSettings.Builder> change) {
    DataLakeSettings now = root.lakeFormation().getDataLakeSettings(r -> {}).dataLakeSettings();
    root.lakeFormation().putDataLakeSettings(r -> r.dataLakeSettings(now.copy(change)));
  }

  private static DataLakePrincipal principal(String suffix) {
    return DataLakePrincipal.builder()
        .dataLakePrincipalIdentifier("arn:aws:iam::" + ACCOUNT + ":" + suffix)
        .build();
  }

  /** Grants a principal that is made for it something on a database. */
  public void grant(String suffix, String database, Permission permission) {
    String arn = aws.account(ACCOUNT).principal(suffix);
    root.lakeFormation()
        .grantPermissions(
            r ->
                r.principal(p -> p.dataLakePrincipalIdentifier(arn))
                    .resource(to -> to.database(d -> d.name(database)))
                    .permissions(permission));
  }

  /** Lets Lake Formation guard a table: IAM alone is no longer enough. */
  public void guard(String database, String table) {
    root.lakeFormation()
        .revokePermissions(
            r ->
                r.principal(p -> p.dataLakePrincipalIdentifier("IAM_ALLOWED_PRINCIPALS"))
                    .resource(on -> on.table(t -> t.databaseName(database).name(table)))
                    .permissions(Permission.ALL));
  }

  public void lfTag(String key, String... values) {
    root.lakeFormation().createLFTag(r -> r.tagKey(key).tagValues(values));
  }

  /** How many rows ListPermissions has. */
  public long rows() {
    return root.lakeFormation().listPermissionsPaginator(r -> {}).stream()
        .mapToLong(page -> page.principalResourcePermissions().size())
        .sum();
  }

  public void database(String name) {
    root.glue().createDatabase(r -> r.databaseInput(d -> d.name(name)));
  }

  public void databaseLink(String name, String target) {
    root.glue()
        .createDatabase(
            r ->
                r.databaseInput(
                    d ->
                        d.name(name)
                            .targetDatabase(t -> t.catalogId(ACCOUNT).databaseName(target))));
  }

  public void table(String database, String name, String... partitionKeys) {
    table(
        database,
        t ->
            t.name(name)
                .tableType("EXTERNAL_TABLE")
                .partitionKeys(columns(partitionKeys))
                .storageDescriptor(s -> s.columns(columns("id", "amount"))));
  }

  public void view(String database, String name) {
    table(
        database,
        t ->
            t.name(name)
                .tableType("VIRTUAL_VIEW")
                .viewOriginalText("/* Presto View */")
                .storageDescriptor(s -> s.columns(columns("id"))));
  }

  public void tableLink(String database, String name, String targetDatabase, String targetTable) {
    table(
        database,
        t ->
            t.name(name)
                .targetTable(
                    to -> to.catalogId(ACCOUNT).databaseName(targetDatabase).name(targetTable)));
  }

  public void table(String database, Consumer<TableInput.Builder> input) {
    root.glue().createTable(r -> r.databaseName(database).tableInput(input));
  }

  /** Partitions {@code [00000]}, {@code [00001]} … that need no storage. */
  public void partitions(String database, String table, int count) {
    aws.catalog(ACCOUNT, SOURCE).lazyPartitions(database, table, count, TestLake::partition);
  }

  public static PartitionInput partition(int number) {
    return PartitionInput.builder()
        .values("%05d".formatted(number))
        .storageDescriptor(StorageDescriptor.builder().columns(columns("id", "amount")).build())
        .build();
  }

  public static List<List<String>> values(int count) {
    return IntStream.range(0, count).mapToObj(n -> partition(n).values()).toList();
  }

  private static List<Column> columns(String... names) {
    return List.of(names).stream()
        .map(name -> Column.builder().name(name).type("string").build())
        .toList();
  }

  @Override
  public void close() {
    root.close();
    target.close();
    aws.close();
  }
}
