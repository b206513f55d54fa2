package io.twinlake.apply;

import com.google.common.collect.AbstractIterator;
import io.twinlake.plan.Action;
import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Only the actions that write; the others go to the consumer as they come by. */
final class Writes extends AbstractIterator<Action> {
  private final Iterator<Action> actions;
  private final Consumer<Action> others;

  Writes(Iterator<Action> actions, Consumer<Action> others) {
    this.actions = actions;
    this.others = others;
  }

  @Override
  protected @Nullable Action computeNext() {
    while (actions.hasNext()) {
      Action action = actions.next();
      if (action.writes()) {
        return action;
      }
      others.accept(action);
    }
    return endOfData();
  }
}
