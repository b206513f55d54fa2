package io.twinlake.source;

import com.google.common.collect.Iterators;
import com.google.common.collect.Lists;
import io.twinlake.aws.AwsRegion;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetCatalogsResponse;
import software.amazon.awssdk.services.glue.model.GetDatabasesResponse;
import software.amazon.awssdk.services.glue.model.GetTablesResponse;

/**
 * The Glue Data Catalog of a region, read lazily page by page. What AWS refuses is thrown as the
 * SDK throws it; AccessDenied is never taken for absence (aws-facts 4).
 */
public final class GlueSource {
  /** GetDatabases.MaxResults and GetTables.MaxResults at most (aws-facts 1). */
  private static final int PAGE = 100;

  /** BatchGetPartition.PartitionsToGet at most (aws-facts 1). */
  private static final int KEYS = 1000;

  private final GlueClient glue;

  public GlueSource(AwsRegion region) {
    this.glue = region.glue();
  }

  /** The account's own databases, resource links included; not those shared with it. */
  public Iterator<CatalogObject> databases() {
    Pages<GetDatabasesResponse> pages =
        new Pages<>(
            token -> glue.getDatabases(request -> request.maxResults(PAGE).nextToken(token)),
            GetDatabasesResponse::nextToken);
    return once(
        Iterators.transform(
            Pages.items(pages, GetDatabasesResponse::databaseList), GlueObjects::database));
  }

  /**
   * The database's tables, views with what became of their latest change, and resource links. Not
   * for a database that is a link itself: Glue would list its target's tables.
   */
  public Iterator<CatalogObject> tables(String database) {
    Pages<GetTablesResponse> pages =
        new Pages<>(
            token ->
                glue.getTables(
                    request ->
                        request
                            .databaseName(database)
                            .includeStatusDetails(true)
                            .maxResults(PAGE)
                            .nextToken(token)),
            GetTablesResponse::nextToken);
    return once(
        Iterators.transform(
            Pages.items(pages, GetTablesResponse::tableList),
            table -> GlueObjects.table(database, table)));
  }

  /** The table's partitions, each once. */
  public Iterator<CatalogObject> partitions(String database, String table) {
    return partitions(database, table, () -> {});
  }

  /**
   * As {@link #partitions(String, String)}.
   *
   * @param onMove hears, at most once, that others were seen writing while the pages were read
   */
  public Iterator<CatalogObject> partitions(String database, String table, Runnable onMove) {
    return new PartitionReading(glue, database, table, onMove).partitions();
  }

  /**
   * The catalogs nested in the account's own, at every depth, federated ones too: their
   * definitions, for what they hold lies elsewhere (aws-facts 11).
   */
  public Iterator<CatalogObject> catalogs() {
    Pages<GetCatalogsResponse> pages =
        new Pages<>(
            token -> glue.getCatalogs(request -> request.recursive(true).nextToken(token)),
            GetCatalogsResponse::nextToken);
    return once(
        Iterators.transform(
            Pages.items(pages, GetCatalogsResponse::catalogList), GlueObjects::catalog));
  }

  /** The ids of {@link #catalogs()}. */
  public Iterator<String> nestedCatalogs() {
    return Iterators.transform(catalogs(), catalog -> catalog.key().name());
  }

  /** One database; empty when there is none, or when it is a resource link to nothing. */
  public Optional<CatalogObject> database(String database) {
    try {
      return Optional.of(
          GlueObjects.database(glue.getDatabase(request -> request.name(database)).database()));
    } catch (EntityNotFoundException e) {
      return Optional.empty();
    }
  }

  /** One table; empty when there is none, or when it is a resource link to nothing. */
  public Optional<CatalogObject> table(String database, String table) {
    try {
      return Optional.of(
          GlueObjects.table(
              database,
              glue.getTable(
                      request ->
                          request.databaseName(database).name(table).includeStatusDetails(true))
                  .table()));
    } catch (EntityNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Those of the partitions that exist. */
  public List<CatalogObject> partitions(String database, String table, List<List<String>> values) {
    PartitionBatch batch = new PartitionBatch(glue, database, table);
    List<CatalogObject> found = new ArrayList<>();
    Lists.partition(values, KEYS).forEach(keys -> found.addAll(batch.read(keys)));
    return found;
  }

  /** Pages shift while others write, and may bring an object a second time (aws-facts 4). */
  private static Iterator<CatalogObject> once(Iterator<CatalogObject> objects) {
    Set<ObjectKey> seen = new HashSet<>();
    return Iterators.filter(objects, object -> seen.add(object.key()));
  }
}
