package io.twinlake.standin.lakeformation;

import io.twinlake.standin.region.Catalog;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The region's catalog once it is attached; both services ask each other. */
final class LateCatalog implements Catalog {
  private volatile @Nullable Catalog attached;

  void attach(Catalog catalog) {
    attached = catalog;
  }

  private Catalog catalog() {
    Catalog catalog = attached;
    if (catalog == null) {
      throw new IllegalStateException("No catalog is attached; call attach(Catalog) first.");
    }
    return catalog;
  }

  @Override
  public boolean hasCatalog(String id) {
    return catalog().hasCatalog(id);
  }

  @Override
  public boolean hasDatabase(String database) {
    return catalog().hasDatabase(database);
  }

  @Override
  public boolean hasTable(String database, String table) {
    return catalog().hasTable(database, table);
  }

  @Override
  public Optional<List<String>> columns(String database, String table) {
    return catalog().columns(database, table);
  }

  @Override
  public List<String> partitionKeys(String database, String table) {
    return catalog().partitionKeys(database, table);
  }

  @Override
  public boolean isView(String database, String table) {
    return catalog().isView(database, table);
  }

  @Override
  public boolean isResourceLink(String database, String table) {
    return catalog().isResourceLink(database, table);
  }

  @Override
  public boolean isDatabaseLink(String database) {
    return catalog().isDatabaseLink(database);
  }
}
