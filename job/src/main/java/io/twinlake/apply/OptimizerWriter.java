package io.twinlake.apply;

import io.twinlake.aws.Documents;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Definitions;
import io.twinlake.plan.Op;
import io.twinlake.source.GlueDetails;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.TableOptimizerConfiguration;

/** The optimizers of Iceberg tables; AWS takes one a call. */
public final class OptimizerWriter implements Writer {
  private final GlueClient glue;
  private final GlueDetails source;
  private final Borrowing borrowing;

  public OptimizerWriter(GlueClient glue, GlueDetails source, Borrowing borrowing) {
    this.glue = glue;
    this.source = source;
    this.borrowing = borrowing;
  }

  @Override
  public String lane(Action action) {
    return action.key().table().toString();
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    Action action = actions.get(0);
    borrowing.ensure(action.key().table(), Borrowing.ALTER);
    if (op == Op.DELETE) {
      Writer.unlessGone(() -> delete(action.key()));
    } else if (op == Op.CREATE) {
      create(action);
    } else {
      update(action);
    }
    return Map.of();
  }

  private void create(Action action) {
    ObjectKey key = action.key();
    glue.createTableOptimizer(
        r ->
            r.catalogId(source.account())
                .databaseName(key.database())
                .tableName(key.name())
                .type(type(key))
                .tableOptimizerConfiguration(configuration(action)));
  }

  private void update(Action action) {
    ObjectKey key = action.key();
    glue.updateTableOptimizer(
        r ->
            r.catalogId(source.account())
                .databaseName(key.database())
                .tableName(key.name())
                .type(type(key))
                .tableOptimizerConfiguration(configuration(action)));
  }

  private void delete(ObjectKey key) {
    glue.deleteTableOptimizer(
        r ->
            r.catalogId(source.account())
                .databaseName(key.database())
                .tableName(key.name())
                .type(type(key)));
  }

  private static String type(ObjectKey key) {
    return key.values().get(0);
  }

  private static TableOptimizerConfiguration configuration(Action action) {
    return Documents.fromDocument(
        action.input().withObject("/configuration"), TableOptimizerConfiguration::builder);
  }

  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    Action action = actions.get(0);
    Optional<CatalogObject> found =
        source.optimizers(List.of(action.key().table()), (key, why) -> {}).stream()
            .filter(each -> each.key().equals(action.key()))
            .findFirst();
    boolean is =
        op == Op.DELETE
            ? found.isEmpty()
            : found
                .filter(f -> Definitions.sameInput(action.input(), Definitions.writable(f)))
                .isPresent();
    return is ? Set.of(action.key()) : Set.of();
  }
}
