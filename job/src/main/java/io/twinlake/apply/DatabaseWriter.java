package io.twinlake.apply;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.aws.Documents;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Grant;
import io.twinlake.model.ObjectKey;
import io.twinlake.model.Outcome;
import io.twinlake.plan.Action;
import io.twinlake.plan.AwsTags;
import io.twinlake.plan.Definitions;
import io.twinlake.plan.Op;
import io.twinlake.source.GlueSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.DatabaseInput;

/**
 * Databases. A new one is closed before anything is put in it: where the region opens new databases
 * to IAM_ALLOWED_PRINCIPALS, that row is revoked by the very next call (aws-facts 6, 23).
 */
public final class DatabaseWriter implements Writer {
  private static final String NOT_CLOSED =
      "a new database is open to IAM_ALLOWED_PRINCIPALS here, which could not be revoked: ";

  private final GlueClient glue;
  private final GlueSource source;
  private final Borrowing borrowing;
  private final GrantWriter revoking;
  private final boolean regionOpensDatabases;
  private final Set<ObjectKey> tagged = ConcurrentHashMap.newKeySet();

  /**
   * @param regionOpensDatabases whether the region's CreateDatabaseDefaultPermissions grant
   *     anything
   */
  public DatabaseWriter(
      GlueClient glue,
      GlueSource source,
      Borrowing borrowing,
      GrantWriter revoking,
      boolean regionOpensDatabases) {
    this.glue = glue;
    this.source = source;
    this.borrowing = borrowing;
    this.revoking = revoking;
    this.regionOpensDatabases = regionOpensDatabases;
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    Action action = actions.get(0);
    if (op == Op.DELETE || op == Op.REPLACE) {
      borrowing.ensure(action.key(), Borrowing.DROP);
      Writer.unlessGone(
          () -> glue.deleteDatabase(request -> request.name(action.key().database())));
    }
    if (op == Op.UPDATE) {
      borrowing.ensure(action.key(), Borrowing.ALTER);
      DatabaseInput input = input(action);
      glue.updateDatabase(request -> request.name(input.name()).databaseInput(input));
    }
    if (op == Op.CREATE || op == Op.REPLACE) {
      create(action);
      return closeOrRemove(action);
    }
    return Map.of();
  }

  /** With its AWS tags, so that conditions on them hold from the beginning (aws-facts 12). */
  private void create(Action action) {
    Map<String, String> tags = AwsTags.of(action.input());
    glue.createDatabase(
        request -> {
          request.databaseInput(input(action));
          if (!tags.isEmpty()) {
            request.tags(tags);
          }
        });
    if (!tags.isEmpty()) {
      tagged.add(action.key());
    }
  }

  /** Whether a database was made together with its AWS tags. */
  public boolean madeTags(ObjectKey database) {
    return tagged.contains(database);
  }

  /** A database that cannot be closed is still empty, and better not there. */
  private Map<Integer, ItemError> closeOrRemove(Action created) {
    Map<Integer, ItemError> open = close(created);
    if (!open.isEmpty()) {
      glue.deleteDatabase(request -> request.name(created.key().database()));
    }
    return open;
  }

  private static DatabaseInput input(Action action) {
    return Documents.fromDocument(action.input(), DatabaseInput::builder);
  }

  private Map<Integer, ItemError> close(Action created) {
    if (!regionOpensDatabases) {
      return Map.of();
    }
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    resource.putObject("Database").put("Name", created.key().database());
    Grant open =
        new Grant(
            Grant.EVERYONE,
            resource,
            JsonNodeFactory.instance.objectNode(),
            new TreeSet<>(Set.of("ALL")),
            new TreeSet<>());
    return revoking.write(List.of(Action.delete(open.key(), open.toEntry(), ""))).stream()
        .filter(result -> result.outcome() != Outcome.DELETED)
        .findFirst()
        .map(r -> Map.of(0, ItemError.ofItem("NotClosed", NOT_CLOSED + r.reason())))
        .orElse(Map.of());
  }

  /** A database whose create got no answer is closed here as well. */
  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    Set<ObjectKey> settled = new HashSet<>();
    for (Action action : actions) {
      boolean is =
          source
              .database(action.key().database())
              .map(actual -> op != Op.DELETE && matches(action, actual))
              .orElse(op == Op.DELETE);
      if (is && (op == Op.DELETE || op == Op.UPDATE || close(action).isEmpty())) {
        settled.add(action.key());
      }
    }
    return settled;
  }

  private static boolean matches(Action action, CatalogObject actual) {
    return Definitions.sameInput(AwsTags.without(action.input()), Definitions.writable(actual));
  }
}
