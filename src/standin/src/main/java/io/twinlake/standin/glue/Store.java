package io.twinlake.standin.glue;

import io.twinlake.standin.region.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.DatabaseIdentifier;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableIdentifier;

/**
 * What the catalog of one account and region holds. {@link Catalog}'s questions are answered
 * without a lock, because Lake Formation asks them while it holds its own.
 */
final class Store implements Catalog {
  private final NavigableMap<String, DatabaseEntry> databases = new ConcurrentSkipListMap<>();
  private final NavigableMap<String, software.amazon.awssdk.services.glue.model.Catalog> catalogs =
      new ConcurrentSkipListMap<>();
  private final String account;
  private final String region;

  Store(String account, String region) {
    this.account = account;
    this.region = region;
  }

  String account() {
    return account;
  }

  String region() {
    return region;
  }

  /** Catalogs in the account's own, by id. */
  NavigableMap<String, software.amazon.awssdk.services.glue.model.Catalog> catalogs() {
    return catalogs;
  }

  NavigableMap<String, DatabaseEntry> databases() {
    return databases;
  }

  Optional<DatabaseEntry> database(String name) {
    return Optional.ofNullable(databases.get(Names.fold(name)));
  }

  Optional<TableEntry> table(String database, String name) {
    return database(database).map(found -> found.tables().get(Names.fold(name)));
  }

  /** What a database link leads to, when it is there; another account or region never is. */
  Optional<DatabaseEntry> target(DatabaseIdentifier target) {
    return isHere(target.catalogId(), target.region())
        ? database(target.databaseName())
        : Optional.empty();
  }

  /** As {@link #target(DatabaseIdentifier)}, for a table link. */
  Optional<TableEntry> target(TableIdentifier target) {
    return isHere(target.catalogId(), target.region())
        ? table(target.databaseName(), target.name())
        : Optional.empty();
  }

  private boolean isHere(@Nullable String catalog, @Nullable String where) {
    return (catalog == null || catalog.equals(account)) && (where == null || where.equals(region));
  }

  @Override
  public boolean hasCatalog(String id) {
    return catalogs.containsKey(id);
  }

  @Override
  public boolean hasDatabase(String database) {
    return databases.containsKey(database);
  }

  @Override
  public boolean hasTable(String database, String table) {
    return table(database, table).isPresent();
  }

  @Override
  public Optional<List<String>> columns(String database, String table) {
    return table(database, table).map(TableEntry::current).map(Store::columns);
  }

  @Override
  public List<String> partitionKeys(String database, String table) {
    return table(database, table).map(TableEntry::partitionKeys).orElse(List.of());
  }

  @Override
  public boolean isView(String database, String table) {
    return table(database, table)
        .map(TableEntry::current)
        .map(found -> "VIRTUAL_VIEW".equals(found.tableType()) || found.viewDefinition() != null)
        .orElse(false);
  }

  @Override
  public boolean isResourceLink(String database, String table) {
    return table(database, table).map(TableEntry::isLink).orElse(false);
  }

  @Override
  public boolean isDatabaseLink(String database) {
    return database(database).map(DatabaseEntry::isLink).orElse(false);
  }

  private static List<String> columns(Table table) {
    List<Column> columns = new ArrayList<>();
    if (table.storageDescriptor() != null) {
      columns.addAll(table.storageDescriptor().columns());
    }
    columns.addAll(table.partitionKeys());
    return columns.stream().map(Column::name).toList();
  }
}
