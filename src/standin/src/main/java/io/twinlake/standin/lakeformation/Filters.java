package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.AwsError;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilter;

/** Data cells filters by table and name (aws-facts 19). */
final class Filters {
  private final ConcurrentSkipListMap<String, DataCellsFilter> byKey =
      new ConcurrentSkipListMap<>();

  boolean has(DataCellsFilter filter) {
    return byKey.containsKey(key(filter));
  }

  boolean create(DataCellsFilter filter) {
    return byKey.putIfAbsent(key(filter), filter) == null;
  }

  void replace(DataCellsFilter filter) {
    byKey.put(key(filter), filter);
  }

  DataCellsFilter require(String database, String table, String name) {
    DataCellsFilter filter = byKey.get(Place.table(database, table).path() + name);
    if (filter == null) {
      throw AwsError.entityNotFound("Data cells filter " + name + " not found.");
    }
    return filter;
  }

  void remove(DataCellsFilter filter) {
    byKey.remove(key(filter));
  }

  void removeBelow(Place place) {
    below(place).clear();
  }

  NavigableMap<String, DataCellsFilter> of(Place place) {
    return below(place);
  }

  NavigableMap<String, DataCellsFilter> all() {
    return byKey;
  }

  private NavigableMap<String, DataCellsFilter> below(Place place) {
    return byKey.subMap(place.path(), place.end());
  }

  private static String key(DataCellsFilter filter) {
    return Place.table(filter.databaseName(), filter.tableName()).path() + filter.name();
  }
}
