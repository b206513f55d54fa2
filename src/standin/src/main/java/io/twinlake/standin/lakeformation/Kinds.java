package io.twinlake.standin.lakeformation;

import io.twinlake.standin.region.Catalog;
import io.twinlake.standin.wire.AwsError;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.TableResource;

/** Tells what kind of thing a resource in canonical form is. */
record Kinds(Catalog catalog) {
  Kind of(Resource resource) {
    if (resource.catalog() != null) {
      return CatalogId.isNested(resource.catalog().id()) ? Kind.NESTED_CATALOG : Kind.CATALOG;
    }
    if (resource.database() != null) {
      return ofDatabase(resource.database().name());
    }
    if (resource.table() != null) {
      return ofTable(resource.table());
    }
    if (resource.tableWithColumns() != null) {
      return Kind.COLUMNS;
    }
    if (resource.dataLocation() != null) {
      return Kind.DATA_LOCATION;
    }
    if (resource.lfTag() != null) {
      return Kind.LF_TAG;
    }
    if (resource.lfTagExpression() != null) {
      return Kind.LF_TAG_EXPRESSION;
    }
    if (resource.rlsPolicy() != null) {
      return Kind.RLS_POLICY;
    }
    return resource.dataCellsFilter() != null ? Kind.DATA_CELLS_FILTER : ofPolicy(resource);
  }

  Kind ofDatabase(String database) {
    return catalog.isDatabaseLink(database) ? Kind.LINK : Kind.DATABASE;
  }

  private Kind ofTable(TableResource table) {
    return table.tableWildcard() != null ? Kind.TABLE : ofTable(table.databaseName(), table.name());
  }

  Kind ofTable(String database, String table) {
    if (catalog.isResourceLink(database, table)) {
      return Kind.LINK;
    }
    return catalog.isView(database, table) ? Kind.VIEW : Kind.TABLE;
  }

  private static Kind ofPolicy(Resource resource) {
    return switch (resource.lfTagPolicy().resourceTypeAsString()) {
      case "DATABASE" -> Kind.DATABASE_POLICY;
      case "TABLE" -> Kind.TABLE_POLICY;
      default ->
          throw AwsError.invalidInput(
              "Invalid resource type " + resource.lfTagPolicy().resourceTypeAsString() + ".");
    };
  }
}
