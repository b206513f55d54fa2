package io.twinlake.apply;

import com.google.common.collect.AbstractIterator;
import com.google.common.collect.Iterators;
import com.google.common.collect.PeekingIterator;
import io.twinlake.plan.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Batches that share a lane as chains, which run in order while chains run side by side. Actions
 * come sorted by lane; without lanes every chain is one batch.
 */
final class Chains extends AbstractIterator<List<List<Action>>> {
  private final PeekingIterator<List<Action>> batches;
  private final Writer writer;

  Chains(Batches batches, Writer writer) {
    this.batches = Iterators.peekingIterator(batches);
    this.writer = writer;
  }

  @Override
  protected @Nullable List<List<Action>> computeNext() {
    if (!batches.hasNext()) {
      return endOfData();
    }
    List<Action> last = Objects.requireNonNull(batches.next());
    List<List<Action>> chain = new ArrayList<>(List.of(last));
    while (batches.hasNext() && continues(last, batches.peek())) {
      last = Objects.requireNonNull(batches.next());
      chain.add(last);
    }
    return chain;
  }

  private boolean continues(List<Action> last, @Nullable List<Action> next) {
    String lane = writer.lane(last.get(last.size() - 1));
    return next != null && !lane.isEmpty() && lane.equals(writer.lane(next.get(0)));
  }
}
