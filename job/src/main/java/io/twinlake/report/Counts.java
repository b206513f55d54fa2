package io.twinlake.report;

import io.twinlake.model.Kind;
import io.twinlake.model.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many objects of each kind ended how; kinds in the order a restore writes them. */
public record Counts(Map<Kind, Map<Outcome, Long>> byKind) {
  private static final List<Kind> ORDER =
      List.of(
          Kind.SETTINGS,
          Kind.LOCATION,
          Kind.DATABASE,
          Kind.TABLE,
          Kind.PARTITION,
          Kind.LF_TAG,
          Kind.LF_TAG_EXPRESSION,
          Kind.DATA_CELLS_FILTER,
          Kind.RLS_POLICY,
          Kind.RLS_POLICY_ATTACHMENT,
          Kind.LF_TAG_ASSIGNMENT,
          Kind.OPT_IN,
          Kind.GRANT,
          Kind.IDENTITY_CENTER);

  public static final Counts NONE = new Counts(Map.of());

  public Counts {
    Map<Kind, Map<Outcome, Long>> ordered = new LinkedHashMap<>();
    List<Kind> kinds = new ArrayList<>(byKind.keySet());
    kinds.sort(Comparator.comparing(Counts::place).thenComparing(Comparator.naturalOrder()));
    for (Kind kind : kinds) {
      EnumMap<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
      byKind.getOrDefault(kind, Map.of()).forEach(outcomes::put);
      ordered.put(kind, Collections.unmodifiableMap(outcomes));
    }
    byKind = Collections.unmodifiableMap(ordered);
  }

  private static int place(Kind kind) {
    int place = ORDER.indexOf(kind);
    return place < 0 ? ORDER.size() : place;
  }

  public long of(Kind kind, Outcome outcome) {
    return byKind.getOrDefault(kind, Map.of()).getOrDefault(outcome, 0L);
  }

  public long of(Outcome outcome) {
    return byKind.keySet().stream().mapToLong(kind -> of(kind, outcome)).sum();
  }

  public boolean isEmpty() {
    return byKind.isEmpty();
  }

  /** Whether applying this as a plan would write anything. */
  public boolean hasDifferences() {
    return of(Outcome.CREATED) + of(Outcome.UPDATED) + of(Outcome.DELETED) > 0;
  }
}
