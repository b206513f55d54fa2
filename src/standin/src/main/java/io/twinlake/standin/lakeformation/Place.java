package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.PojoJson;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/**
 * Where a row belongs, as a path whose prefixes contain what lies below: a table's path starts with
 * its database's. A table, its columns and its filters share one place.
 */
record Place(String path) {
  /** Glue names cannot hold it. */
  private static final char SEPARATOR = '\u0001';

  static final Place CATALOG = path("catalog");

  /** Above every tag policy. */
  static final Place POLICIES = path("policy");

  /** Where registrations queue up. */
  static final Place LOCATIONS = path("locations");

  /** Above every granted location. */
  static final Place ALL_LOCATIONS = path("location");

  static final Place SETTINGS = path("settings");
  static final Place IDENTITY_CENTER = path("identitycenter");

  static Place nestedCatalog(String id) {
    return path("nested", id);
  }

  static Place database(String database) {
    return path("database", database);
  }

  static Place table(String database, String table) {
    return path("database", database, "table", table);
  }

  static Place allTables(String database) {
    return table(database, Names.ALL_TABLES);
  }

  static Place tag(String key) {
    return path("tag", key);
  }

  static Place location(String arn) {
    return path("location", arn);
  }

  static Place expression(String name) {
    return path("expression", name);
  }

  /** Where the changes of a data cells filter queue up; its grants lie at its table. */
  static Place filter(String database, String table, String name) {
    return path("filter", database, table, name);
  }

  /** A row-level-security policy, however its name is written. */
  static Place rowPolicy(String name) {
    return path("rowpolicy", fold(name));
  }

  /** Of a resource in its canonical form. */
  static Place of(Resource resource) {
    if (resource.catalog() != null) {
      return CatalogId.isNested(resource.catalog().id())
          ? nestedCatalog(resource.catalog().id())
          : CATALOG;
    }
    if (resource.database() != null) {
      return database(resource.database().name());
    }
    if (resource.table() != null) {
      return table(resource.table().databaseName(), resource.table().name());
    }
    if (resource.tableWithColumns() != null) {
      return table(resource.tableWithColumns().databaseName(), resource.tableWithColumns().name());
    }
    if (resource.dataCellsFilter() != null) {
      return table(
          resource.dataCellsFilter().databaseName(), resource.dataCellsFilter().tableName());
    }
    return ofOther(resource);
  }

  private static Place ofOther(Resource resource) {
    if (resource.dataLocation() != null) {
      return location(resource.dataLocation().resourceArn());
    }
    if (resource.lfTag() != null) {
      return tag(resource.lfTag().tagKey());
    }
    if (resource.lfTagExpression() != null) {
      return expression(resource.lfTagExpression().name());
    }
    if (resource.rlsPolicy() != null) {
      return rowPolicy(resource.rlsPolicy().name());
    }
    return path("policy", String.valueOf(PojoJson.encode(resource.lfTagPolicy())));
  }

  /** The path of the place at which the row with this key lies; "" for "". */
  static String pathOf(String rowKey) {
    int end = rowKey.indexOf(Row.OWN);
    return end < 0 ? "" : rowKey.substring(0, end);
  }

  /** For example {@code database, sales, table, orders}. */
  List<String> parts() {
    return List.of(path.split(String.valueOf(SEPARATOR)));
  }

  /** The smallest string after every path below this place. */
  String end() {
    return path.substring(0, path.length() - 1) + (char) (SEPARATOR + 1);
  }

  private static Place path(String... parts) {
    return new Place(String.join(String.valueOf(SEPARATOR), parts) + SEPARATOR);
  }

  static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
