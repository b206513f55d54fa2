package io.twinlake.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.Documents;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import software.amazon.awssdk.services.glue.model.Catalog;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.Table;

/**
 * Glue's shapes as catalog objects. Glue answers a resource link with its target's members under
 * the link's name: of a link only what is its own is kept (aws-facts 10).
 */
final class GlueObjects {
  private GlueObjects() {}

  static CatalogObject database(Database database) {
    ObjectNode definition = Documents.toDocument(database);
    if (definition.has("TargetDatabase")) {
      definition.retain("Name", "TargetDatabase");
    }
    return new CatalogObject(ObjectKey.database(database.name()), definition);
  }

  /**
   * @param database where the table was found: a link's answer may name its target's database
   */
  static CatalogObject table(String database, Table table) {
    ObjectNode definition = Documents.toDocument(table);
    if (definition.has("TargetTable")) {
      definition.retain("Name", "DatabaseName", "TargetTable").put("DatabaseName", database);
    }
    return new CatalogObject(ObjectKey.table(database, table.name()), definition);
  }

  static CatalogObject catalog(Catalog catalog) {
    return new CatalogObject(
        ObjectKey.global(Kind.CATALOG, catalog.catalogId()), Documents.toDocument(catalog));
  }

  static CatalogObject partition(String database, String table, Partition partition) {
    return new CatalogObject(
        ObjectKey.partition(database, table, partition.values()), Documents.toDocument(partition));
  }
}
