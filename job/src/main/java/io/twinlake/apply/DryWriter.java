package io.twinlake.apply;

import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Action;
import io.twinlake.plan.Op;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes nothing: every action comes out as what it would lead to. */
public enum DryWriter implements Writer {
  INSTANCE;

  @Override
  public int batch(Op op) {
    return 1000;
  }

  @Override
  public Map<Integer, ItemError> send(Op op, List<Action> actions) {
    return Map.of();
  }

  @Override
  public Set<ObjectKey> inEffect(Op op, List<Action> actions) {
    return Set.of();
  }
}
