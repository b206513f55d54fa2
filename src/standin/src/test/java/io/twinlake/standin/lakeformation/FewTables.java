package io.twinlake.standin.lakeformation;

import io.twinlake.standin.region.Catalog;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A catalog of names: tables as {@code database.table} with their columns. */
final class FewTables implements Catalog {
  final Set<String> catalogs = new HashSet<>();
  final Set<String> databases = new HashSet<>();
  final Map<String, List<String>> tables = new ConcurrentSkipListMap<>();
  final Map<String, List<String>> partitions = new TreeMap<>();
  final Map<String, String> special = new TreeMap<>();

  FewTables with(String database, String table, String... columns) {
    databases.add(database);
    tables.put(database + "." + table, List.of(columns));
    return this;
  }

  /** With these as the last of its columns. */
  FewTables partitioned(String database, String table, String... keys) {
    partitions.put(database + "." + table, List.of(keys));
    return this;
  }

  FewTables is(String name, String what) {
    special.put(name, what);
    return this;
  }

  @Override
  public boolean hasCatalog(String id) {
    return catalogs.contains(id);
  }

  @Override
  public boolean hasDatabase(String database) {
    return databases.contains(database);
  }

  @Override
  public boolean hasTable(String database, String table) {
    return tables.containsKey(database + "." + table);
  }

  @Override
  public Optional<List<String>> columns(String database, String table) {
    return Optional.ofNullable(tables.get(database + "." + table));
  }

  @Override
  public List<String> partitionKeys(String database, String table) {
    return partitions.getOrDefault(database + "." + table, List.of());
  }

  @Override
  public boolean isView(String database, String table) {
    return "view".equals(special.get(database + "." + table));
  }

  @Override
  public boolean isResourceLink(String database, String table) {
    return "link".equals(special.get(database + "." + table));
  }

  @Override
  public boolean isDatabaseLink(String database) {
    return "link".equals(special.get(database));
  }
}
