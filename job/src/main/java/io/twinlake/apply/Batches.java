package io.twinlake.apply;

import com.google.common.collect.AbstractIterator;
import io.twinlake.plan.Action;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Actions as batches, each as full as one call allows. Order is kept within each kind of call. */
final class Batches extends AbstractIterator<List<Action>> {
  private final Iterator<Action> actions;
  private final Writer writer;
  private final Map<Object, List<Action>> open = new LinkedHashMap<>();
  private final Queue<List<Action>> ready = new ArrayDeque<>();
  private Object section = "";

  Batches(Iterator<Action> actions, Writer writer) {
    this.actions = actions;
    this.writer = writer;
  }

  @Override
  protected @Nullable List<Action> computeNext() {
    while (ready.isEmpty() && actions.hasNext()) {
      add(actions.next());
    }
    if (ready.isEmpty()) {
      flush();
    }
    return ready.isEmpty() ? endOfData() : ready.remove();
  }

  private void add(Action action) {
    if (!section.equals(writer.section(action))) {
      flush();
      section = writer.section(action);
    }
    Object call = writer.call(action);
    List<Action> batch = open.computeIfAbsent(call, any -> new ArrayList<>());
    batch.add(action);
    if (batch.size() == writer.batch(action.op())) {
      ready.add(open.remove(call));
    }
  }

  private void flush() {
    ready.addAll(open.values());
    open.clear();
  }
}
