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
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * ALTER and DROP on what others created, which a data lake admin does not have but may grant itself
 * (aws-facts 6). What is lacking is borrowed a database at a time, and written to the ledger before
 * it is granted, so that a killed run's rights are known and given back by the next.
 */
public final class Borrowing {
  /** What updates take, and writing partitions. */
  static final String ALTER = "ALTER";

  /** What deletions take; a resource link can be given no more than this (aws-facts 21). */
  static final String DROP = "DROP";

  private final String principal;
  private final CallerRights held;
  private final Predicate<ObjectKey> created;
  private final Predicate<ObjectKey> isLink;
  private final GrantWriter grants;
  private final Consumer<List<ObjectNode>> ledger;
  private final ConcurrentHashMap<String, Boolean> databases = new ConcurrentHashMap<>();

  /**
   * @param principal the caller, as Lake Formation knows it
   * @param created whether this run created an object, which gives its creator every right
   * @param isLink whether a database of the target is a resource link
   * @param ledger told of entries before they are granted
   */
  public Borrowing(
      String principal,
      CallerRights held,
      Predicate<ObjectKey> created,
      Predicate<ObjectKey> isLink,
      GrantWriter grants,
      Consumer<List<ObjectNode>> ledger) {
    this.principal = principal;
    this.held = held;
    this.created = created;
    this.isLink = isLink;
    this.grants = grants;
    this.ledger = ledger;
  }

  /** Makes sure that the caller holds ALTER or DROP on a database, table or its partitions. */
  void ensure(ObjectKey key, String permission) {
    if (!lacking(key, Set.of(permission)).isEmpty()) {
      databases.computeIfAbsent(key.database(), this::borrow);
    }
  }

  private Set<String> lacking(ObjectKey key, Set<String> permissions) {
    if (key.kind().equals(Kind.DATABASE)) {
      return created.test(key) ? Set.of() : held.lackingOnDatabase(key.database(), permissions);
    }
    ObjectKey table = ObjectKey.table(key.database(), key.name());
    return created.test(table) ? Set.of() : held.lackingOnTable(table, permissions);
  }

  private Boolean borrow(String database) {
    List<Grant> wanted = new ArrayList<>();
    boolean link = isLink.test(ObjectKey.database(database));
    Set<String> permissions = link ? Set.of(DROP) : Set.of(ALTER, DROP);
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    resource.putObject("Database").put("Name", database);
    wanted.add(grant(resource, held.lackingOnDatabase(database, permissions)));
    if (!link) {
      ObjectNode tables = JsonNodeFactory.instance.objectNode();
      tables.putObject("Table").put("DatabaseName", database).putObject("TableWildcard");
      wanted.add(grant(tables, held.lackingOnAllTables(database, permissions)));
    }
    wanted.removeIf(Grant::isEmpty);
    ledger.accept(wanted.stream().map(Grant::toEntry).toList());
    // What could not be borrowed shows where it is missed: at the write that needs it.
    grants.write(wanted.stream().map(g -> Action.create(g.key(), g.toEntry())).toList());
    return true;
  }

  private Grant grant(ObjectNode resource, SortedSet<String> permissions) {
    return new Grant(
        principal, resource, JsonNodeFactory.instance.objectNode(), permissions, new TreeSet<>());
  }
}
