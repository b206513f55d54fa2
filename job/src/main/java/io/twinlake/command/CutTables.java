package io.twinlake.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import io.twinlake.source.Caller;
import io.twinlake.source.GrantRows;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tables that AWS may have cut in silence: where Lake Formation guards a table, whoever lacks
 * SELECT on all its columns sees fewer columns and no {@code spark.sql.sources.schema*} (aws-facts
 * 4).
 */
final class CutTables {
  private final Caller caller;
  private final Map<String, Set<String>> tables = new TreeMap<>();

  CutTables(Caller caller) {
    this.caller = caller;
  }

  /** Takes a table for cut until a grant shows that it is not; a link shows no columns. */
  void table(CatalogObject table) {
    if (!table.definition().has("TargetTable")) {
      tables
          .computeIfAbsent(table.key().database(), name -> new TreeSet<>())
          .add(table.key().name());
    }
  }

  /** Takes the tables out that the row lets the caller read whole. */
  void grant(CatalogObject row) {
    if (!isForCaller(row.definition())) {
      return;
    }
    ObjectKey readable = GrantRows.readableTable(row.definition());
    tables.computeIfPresent(
        readable.database(),
        (database, names) -> {
          names.remove(readable.name());
          return readable.name().isEmpty() || names.isEmpty() ? null : names;
        });
  }

  /** {@code database.table} in order. */
  List<String> names() {
    return tables.entrySet().stream()
        .flatMap(entry -> entry.getValue().stream().map(name -> entry.getKey() + "." + name))
        .toList();
  }

  /** ALL to IAM_ALLOWED_PRINCIPALS means that Lake Formation does not guard (aws-facts 23). */
  private boolean isForCaller(ObjectNode row) {
    String principal = GrantRows.principal(row);
    return (principal.equals("IAM_ALLOWED_PRINCIPALS") && GrantRows.allows(row, "ALL"))
        || principal.equals(caller.account() + ":IAMPrincipals")
        || caller.is(principal);
  }
}
