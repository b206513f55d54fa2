package io.twinlake.apply;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.Grant;
import io.twinlake.model.Kind;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.CallerRights;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * ALTER and DROP on what others created, which a data lake admin does not have but may grant itself
 * (aws-facts 6). Borrowed a database at a time, written to the ledger before it is granted, so that
 * a killed run's rights are known and given back by the next.
 */
public final class Borrowing {
  private static final Set<String> PERMISSIONS = Set.of("ALTER", "DROP");

  private final String principal;
  private final CallerRights held;
  private final GrantWriter grants;
  private final Consumer<List<ObjectNode>> ledger;
  private final ConcurrentHashMap<String, Boolean> databases = new ConcurrentHashMap<>();

  /**
   * @param principal the caller, as Lake Formation knows it
   * @param ledger told of entries before they are granted
   */
  public Borrowing(
      String principal, CallerRights held, GrantWriter grants, Consumer<List<ObjectNode>> ledger) {
    this.principal = principal;
    this.held = held;
    this.grants = grants;
    this.ledger = ledger;
  }

  /** Makes sure that the caller may change an existing database, table or its partitions. */
  public void ensure(ObjectKey key) {
    boolean may =
        key.kind().equals(Kind.DATABASE)
            ? held.onDatabase(key.database(), PERMISSIONS)
            : held.onTable(ObjectKey.table(key.database(), key.name()), PERMISSIONS);
    if (!may) {
      databases.computeIfAbsent(key.database(), this::borrow);
    }
  }

  private Boolean borrow(String database) {
    List<Grant> wanted = List.of(onDatabase(database), onAllTables(database));
    ledger.accept(wanted.stream().map(Grant::toEntry).toList());
    List<Action> actions = new ArrayList<>();
    wanted.forEach(grant -> actions.add(Action.create(grant.key(), grant.toEntry())));
    // What could not be borrowed shows where it is missed: at the write that needs it.
    Write.of(grants, actions);
    return true;
  }

  private Grant onDatabase(String database) {
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    resource.putObject("Database").put("Name", database);
    return grant(resource);
  }

  private Grant onAllTables(String database) {
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    ObjectNode table = resource.putObject("Table").put("DatabaseName", database);
    table.putObject("TableWildcard");
    return grant(resource);
  }

  private Grant grant(ObjectNode resource) {
    return new Grant(
        principal,
        resource,
        JsonNodeFactory.instance.objectNode(),
        new TreeSet<>(PERMISSIONS),
        new TreeSet<>());
  }
}
