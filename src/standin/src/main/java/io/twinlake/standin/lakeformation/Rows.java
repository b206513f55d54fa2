package io.twinlake.standin.lakeformation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Explicit grants in listing order. Calls nothing while it holds its lock. */
final class Rows {
  private final TreeMap<String, Row> byKey = new TreeMap<>();

  synchronized Map<String, Row> all() {
    return new TreeMap<>(byKey);
  }

  /** The rows of a place itself; their keys go on with the resource's JSON. */
  synchronized Map<String, Row> at(Place place) {
    return new TreeMap<>(byKey.subMap(place.path() + '{', place.path() + '|'));
  }

  /** The rows of a place and everything below it. */
  synchronized Map<String, Row> below(Place place) {
    return new TreeMap<>(byKey.subMap(place.path(), place.end()));
  }

  synchronized void removeBelow(Place place) {
    byKey.subMap(place.path(), place.end()).clear();
  }

  synchronized void removeAll(Collection<Row> rows) {
    rows.forEach(row -> byKey.remove(row.key()));
  }

  /** Adds to what the principal holds; holding it already changes nothing. */
  synchronized void grant(List<Row> pieces) {
    pieces.forEach(this::grantOne);
  }

  private void grantOne(Row piece) {
    if (ColumnRows.names(piece)) {
      ColumnRows columns = takeNamedColumns(piece);
      columns.add(piece);
      columns.rows(piece).forEach(row -> byKey.put(row.key(), row));
      return;
    }
    Row held = byKey.get(piece.key());
    Row sum = held == null ? piece : piece.plus(held);
    if (held == null || !sum.sameHolding(held)) {
      byKey.put(sum.key(), sum);
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
        .forEach(row -> byKey.remove(row.key()));
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
    after.forEach(row -> byKey.put(row.key(), row));
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
    rows.forEach(row -> byKey.remove(row.key()));
    return columns;
  }

  private Stream<Row> sameGrantee(Row piece) {
    return at(piece.place()).values().stream()
        .filter(row -> row.principal().equals(piece.principal()))
        .filter(row -> Objects.equals(row.condition(), piece.condition()));
  }

  private void replace(Row held, Row rest) {
    byKey.remove(held.key());
    if (!rest.isEmpty()) {
      byKey.put(rest.key(), rest);
    }
  }
}
