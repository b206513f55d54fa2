package io.twinlake.snapshot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.config.Scope;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.snapshot.Manifest.Completeness;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Catalog objects to write and read. */
final class Samples {
  static final String ACCOUNT = "111122223333";
  static final String CALLER = "arn:aws:iam::111122223333:role/Twinlake";

  private Samples() {}

  static CatalogObject database(String name) {
    return new CatalogObject(ObjectKey.database(name), definition(name));
  }

  static CatalogObject table(String database, String name) {
    return new CatalogObject(ObjectKey.table(database, name), definition(name));
  }

  static CatalogObject partition(String database, String table, String... values) {
    ObjectNode definition = JsonNodeFactory.instance.objectNode();
    List.of(values).forEach(definition.putArray("Values")::add);
    return new CatalogObject(ObjectKey.partition(database, table, List.of(values)), definition);
  }

  static CatalogObject grant(String principal) {
    return new CatalogObject(ObjectKey.global(Kind.GRANT, principal), definition(principal));
  }

  /** Two databases, one without partitions, and a grant. */
  static List<CatalogObject> lake() {
    return List.of(
        database("sales"),
        table("sales", "orders"),
        table("sales", "returns"),
        database("web"),
        table("web", "übersicht"),
        partition("sales", "orders", "2026-01-01", "de"),
        partition("sales", "orders", "2026-01-02", "ü\n\"'"),
        partition("sales", "returns", ""),
        grant("arn:aws:iam::111122223333:role/Analyst"));
  }

  static SnapshotWriter.Header header() {
    return new SnapshotWriter.Header(
        ACCOUNT,
        Instant.parse("2026-11-22T18:07:24Z"),
        Instant.parse("2026-11-22T18:09:00.5Z"),
        Scope.ALL,
        new Completeness(CALLER, true, List.of()),
        Map.of("lake-us-east-1", "us-east-1", "gone", ""));
  }

  private static ObjectNode definition(String name) {
    ObjectNode definition = JsonNodeFactory.instance.objectNode().put("Name", name);
    definition.put("Retention", 0L).put("Ratio", new BigDecimal("1.50"));
    definition.putObject("Parameters");
    definition.putArray("PartitionKeys");
    return definition;
  }
}
