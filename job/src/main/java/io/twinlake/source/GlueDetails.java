package io.twinlake.source;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterators;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Lists;
import com.google.common.collect.MultimapBuilder;
import io.twinlake.aws.AwsRegion;
import io.twinlake.aws.Documents;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchGetTableOptimizerEntry;
import software.amazon.awssdk.services.glue.model.BatchGetTableOptimizerError;
import software.amazon.awssdk.services.glue.model.BatchGetTableOptimizerResponse;
import software.amazon.awssdk.services.glue.model.ColumnError;
import software.amazon.awssdk.services.glue.model.ColumnStatistics;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.ErrorDetail;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForPartitionResponse;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForTableResponse;
import software.amazon.awssdk.services.glue.model.GetPartitionIndexesResponse;
import software.amazon.awssdk.services.glue.model.GetUserDefinedFunctionsResponse;
import software.amazon.awssdk.services.glue.model.PartitionIndexDescriptor;
import software.amazon.awssdk.services.glue.model.PartitionIndexStatus;
import software.amazon.awssdk.services.glue.model.UserDefinedFunction;

/**
 * What belongs to databases and tables of a region's catalog beside tables and partitions. What AWS
 * refuses is thrown as the SDK throws it; what it refuses of one item inside an answer is told with
 * the item's key.
 *
 * @param catalog the ARN of the account's catalog without its last word, {@code
 *     arn:aws:glue:us-east-1:111122223333:}
 */
public record GlueDetails(GlueClient glue, String account, String catalog) {
  /**
   * BatchGetTableOptimizer names no limit of its entries (aws-facts 12): three types of a table.
   */
  public static final int TABLES_AT_ONCE = 8;

  private static final List<String> OPTIMIZERS =
      List.of("compaction", "retention", "orphan_file_deletion");

  /** GetUserDefinedFunctions.MaxResults at most (aws-facts 1). */
  private static final int PAGE = 100;

  /** GetColumnStatisticsForTable.ColumnNames at most, and for partitions (aws-facts 1). */
  private static final int COLUMNS = 100;

  /** The regular expression that every name matches; Pattern is required (aws-facts 1). */
  private static final String EVERY = ".*";

  public static GlueDetails of(AwsRegion region, Caller caller) {
    String partition = caller.arn().split(":", 3)[1];
    return new GlueDetails(
        region.glue(),
        caller.account(),
        "arn:%s:glue:%s:%s:".formatted(partition, region.name(), caller.account()));
  }

  /** The partition indexes of a table; one that is being deleted is gone. */
  public List<CatalogObject> indexes(ObjectKey table) {
    return descriptors(table).stream()
        .filter(index -> index.indexStatus() != PartitionIndexStatus.DELETING)
        .map(
            index ->
                new CatalogObject(
                    ObjectKey.ofTable(Kind.PARTITION_INDEX, table, index.indexName()),
                    Documents.toDocument(index)))
        .toList();
  }

  /** The partition indexes of a table in whatever state they are: three at most (aws-facts 8). */
  public List<PartitionIndexDescriptor> descriptors(ObjectKey table) {
    Pages<GetPartitionIndexesResponse> pages =
        new Pages<>(
            token ->
                glue.getPartitionIndexes(
                    r -> r.databaseName(table.database()).tableName(table.name()).nextToken(token)),
            GetPartitionIndexesResponse::nextToken);
    return ImmutableList.copyOf(
        Pages.items(pages, GetPartitionIndexesResponse::partitionIndexDescriptorList));
  }

  /**
   * The statistics of those of a table's columns that have any.
   *
   * @param unread told of columns whose statistics are there and refused, and why
   */
  public List<CatalogObject> statistics(
      ObjectKey table, List<String> columns, BiConsumer<ObjectKey, String> unread) {
    List<CatalogObject> found = new ArrayList<>();
    for (List<String> some : Lists.partition(columns, COLUMNS)) {
      GetColumnStatisticsForTableResponse answer =
          glue.getColumnStatisticsForTable(
              r -> r.databaseName(table.database()).tableName(table.name()).columnNames(some));
      ObjectKey owner = table.of(Kind.COLUMN_STATISTICS);
      answer.columnStatisticsList().forEach(each -> found.add(statistics(owner, each)));
      refused(owner, answer.errors(), unread);
    }
    return found;
  }

  /** As {@link #statistics(ObjectKey, List, BiConsumer)}, of one partition. */
  public List<CatalogObject> partitionStatistics(
      ObjectKey partition, List<String> columns, BiConsumer<ObjectKey, String> unread) {
    List<CatalogObject> found = new ArrayList<>();
    for (List<String> some : Lists.partition(columns, COLUMNS)) {
      GetColumnStatisticsForPartitionResponse answer =
          glue.getColumnStatisticsForPartition(
              r ->
                  r.databaseName(partition.database())
                      .tableName(partition.name())
                      .partitionValues(partition.values())
                      .columnNames(some));
      ObjectKey owner = partition.of(Kind.PARTITION_COLUMN_STATISTICS);
      answer.columnStatisticsList().forEach(each -> found.add(statistics(owner, each)));
      refused(owner, answer.errors(), unread);
    }
    return found;
  }

  private static CatalogObject statistics(ObjectKey owner, ColumnStatistics found) {
    return new CatalogObject(column(owner, found.columnName()), Documents.toDocument(found));
  }

  /** A column without statistics is told as an error (aws-facts 9). */
  private static void refused(
      ObjectKey owner, List<ColumnError> errors, BiConsumer<ObjectKey, String> unread) {
    errors.stream()
        .filter(error -> isThere(error.error()))
        .forEach(error -> unread.accept(column(owner, error.columnName()), why(error.error())));
  }

  /** The values of a partition, if it is one's, and then the column. */
  private static ObjectKey column(ObjectKey owner, String column) {
    List<String> values = new ArrayList<>(owner.values());
    values.add(ObjectKey.fold(column));
    return new ObjectKey(owner.kind(), owner.database(), owner.name(), values);
  }

  /** The functions of all databases. */
  public Iterator<CatalogObject> functions() {
    return functionsIn(null);
  }

  /** The functions of one database. */
  public Iterator<CatalogObject> functions(String database) {
    return functionsIn(database);
  }

  /** One function; empty when there is none. */
  public Optional<CatalogObject> function(String database, String name) {
    try {
      return Optional.of(
          function(
              database,
              glue.getUserDefinedFunction(r -> r.databaseName(database).functionName(name))
                  .userDefinedFunction()));
    } catch (EntityNotFoundException e) {
      return Optional.empty();
    }
  }

  private Iterator<CatalogObject> functionsIn(@Nullable String database) {
    Pages<GetUserDefinedFunctionsResponse> pages =
        new Pages<>(
            token ->
                glue.getUserDefinedFunctions(
                    r -> r.databaseName(database).pattern(EVERY).maxResults(PAGE).nextToken(token)),
            GetUserDefinedFunctionsResponse::nextToken);
    return Iterators.transform(
        Pages.items(pages, GetUserDefinedFunctionsResponse::userDefinedFunctions),
        function -> function(database == null ? function.databaseName() : database, function));
  }

  private static CatalogObject function(String database, UserDefinedFunction function) {
    return new CatalogObject(
        ObjectKey.ofDatabase(Kind.USER_DEFINED_FUNCTION, database, function.functionName()),
        Documents.toDocument(function));
  }

  /**
   * The optimizers that are set on these tables themselves; those that they have of the catalog are
   * the catalog's (aws-facts 2).
   *
   * @param tables Iceberg tables, at most {@link #TABLES_AT_ONCE}
   * @param unread told of optimizers that are refused, and why
   */
  public List<CatalogObject> optimizers(
      List<ObjectKey> tables, BiConsumer<ObjectKey, String> unread) {
    BatchGetTableOptimizerResponse answer =
        glue.batchGetTableOptimizer(r -> r.entries(entries(tables)));
    List<CatalogObject> found = new ArrayList<>();
    answer
        .tableOptimizers()
        .forEach(
            each -> {
              if (!"catalog".equals(each.tableOptimizer().configurationSourceAsString())) {
                found.add(
                    optimizer(
                        ObjectKey.table(each.databaseName(), each.tableName()),
                        each.tableOptimizer().typeAsString(),
                        each.tableOptimizer()));
              }
            });
    refused(answer.failures(), unread);
    return found;
  }

  /** A table whose optimizers are all refused for one reason is told once. */
  private static void refused(
      List<BatchGetTableOptimizerError> failures, BiConsumer<ObjectKey, String> unread) {
    ListMultimap<ObjectKey, String> types =
        MultimapBuilder.linkedHashKeys().arrayListValues().build();
    ListMultimap<ObjectKey, String> reasons =
        MultimapBuilder.linkedHashKeys().arrayListValues().build();
    for (BatchGetTableOptimizerError failure : failures) {
      if (isThere(failure.error())) {
        ObjectKey table = ObjectKey.table(failure.databaseName(), failure.tableName());
        types.put(table, failure.typeAsString());
        reasons.put(table, why(failure.error()));
      }
    }
    for (ObjectKey table : types.keySet()) {
      List<String> why = reasons.get(table);
      if (why.size() == OPTIMIZERS.size() && Set.copyOf(why).size() == 1) {
        unread.accept(table.of(Kind.TABLE_OPTIMIZER), why.get(0));
      } else {
        for (int i = 0; i < why.size(); i++) {
          unread.accept(optimizer(table, types.get(table).get(i)), why.get(i));
        }
      }
    }
  }

  private static ObjectKey optimizer(ObjectKey table, String type) {
    return ObjectKey.ofTable(Kind.TABLE_OPTIMIZER, table, type);
  }

  private static CatalogObject optimizer(ObjectKey table, String type, SdkPojo optimizer) {
    return new CatalogObject(optimizer(table, type), Documents.toDocument(optimizer));
  }

  private List<BatchGetTableOptimizerEntry> entries(List<ObjectKey> tables) {
    return tables.stream()
        .flatMap(table -> OPTIMIZERS.stream().map(type -> entry(table, type)))
        .toList();
  }

  private BatchGetTableOptimizerEntry entry(ObjectKey table, String type) {
    return BatchGetTableOptimizerEntry.builder()
        .catalogId(account)
        .databaseName(table.database())
        .tableName(table.name())
        .type(type)
        .build();
  }

  /** The AWS tags of a database as one object; empty when it has none. */
  public Optional<CatalogObject> tags(String database) {
    Map<String, String> tags =
        new TreeMap<>(glue.getTags(r -> r.resourceArn(arn(database))).tags());
    if (tags.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode definition = JsonNodeFactory.instance.objectNode();
    tags.forEach(definition.putObject("Tags")::put);
    return Optional.of(
        new CatalogObject(ObjectKey.database(database).of(Kind.DATABASE_TAGS), definition));
  }

  /** A database's ARN. */
  public String arn(String database) {
    return catalog + "database/" + database;
  }

  private static boolean isThere(ErrorDetail error) {
    return !"EntityNotFoundException".equals(error.errorCode());
  }

  private static String why(ErrorDetail error) {
    return error.errorCode() + ": " + error.errorMessage();
  }
}
