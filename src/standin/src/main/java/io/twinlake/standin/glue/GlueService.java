package io.twinlake.standin.glue;

import io.twinlake.standin.region.Catalog;
import io.twinlake.standin.region.Principals;
import io.twinlake.standin.region.Rights;
import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Call;
import io.twinlake.standin.wire.Operations;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchDeletePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchDeleteTableRequest;
import software.amazon.awssdk.services.glue.model.BatchDeleteTableVersionRequest;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchGetTableOptimizerRequest;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequest;
import software.amazon.awssdk.services.glue.model.CreateCatalogRequest;
import software.amazon.awssdk.services.glue.model.CreateClassifierRequest;
import software.amazon.awssdk.services.glue.model.CreateConnectionRequest;
import software.amazon.awssdk.services.glue.model.CreateCrawlerRequest;
import software.amazon.awssdk.services.glue.model.CreateDataQualityRulesetRequest;
import software.amazon.awssdk.services.glue.model.CreateDatabaseRequest;
import software.amazon.awssdk.services.glue.model.CreatePartitionIndexRequest;
import software.amazon.awssdk.services.glue.model.CreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.CreateRegistryRequest;
import software.amazon.awssdk.services.glue.model.CreateSchemaRequest;
import software.amazon.awssdk.services.glue.model.CreateTableOptimizerRequest;
import software.amazon.awssdk.services.glue.model.CreateTableRequest;
import software.amazon.awssdk.services.glue.model.CreateUserDefinedFunctionRequest;
import software.amazon.awssdk.services.glue.model.DeleteCatalogRequest;
import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForPartitionRequest;
import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForTableRequest;
import software.amazon.awssdk.services.glue.model.DeleteDatabaseRequest;
import software.amazon.awssdk.services.glue.model.DeletePartitionIndexRequest;
import software.amazon.awssdk.services.glue.model.DeletePartitionRequest;
import software.amazon.awssdk.services.glue.model.DeleteResourcePolicyRequest;
import software.amazon.awssdk.services.glue.model.DeleteTableOptimizerRequest;
import software.amazon.awssdk.services.glue.model.DeleteTableRequest;
import software.amazon.awssdk.services.glue.model.DeleteUserDefinedFunctionRequest;
import software.amazon.awssdk.services.glue.model.GetCatalogRequest;
import software.amazon.awssdk.services.glue.model.GetCatalogsRequest;
import software.amazon.awssdk.services.glue.model.GetClassifiersRequest;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForPartitionRequest;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForTableRequest;
import software.amazon.awssdk.services.glue.model.GetConnectionsRequest;
import software.amazon.awssdk.services.glue.model.GetCrawlersRequest;
import software.amazon.awssdk.services.glue.model.GetDataCatalogEncryptionSettingsRequest;
import software.amazon.awssdk.services.glue.model.GetDataQualityRulesetRequest;
import software.amazon.awssdk.services.glue.model.GetDatabaseRequest;
import software.amazon.awssdk.services.glue.model.GetDatabasesRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionIndexesRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionsRequest;
import software.amazon.awssdk.services.glue.model.GetResourcePolicyRequest;
import software.amazon.awssdk.services.glue.model.GetSchemaRequest;
import software.amazon.awssdk.services.glue.model.GetSchemaVersionRequest;
import software.amazon.awssdk.services.glue.model.GetTableRequest;
import software.amazon.awssdk.services.glue.model.GetTableVersionsRequest;
import software.amazon.awssdk.services.glue.model.GetTablesRequest;
import software.amazon.awssdk.services.glue.model.GetTagsRequest;
import software.amazon.awssdk.services.glue.model.GetUserDefinedFunctionRequest;
import software.amazon.awssdk.services.glue.model.GetUserDefinedFunctionsRequest;
import software.amazon.awssdk.services.glue.model.GlueRequest;
import software.amazon.awssdk.services.glue.model.ListDataQualityRulesetsRequest;
import software.amazon.awssdk.services.glue.model.ListRegistriesRequest;
import software.amazon.awssdk.services.glue.model.ListSchemaVersionsRequest;
import software.amazon.awssdk.services.glue.model.ListSchemasRequest;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PutDataCatalogEncryptionSettingsRequest;
import software.amazon.awssdk.services.glue.model.PutResourcePolicyRequest;
import software.amazon.awssdk.services.glue.model.RegisterSchemaVersionRequest;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TagResourceRequest;
import software.amazon.awssdk.services.glue.model.UntagResourceRequest;
import software.amazon.awssdk.services.glue.model.UpdateColumnStatisticsForPartitionRequest;
import software.amazon.awssdk.services.glue.model.UpdateColumnStatisticsForTableRequest;
import software.amazon.awssdk.services.glue.model.UpdateDatabaseRequest;
import software.amazon.awssdk.services.glue.model.UpdatePartitionRequest;
import software.amazon.awssdk.services.glue.model.UpdateTableOptimizerRequest;
import software.amazon.awssdk.services.glue.model.UpdateTableRequest;
import software.amazon.awssdk.services.glue.model.UpdateUserDefinedFunctionRequest;

/** The Glue Data Catalog of one account in one region. Thread safe. */
public final class GlueService implements Catalog {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Operations operations = new Operations();
  private final Store store;
  private final PartitionReads partitionReads;
  private final PartitionWrites partitionWrites;
  private final Optimizers optimizers;
  private final PartitionIndexes partitionIndexes;
  private volatile Paging paging = Paging.AWKWARD;

  /** Of an account in which every role may be had. */
  public GlueService(String account, String region, Rights rights) {
    this(account, region, rights, principal -> true);
  }

  public GlueService(String account, String region, Rights rights, Principals principals) {
    this.store = new Store(account, region);
    Context context = new Context(store, new Access(store, rights), () -> paging);
    TableView view = new TableView(rights);
    this.partitionReads = new PartitionReads(context, view);
    addDatabases(new Databases(context), new Tags(context));
    Connections connections = new Connections(context);
    Views views = new Views(context, connections);
    Schemas schemas = new Schemas(context);
    addTables(new TableReads(context, view, views), new Tables(context, views, schemas));
    addVersions(new TableVersions(context, view));
    addCatalogs(new Catalogs(context));
    addConnections(connections, new ResourcePolicies(context));
    addSchemas(schemas);
    addCrawlers(new Crawlers(context));
    this.partitionWrites = new PartitionWrites(context);
    this.partitionIndexes = new PartitionIndexes(context);
    addPartitions(partitionIndexes);
    addStatistics(new StatisticsOperations(context));
    addFunctions(new Functions(context));
    this.optimizers = new Optimizers(context, principals);
    addOptimizers();
  }

  public Operations operations() {
    return operations;
  }

  /** How lists are cut from now on; {@link Paging#AWKWARD} to begin with. */
  public void paging(Paging setting) {
    paging = setting;
  }

  /** Keys beyond this many in one BatchGetPartition come back as UnprocessedKeys. */
  public void batchGetLimit(int keys) {
    partitionReads.batchGetLimit(keys);
  }

  /**
   * How many times GetPartition and BatchGetPartition miss a partition that was just created; 0 to
   * begin with (aws-facts 4).
   */
  public void missNewPartitions(int looks) {
    partitionWrites.missNewPartitions(looks);
  }

  /**
   * How many writes of table optimizers find that IAM has not spread their role yet; 0 to begin
   * with (aws-facts 12).
   */
  public void distrustRoles(int writes) {
    optimizers.distrustRoles(writes);
  }

  /** How many of the partition indexes that are created next cannot be built (aws-facts 8). */
  public void failIndexes(int builds) {
    partitionIndexes.fail(builds);
  }

  /**
   * Replaces a table's partitions with generated ones that need no storage. Writes go on top of
   * them.
   *
   * @param generator partition 0 to {@code count - 1}, their values strictly ascending, value by
   *     value as strings
   */
  public void lazyPartitions(
      String database, String table, int count, IntFunction<PartitionInput> generator) {
    lock.writeLock().lock();
    try {
      TableEntry entry = store.table(database, table).orElseThrow();
      entry.replacePartitions(
          new Partitions(
              count,
              index ->
                  PartitionWrites.partition(entry, generator.apply(index)).toBuilder()
                      .creationTime(entry.current().createTime())
                      .build()));
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * Makes a table what no call of this API makes it: what Spark's SQL makes, or what earlier rules
   * of AWS let through.
   */
  public void become(String database, String table, UnaryOperator<Table> change) {
    lock.writeLock().lock();
    try {
      store.table(database, table).orElseThrow().become(change);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void addDatabases(Databases databases, Tags tags) {
    read("GetDatabases", GetDatabasesRequest::builder, databases::list);
    read("GetDatabase", GetDatabaseRequest::builder, databases::get);
    write("CreateDatabase", CreateDatabaseRequest::builder, databases::create);
    write("UpdateDatabase", UpdateDatabaseRequest::builder, databases::update);
    write("DeleteDatabase", DeleteDatabaseRequest::builder, databases::delete);
    read("GetTags", GetTagsRequest::builder, tags::get);
    write("TagResource", TagResourceRequest::builder, tags::add);
    write("UntagResource", UntagResourceRequest::builder, tags::remove);
  }

  /** Their CatalogId may be another than the account's own. */
  private void addCatalogs(Catalogs catalogs) {
    add("GetCatalogs", GetCatalogsRequest::builder, catalogs::list, lock.readLock());
    add("GetCatalog", GetCatalogRequest::builder, catalogs::get, lock.readLock());
    add("CreateCatalog", CreateCatalogRequest::builder, catalogs::create, lock.writeLock());
    add("DeleteCatalog", DeleteCatalogRequest::builder, catalogs::delete, lock.writeLock());
  }

  private void addConnections(Connections connections, ResourcePolicies policies) {
    read("GetConnections", GetConnectionsRequest::builder, connections::list);
    write("CreateConnection", CreateConnectionRequest::builder, connections::create);
    read(
        "GetDataCatalogEncryptionSettings",
        GetDataCatalogEncryptionSettingsRequest::builder,
        connections::settings);
    write(
        "PutDataCatalogEncryptionSettings",
        PutDataCatalogEncryptionSettingsRequest::builder,
        connections::put);
    read("GetResourcePolicy", GetResourcePolicyRequest::builder, policies::get);
    write("PutResourcePolicy", PutResourcePolicyRequest::builder, policies::put);
    write("DeleteResourcePolicy", DeleteResourcePolicyRequest::builder, policies::delete);
  }

  private void addSchemas(Schemas schemas) {
    read("ListRegistries", ListRegistriesRequest::builder, schemas::registries);
    write("CreateRegistry", CreateRegistryRequest::builder, schemas::createRegistry);
    read("ListSchemas", ListSchemasRequest::builder, schemas::list);
    read("GetSchema", GetSchemaRequest::builder, schemas::get);
    write("CreateSchema", CreateSchemaRequest::builder, schemas::create);
    read("ListSchemaVersions", ListSchemaVersionsRequest::builder, schemas::versions);
    read("GetSchemaVersion", GetSchemaVersionRequest::builder, schemas::version);
    write(
        "RegisterSchemaVersion",
        RegisterSchemaVersionRequest::builder,
        (Call call, RegisterSchemaVersionRequest request) -> schemas.register(call, request));
  }

  private void addCrawlers(Crawlers crawlers) {
    read(
        "GetCrawlers",
        GetCrawlersRequest::builder,
        (Call call, GetCrawlersRequest request) -> crawlers.list(call, request));
    write(
        "CreateCrawler",
        CreateCrawlerRequest::builder,
        (Call call, CreateCrawlerRequest request) -> crawlers.create(call, request));
    read(
        "GetClassifiers",
        GetClassifiersRequest::builder,
        (Call call, GetClassifiersRequest request) -> crawlers.list(call, request));
    write(
        "CreateClassifier",
        CreateClassifierRequest::builder,
        (Call call, CreateClassifierRequest request) -> crawlers.create(call, request));
    read(
        "ListDataQualityRulesets",
        ListDataQualityRulesetsRequest::builder,
        (Call call, ListDataQualityRulesetsRequest request) -> crawlers.list(call, request));
    read("GetDataQualityRuleset", GetDataQualityRulesetRequest::builder, crawlers::get);
    write(
        "CreateDataQualityRuleset",
        CreateDataQualityRulesetRequest::builder,
        (Call call, CreateDataQualityRulesetRequest request) -> crawlers.create(call, request));
  }

  private void addTables(TableReads reads, Tables tables) {
    read("GetTables", GetTablesRequest::builder, reads::list);
    read("GetTable", GetTableRequest::builder, reads::get);
    write("CreateTable", CreateTableRequest::builder, tables::create);
    write("UpdateTable", UpdateTableRequest::builder, tables::update);
    write("DeleteTable", DeleteTableRequest::builder, tables::delete);
    write("BatchDeleteTable", BatchDeleteTableRequest::builder, tables::deleteAll);
  }

  private void addVersions(TableVersions versions) {
    read("GetTableVersions", GetTableVersionsRequest::builder, versions::list);
    write("BatchDeleteTableVersion", BatchDeleteTableVersionRequest::builder, versions::deleteAll);
  }

  private void addPartitions(PartitionIndexes indexes) {
    read("GetPartitions", GetPartitionsRequest::builder, partitionReads::list);
    read("GetPartition", GetPartitionRequest::builder, partitionReads::get);
    read("BatchGetPartition", BatchGetPartitionRequest::builder, partitionReads::getAll);
    write("CreatePartition", CreatePartitionRequest::builder, partitionWrites::create);
    write("BatchCreatePartition", BatchCreatePartitionRequest::builder, partitionWrites::createAll);
    write("UpdatePartition", UpdatePartitionRequest::builder, partitionWrites::update);
    write("BatchUpdatePartition", BatchUpdatePartitionRequest::builder, partitionWrites::updateAll);
    write("DeletePartition", DeletePartitionRequest::builder, partitionWrites::delete);
    write("BatchDeletePartition", BatchDeletePartitionRequest::builder, partitionWrites::deleteAll);
    read("GetPartitionIndexes", GetPartitionIndexesRequest::builder, indexes::list);
    write("CreatePartitionIndex", CreatePartitionIndexRequest::builder, indexes::create);
    write("DeletePartitionIndex", DeletePartitionIndexRequest::builder, indexes::delete);
  }

  private void addStatistics(StatisticsOperations statistics) {
    read(
        "GetColumnStatisticsForTable",
        GetColumnStatisticsForTableRequest::builder,
        statistics::get);
    write(
        "UpdateColumnStatisticsForTable",
        UpdateColumnStatisticsForTableRequest::builder,
        statistics::update);
    write(
        "DeleteColumnStatisticsForTable",
        DeleteColumnStatisticsForTableRequest::builder,
        statistics::delete);
    read(
        "GetColumnStatisticsForPartition",
        GetColumnStatisticsForPartitionRequest::builder,
        statistics::getOfPartition);
    write(
        "UpdateColumnStatisticsForPartition",
        UpdateColumnStatisticsForPartitionRequest::builder,
        statistics::updateOfPartition);
    write(
        "DeleteColumnStatisticsForPartition",
        DeleteColumnStatisticsForPartitionRequest::builder,
        statistics::deleteOfPartition);
  }

  private void addFunctions(Functions functions) {
    read("GetUserDefinedFunctions", GetUserDefinedFunctionsRequest::builder, functions::list);
    read("GetUserDefinedFunction", GetUserDefinedFunctionRequest::builder, functions::get);
    write(
        "CreateUserDefinedFunction", CreateUserDefinedFunctionRequest::builder, functions::create);
    write(
        "UpdateUserDefinedFunction", UpdateUserDefinedFunctionRequest::builder, functions::update);
    write(
        "DeleteUserDefinedFunction", DeleteUserDefinedFunctionRequest::builder, functions::delete);
  }

  private void addOptimizers() {
    read("BatchGetTableOptimizer", BatchGetTableOptimizerRequest::builder, optimizers::getAll);
    write("CreateTableOptimizer", CreateTableOptimizerRequest::builder, optimizers::create);
    write("UpdateTableOptimizer", UpdateTableOptimizerRequest::builder, optimizers::update);
    write("DeleteTableOptimizer", DeleteTableOptimizerRequest::builder, optimizers::delete);
  }

  private <Q extends GlueRequest, A extends SdkPojo> void read(
      String operation, Supplier<? extends SdkPojo> request, BiFunction<Call, Q, A> handler) {
    add(operation, request, ofOwnCatalog(handler), lock.readLock());
  }

  private <Q extends GlueRequest, A extends SdkPojo> void write(
      String operation, Supplier<? extends SdkPojo> request, BiFunction<Call, Q, A> handler) {
    add(operation, request, ofOwnCatalog(handler), lock.writeLock());
  }

  private <Q extends GlueRequest, A> BiFunction<Call, Q, A> ofOwnCatalog(
      BiFunction<Call, Q, A> handler) {
    return (call, request) -> {
      requireOwnCatalog(request);
      return handler.apply(call, request);
    };
  }

  private <Q extends GlueRequest, A extends SdkPojo> void add(
      String operation,
      Supplier<? extends SdkPojo> builder,
      BiFunction<Call, Q, A> handler,
      Lock guard) {
    operations.on(
        operation,
        builder,
        (Call call, Q request) -> {
          Limits.check(request);
          guard.lock();
          try {
            return handler.apply(call, request);
          } finally {
            guard.unlock();
          }
        });
  }

  private void requireOwnCatalog(GlueRequest request) {
    Optional<String> catalog = request.getValueForField("CatalogId", String.class);
    if (catalog.isPresent() && !catalog.get().equals(store.account())) {
      throw AwsError.entityNotFound("Catalog " + catalog.get() + " not found.");
    }
  }

  @Override
  public boolean hasCatalog(String id) {
    return store.hasCatalog(id);
  }

  @Override
  public boolean hasDatabase(String database) {
    return store.hasDatabase(database);
  }

  @Override
  public boolean hasTable(String database, String table) {
    return store.hasTable(database, table);
  }

  @Override
  public Optional<List<String>> columns(String database, String table) {
    return store.columns(database, table);
  }

  @Override
  public List<String> partitionKeys(String database, String table) {
    return store.partitionKeys(database, table);
  }

  @Override
  public boolean isView(String database, String table) {
    return store.isView(database, table);
  }

  @Override
  public boolean isResourceLink(String database, String table) {
    return store.isResourceLink(database, table);
  }

  @Override
  public boolean isDatabaseLink(String database) {
    return store.isDatabaseLink(database);
  }
}
