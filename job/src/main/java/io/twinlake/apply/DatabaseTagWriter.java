package io.twinlake.apply;

import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.AwsTags;
import io.twinlake.plan.Op;
import io.twinlake.source.GlueDetails;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.glue.GlueClient;

/**
 * The AWS tags of databases that are there already: what is to be there in one call, what is to go
 * in another.
 */
public final class DatabaseTagWriter implements Writer {
  private final GlueClient glue;
  private final GlueDetails source;
  private final Borrowing borrowing;
  private final Predicate<ObjectKey> madeWithDatabase;

  /**
   * @param madeWithDatabase whether this run made a database together with its tags
   */
  public DatabaseTagWriter(
      GlueClient glue,
      GlueDetails source,
      Borrowing borrowing,
      Predicate<ObjectKey> madeWithDatabase) {
    this.glue = glue;
    this.source = source;
    this.borrowing = borrowing;
    this.madeWithDatabase = madeWithDatabase;
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    Action action = actions.get(0);
    String database = action.key().database();
    if (op == Op.CREATE && madeWithDatabase.test(ObjectKey.database(database))) {
      return Map.of();
    }
    borrowing.ensure(ObjectKey.database(database), Borrowing.ALTER);
    String arn = source.arn(database);
    Map<String, String> added = AwsTags.added(action.input());
    if (!added.isEmpty()) {
      glue.tagResource(r -> r.resourceArn(arn).tagsToAdd(added));
    }
    List<String> removed = AwsTags.removed(action.input());
    if (!removed.isEmpty()) {
      glue.untagResource(r -> r.resourceArn(arn).tagsToRemove(removed));
    }
    return Map.of();
  }

  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    Action action = actions.get(0);
    Optional<CatalogObject> found = source.tags(action.key().database());
    return AwsTags.isDone(action.input(), found) ? Set.of(action.key()) : Set.of();
  }
}
