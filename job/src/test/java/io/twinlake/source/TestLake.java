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

/** A stand-in with two regions, and short words to fill the first one with. */
public final class TestLake implements AutoCloseable {
  public static final String ACCOUNT = "111122223333";
  public static final String SOURCE = "us-east-1";
  public static final String TARGET = "ap-south-1";

  private final StandIn aws = StandIn.builder().accounts(ACCOUNT).regions(SOURCE, TARGET).start();
  private final AwsRegion root = as(aws.account(ACCOUNT).root());

  public StandIn aws() {
    return aws;
  }

  /** The source region as root. */
  public AwsRegion root() {
    return root;
  }

  /** The source region as someone else. */
  public AwsRegion as(AwsCredentials credentials) {
    return new AwsAccess(
            aws.endpoint(), StaticCredentialsProvider.create(credentials), Map.of(), 16)
        .in(SOURCE);
  }

  /** The source region as a session of a role with this policy. */
  public AwsRegion asRole(String name, String... allowedActions) {
    String actions = String.join("\",\"", allowedActions);
    return as(
        aws.account(ACCOUNT)
            .role(
                name,
                """
                {"Version":"2012-10-17","Statement":
                  [{"Effect":"Allow","Action":["%s"],"Resource":"*"}]}"""
                    .formatted(actions)));
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
    aws.close();
  }
}
