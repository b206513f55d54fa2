package io.twinlake.standin.lakeformation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * Explicit grants in listing order. Writes are one at a time; reads are views that see them come.
 * Calls nothing while it holds its lock.
 */
final class Rows {
  private final ConcurrentNavigableMap<String, Row> byKey = new ConcurrentSkipListMap<>();

  /** Tag policies lie at no table's place, so that each principal's are kept together. */
  private final ConcurrentHashMap<String, ConcurrentNavigableMap<String, Row>> policies =
      new ConcurrentHashMap<>();

  NavigableMap<String, Row> all() {
    return byKey;
  }

  /** The rows of a place itself; they come before those of what lies below. */
  NavigableMap<String, Row> at(Place place) {
    return byKey.subMap(place.path() + Row.OWN, place.path() + (char) (Row.OWN + 1));
  }

  /** The rows of a place and everything below it. */
  NavigableMap<String, Row> below(Place place) {
    return byKey.subMap(place.path(), place.end());
  }

  Collection<Row> policies(String principal) {
    ConcurrentNavigableMap<String, Row> found = policies.get(principal);
    return found == null ? List.of() : found.values();
  }

  synchronized void removeBelow(Place place) {
    List.copyOf(below(place).values()).forEach(this::remove);
  }

  synchronized void removeAll(Collection<Row> rows) {
    List.copyOf(rows).forEach(this::remove);
  }

  private void put(Row row) {
    String key = row.key();
    byKey.put(key, row);
    if (row.resource().lfTagPolicy() != null) {
      policies.computeIfAbsent(row.principal(), who -> new ConcurrentSkipListMap<>()).put(key, row);
    }
  }

  private void remove(Row row) {
    String key = row.key();
    byKey.remove(key);
    if (row.resource().lfTagPolicy() != null) {
      policies.getOrDefault(row.principal(), new ConcurrentSkipListMap<>()).remove(key);
    }
  }

  /** Adds to what the principal holds; holding it already changes nothing. */
  synchronized void grant(List<Row> pieces) {
    pieces.forEach(this::grantOne);
  }

  private void grantOne(Row piece) {
    if (ColumnRows.names(piece)) {
      ColumnRows columns = takeNamedColumns(piece);
      columns.add(piece);
      columns.rows(piece).forEach(this::put);
      return;
    }
    Row held = byKey.get(piece.key());
    Row sum = held == null ? piece : piece.plus(held);
    if (held == null || !sum.sameHolding(held)) {
      put(sum);
    }
    if (ColumnRows.all(piece)) {
      absorbNamedColumns(sum);
    }
  }

  private void absorbNamedColumns(Row all) {
    sameGrantee(all)
        .filter(ColumnRows::some)
        .filter(row -> all.grantable().containsAll(row.grantable()))
        .toList()
        .forEach(this::remove);
  }

  /**
   * Takes away what is held of it.
   *
   * @return whether anything was
   */
  synchronized boolean revoke(List<Row> pieces) {
    boolean changed = false;
    for (Row piece : pieces) {
      changed |= revokeOne(piece);
    }
    return changed;
  }

  private boolean revokeOne(Row piece) {
    if (ColumnRows.names(piece)) {
      return revokeNamedColumns(piece);
    }
    Row held = byKey.get(piece.key());
    if (held == null) {
      return false;
    }
    Row rest = held.minus(piece);
    replace(held, rest);
    boolean changed = !rest.sameHolding(held);
    if (changed && ColumnRows.all(piece)) {
      breakAll(piece);
    }
    return changed;
  }

  /** Without SELECT a table's row no longer is ALL. */
  private void breakAll(Row select) {
    Row all = select.with(allIf(select.permissions()), allIf(select.grantable()));
    sameGrantee(select)
        .filter(row -> row.resource().table() != null)
        .toList()
        .forEach(row -> replace(row, row.minus(all)));
  }

  private static Set<String> allIf(Set<String> taken) {
    return taken.isEmpty() ? Set.of() : Set.of(Names.ALL);
  }

  private boolean revokeNamedColumns(Row piece) {
    List<Row> before = sameGrantee(piece).filter(ColumnRows::names).toList();
    ColumnRows columns = takeNamedColumns(piece);
    columns.remove(piece);
    List<Row> after = columns.rows(piece);
    after.forEach(this::put);
    return !holdings(before).equals(holdings(after));
  }

  private static List<String> holdings(List<Row> rows) {
    return rows.stream()
        .map(row -> row.key() + row.permissions() + row.grantable())
        .sorted()
        .toList();
  }

  private ColumnRows takeNamedColumns(Row piece) {
    ColumnRows columns = new ColumnRows();
    List<Row> rows = new ArrayList<>(sameGrantee(piece).filter(ColumnRows::names).toList());
    rows.forEach(columns::add);
    rows.forEach(this::remove);
    return columns;
  }

  private Stream<Row> sameGrantee(Row piece) {
    return at(piece.place()).values().stream()
        .filter(row -> row.principal().equals(piece.principal()))
        .filter(row -> Objects.equals(row.condition(), piece.condition()));
  }

  private void replace(Row held, Row rest) {
    if (rest.isEmpty() || !rest.key().equals(held.key())) {
      remove(held);
    }
    if (!rest.isEmpty()) {
      put(rest);
    }
  }
}
