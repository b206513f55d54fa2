package io.twinlake.standin.lakeformation;

import io.twinlake.standin.region.Catalog;
import io.twinlake.standin.wire.AwsError;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.services.lakeformation.model.DataCellsFilterResource;
import software.amazon.awssdk.services.lakeformation.model.LFTag;
import software.amazon.awssdk.services.lakeformation.model.LFTagPolicyResource;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.TableResource;
import software.amazon.awssdk.services.lakeformation.model.TableWithColumnsResource;

/** Whether what a resource in canonical form names is there. */
record Existence(
    Catalog catalog,
    Locations locations,
    Tags tags,
    Expressions expressions,
    Filters filters,
    RowPolicies rowPolicies) {
  void require(Resource resource) {
    if (resource.catalog() != null) {
      requireCatalog(resource.catalog().id());
    }
    if (resource.database() != null) {
      requireDatabase(resource.database().name());
    }
    if (resource.table() != null) {
      requireTable(resource.table());
    }
    if (resource.tableWithColumns() != null) {
      requireColumns(resource.tableWithColumns());
    }
    if (resource.dataCellsFilter() != null) {
      requireFilter(resource.dataCellsFilter());
    }
    if (resource.lfTag() != null) {
      tags.require(
          LFTag.builder()
              .tagKey(resource.lfTag().tagKey())
              .tagValues(resource.lfTag().tagValues())
              .build());
    }
    if (resource.lfTagPolicy() != null) {
      requirePolicy(resource.lfTagPolicy());
    }
    if (resource.lfTagExpression() != null) {
      expressions.require(resource.lfTagExpression().name());
    }
    if (resource.rlsPolicy() != null) {
      rowPolicies.require(resource.rlsPolicy().name());
    }
  }

  /** As {@link #require(Resource)}; who does not see everything is not told what is missing. */
  void require(Resource resource, boolean seesAll) {
    try {
      require(resource);
    } catch (AwsError error) {
      throw seesAll || !error.code().equals("EntityNotFoundException")
          ? error
          : Authority.unknownOrForbidden();
    }
  }

  private void requireCatalog(String id) {
    if (CatalogId.isNested(id) && !catalog.hasCatalog(id)) {
      throw AwsError.entityNotFound("Catalog " + id + " not found.");
    }
  }

  void requireDatabase(String database) {
    if (!catalog.hasDatabase(database)) {
      throw AwsError.entityNotFound("Database " + database + " not found.");
    }
  }

  void requireTable(String database, String table) {
    requireDatabase(database);
    if (!catalog.hasTable(database, table)) {
      throw AwsError.entityNotFound("Table " + table + " not found.");
    }
  }

  private void requireTable(TableResource table) {
    if (table.tableWildcard() == null) {
      requireTable(table.databaseName(), table.name());
    } else {
      requireDatabase(table.databaseName());
    }
  }

  private void requireColumns(TableWithColumnsResource table) {
    Collection<String> named =
        table.hasColumnNames() ? table.columnNames() : table.columnWildcard().excludedColumnNames();
    requireColumns(table.databaseName(), table.name(), named);
  }

  void requireColumns(String database, String table, Collection<String> named) {
    requireTable(database, table);
    List<String> known =
        catalog.columns(database, table).orElse(List.of()).stream().map(Place::fold).toList();
    if (!known.containsAll(named)) {
      throw AwsError.invalidInput("cannot grant/revoke permission on non-existent column.");
    }
  }

  private void requireFilter(DataCellsFilterResource filter) {
    requireTable(filter.databaseName(), filter.tableName());
    filters.require(filter.databaseName(), filter.tableName(), filter.name());
  }

  private void requirePolicy(LFTagPolicyResource policy) {
    if (policy.expressionName() != null) {
      expressions.require(policy.expressionName());
    }
    policy.expression().forEach(tags::require);
  }

  /** A grant on an S3 path needs a registered location over it (aws-facts 17). */
  void requireRegistered(Resource resource) {
    if (resource.dataLocation() != null
        && locations.over(resource.dataLocation().resourceArn()).isEmpty()) {
      throw AwsError.invalidInput(
          "Resource does not exist: register the S3 path "
              + resource.dataLocation().resourceArn()
              + " first.");
    }
  }
}
