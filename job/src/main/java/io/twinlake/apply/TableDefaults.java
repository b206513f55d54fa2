package io.twinlake.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.Documents;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Definitions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.DatabaseInput;

/**
 * Keeps a database's CreateTableDefaultPermissions from opening tables while they are restored:
 * those of a database that the run does not write anyway are emptied before its first new table,
 * and put back last (aws-facts 6).
 */
public final class TableDefaults {
  private final GlueClient glue;
  private final Borrowing borrowing;
  private final Map<ObjectKey, CatalogObject> before;
  private final Predicate<ObjectKey> written;
  private final ConcurrentHashMap<ObjectKey, ObjectNode> closed = new ConcurrentHashMap<>();

  /**
   * @param before the target's databases as the run found them
   * @param written whether this run wrote a database, which is closed then
   */
  public TableDefaults(
      GlueClient glue,
      Borrowing borrowing,
      Map<ObjectKey, CatalogObject> before,
      Predicate<ObjectKey> written) {
    this.glue = glue;
    this.borrowing = borrowing;
    this.before = before;
    this.written = written;
  }

  /** Makes sure, once a database, that a table created in it is open to nobody. */
  public void close(String database) {
    ObjectKey key = ObjectKey.database(database);
    CatalogObject found = before.get(key);
    if (found != null
        && !written.test(key)
        && !Definitions.tableDefaults(found.definition()).isEmpty()) {
      closed.computeIfAbsent(
          key,
          any -> {
            borrowing.ensure(key, Borrowing.ALTER);
            ObjectNode open = Definitions.writable(found);
            update(Definitions.closed(open));
            return open;
          });
    }
  }

  private void update(ObjectNode input) {
    DatabaseInput database = Documents.fromDocument(input, DatabaseInput::builder);
    glue.updateDatabase(request -> request.name(database.name()).databaseInput(database));
  }

  /** Updates that put back the defaults of databases that were as they should be. */
  public List<Action> reopening() {
    return new TreeMap<>(closed)
        .entrySet().stream().map(e -> Action.update(e.getKey(), e.getValue(), "")).toList();
  }
}
