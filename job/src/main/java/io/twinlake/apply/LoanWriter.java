package io.twinlake.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Op;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Grants for as long as a run lasts. They are written to the ledger before they are given, so that
 * those of a killed run are known and taken back by the next.
 */
public final class LoanWriter implements Writer {
  private final GrantWriter grants;
  private final Consumer<List<ObjectNode>> ledger;

  /**
   * @param ledger told of entries before they are granted
   */
  public LoanWriter(GrantWriter grants, Consumer<List<ObjectNode>> ledger) {
    this.grants = grants;
    this.ledger = ledger;
  }

  @Override
  public int batch(Op op) {
    return grants.batch(op);
  }

  @Override
  public Object call(Action action) {
    return grants.call(action);
  }

  @Override
  public String lane(Action action) {
    return grants.lane(action);
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    ledger.accept(actions.stream().map(Action::input).toList());
    return grants.send(op, actions);
  }

  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    return grants.inEffect(op, actions);
  }

  @Override
  public Optional<String> excuse(Op op, ItemError error) {
    return grants.excuse(op, error);
  }
}
