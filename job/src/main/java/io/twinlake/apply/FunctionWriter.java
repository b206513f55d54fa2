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
import software.amazon.awssdk.services.glue.model.UserDefinedFunctionInput;

/** User-defined functions; AWS takes one a call. */
public final class FunctionWriter implements Writer {
  private final GlueClient glue;
  private final GlueDetails source;
  private final Borrowing borrowing;

  public FunctionWriter(GlueClient glue, GlueDetails source, Borrowing borrowing) {
    this.glue = glue;
    this.source = source;
    this.borrowing = borrowing;
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    Action action = actions.get(0);
    String database = action.key().database();
    String name = action.key().name();
    borrowing.ensure(ObjectKey.database(database), Borrowing.ALTER);
    if (op == Op.DELETE) {
      Writer.unlessGone(
          () -> glue.deleteUserDefinedFunction(r -> r.databaseName(database).functionName(name)));
      return Map.of();
    }
    UserDefinedFunctionInput input =
        Documents.fromDocument(action.input(), UserDefinedFunctionInput::builder);
    if (op == Op.CREATE) {
      glue.createUserDefinedFunction(r -> r.databaseName(database).functionInput(input));
    } else {
      glue.updateUserDefinedFunction(
          r -> r.databaseName(database).functionName(name).functionInput(input));
    }
    return Map.of();
  }

  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    Action action = actions.get(0);
    Optional<CatalogObject> found = source.function(action.key().database(), action.key().name());
    boolean is =
        op == Op.DELETE
            ? found.isEmpty()
            : found
                .filter(f -> Definitions.sameInput(action.input(), Definitions.writable(f)))
                .isPresent();
    return is ? Set.of(action.key()) : Set.of();
  }
}
