package io.twinlake.command;

import com.google.common.collect.AbstractIterator;
import com.google.common.collect.Iterators;
import com.google.common.collect.PeekingIterator;
import io.twinlake.command.DetailPhase.Owned;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Objects that come one owner after another, an owner at a time. */
final class Grouped extends AbstractIterator<Owned> {
  private final PeekingIterator<CatalogObject> objects;
  private final Function<ObjectKey, ObjectKey> owner;
  private final BiFunction<ObjectKey, Map<ObjectKey, CatalogObject>, Owned> together;

  Grouped(
      Iterator<CatalogObject> objects,
      Function<ObjectKey, ObjectKey> owner,
      BiFunction<ObjectKey, Map<ObjectKey, CatalogObject>, Owned> together) {
    this.objects = Iterators.peekingIterator(objects);
    this.owner = owner;
    this.together = together;
  }

  @Override
  protected @Nullable Owned computeNext() {
    if (!objects.hasNext()) {
      return endOfData();
    }
    CatalogObject first = Objects.requireNonNull(objects.next());
    ObjectKey of = owner.apply(first.key());
    Map<ObjectKey, CatalogObject> group = new LinkedHashMap<>();
    group.put(first.key(), first);
    while (objects.hasNext() && isOf(of, objects.peek())) {
      CatalogObject next = Objects.requireNonNull(objects.next());
      group.put(next.key(), next);
    }
    return together.apply(of, group);
  }

  private boolean isOf(ObjectKey of, @Nullable CatalogObject next) {
    return next != null && owner.apply(next.key()).equals(of);
  }
}
