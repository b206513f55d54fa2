package io.twinlake.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.Documents;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Definitions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.DatabaseInput;

/**
 * Keeps a database's CreateTableDefaultPermissions from opening tables while they are restored:
 * every write of a database during the run says that they are empty, and the saved ones come last
 * (aws-facts 6).
 */
public final class TableDefaults {
  private final GlueClient glue;
  private final Borrowing borrowing;
  private final Map<ObjectKey, CatalogObject> before;
  private final Map<ObjectKey, ObjectNode> desired = new TreeMap<>();
  private final ConcurrentHashMap<String, Boolean> closed = new ConcurrentHashMap<>();

  /**
   * @param before the target's databases as the run found them
   * @param desired the databases as they shall be in the end
   */
  public TableDefaults(
      GlueClient glue,
      Borrowing borrowing,
      Map<ObjectKey, CatalogObject> before,
      Collection<CatalogObject> desired) {
    this.glue = glue;
    this.borrowing = borrowing;
    this.before = before;
    desired.forEach(database -> this.desired.put(database.key(), Definitions.writable(database)));
  }

  /** Makes sure, once a database, that a table created in it is open to nobody. */
  public void close(String database) {
    ObjectKey key = ObjectKey.database(database);
    CatalogObject found = before.get(key);
    if (found != null && !Definitions.tableDefaults(found.definition()).isEmpty()) {
      closed.computeIfAbsent(
          database,
          name -> {
            borrowing.ensure(key);
            update(Definitions.closed(desired.getOrDefault(key, Definitions.writable(found))));
            return true;
          });
    }
  }

  private void update(ObjectNode input) {
    DatabaseInput database = Documents.fromDocument(input, DatabaseInput::builder);
    glue.updateDatabase(request -> request.name(database.name()).databaseInput(database));
  }

  /**
   * Updates that put the saved defaults back, for databases that this run wrote.
   *
   * @param written keys of databases that were created or updated
   */
  public List<Action> reopening(Collection<ObjectKey> written) {
    return desired.entrySet().stream()
        .filter(e -> !Definitions.tableDefaults(e.getValue()).isEmpty())
        .filter(e -> written.contains(e.getKey()) || closed.containsKey(e.getKey().database()))
        .map(e -> Action.update(e.getKey(), e.getValue(), ""))
        .toList();
  }
}
