package io.twinlake.command;

import com.google.common.base.Suppliers;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.Kind;
import io.twinlake.plan.Action;
import io.twinlake.plan.DeleteGuard;
import io.twinlake.plan.Op;
import io.twinlake.plan.TableSort;
import io.twinlake.plan.TypeChange;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tables of the target with data of their own that are deleted for what the source has under their
 * names by now: under the same conditions as what is gone from it, and counted with that.
 */
final class Replacements {
  private final Base base;
  private final boolean wanted;
  private final DeleteGuard guard;
  private final Supplier<Long> count;
  private final Supplier<Optional<String>> tooMany;
  private volatile boolean keep;

  /**
   * @param wanted whether what was restored and is gone from the source is to be deleted
   */
  Replacements(Desired desired, Base base, boolean wanted, DeleteGuard guard) {
    this.base = base;
    this.wanted = wanted;
    this.guard = guard;
    this.count = Suppliers.memoize(() -> count(desired, base));
    this.tooMany = Suppliers.memoize(() -> objection(Map.of()));
  }

  /** All that may come, before the first of them does. */
  private static long count(Desired desired, Base base) {
    return desired.sorts().entrySet().stream()
        .filter(table -> base.hasTable(table.getKey(), held -> held.isLostFor(table.getValue())))
        .count();
  }

  /** As {@link DeleteGuard#objection}, of deletions beside the replacements. */
  Optional<String> objection(Map<Kind, Long> deletions) {
    Map<Kind, Long> planned = new HashMap<>(deletions);
    if (wanted) {
      planned.merge(Kind.TABLE, count.get(), Long::sum);
    }
    return guard.objection(planned, base.counts());
  }

  /** The action, or a refusal where it would delete data that is to be kept. */
  Action unlessDataIsLost(Action action, CatalogObject desired, @Nullable CatalogObject found) {
    Action asked = TypeChange.unlessDataIsLost(action, desired, found, this::isGone);
    if (asked.op() != Op.REPLACE || found == null || TableSort.of(found).isBare()) {
      return asked;
    }
    Optional<String> why = tooMany.get();
    if (why.isPresent()) {
      keep = true;
    }
    return why.map(reason -> Action.refuse(action.key(), reason)).orElse(asked);
  }

  /** Whether tables were kept because they are too many, and may go with a later run. */
  boolean keep() {
    return keep;
  }

  private boolean isGone(CatalogObject found) {
    return wanted && base.hasTable(found.key(), TableSort.of(found));
  }
}
