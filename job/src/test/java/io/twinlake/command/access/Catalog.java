package io.twinlake.command.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Table;

/**
 * What there is to see in a region.
 *
 * @param tables by database and name, folded
 */
record Catalog(Map<String, Map<String, Shape>> tables) {
  static final Comparator<List<String>> ORDER =
      Comparator.comparing(path -> String.join("\0", path));

  /**
   * A table.
   *
   * @param columns stored ones and partition keys
   * @param location of its data, empty if it says none
   * @param link whether it only leads to another
   */
  record Shape(List<String> columns, String location, boolean link) {}

  static Catalog read(GlueClient glue) {
    Map<String, Map<String, Shape>> tables = new TreeMap<>();
    glue.getDatabasesPaginator(r -> {}).stream()
        .flatMap(page -> page.databaseList().stream())
        .forEach(
            database ->
                tables.put(
                    Thing.fold(database.name()),
                    database.targetDatabase() == null ? tables(glue, database.name()) : Map.of()));
    return new Catalog(tables);
  }

  private static Map<String, Shape> tables(GlueClient glue, String database) {
    Map<String, Shape> tables = new TreeMap<>();
    glue.getTablesPaginator(r -> r.databaseName(database)).stream()
        .flatMap(page -> page.tableList().stream())
        .forEach(table -> tables.put(Thing.fold(table.name()), shape(table)));
    return tables;
  }

  private static Shape shape(Table table) {
    List<String> columns = new ArrayList<>();
    Stream<Column> stored =
        table.storageDescriptor() == null
            ? Stream.of()
            : table.storageDescriptor().columns().stream();
    Stream.concat(stored, table.partitionKeys().stream())
        .forEach(column -> columns.add(Thing.fold(column.name())));
    String location =
        table.storageDescriptor() == null || table.storageDescriptor().location() == null
            ? ""
            : table.storageDescriptor().location();
    return new Shape(columns, location, table.targetTable() != null);
  }

  /** The tables that another lacks. */
  Catalog without(Catalog other) {
    Map<String, Map<String, Shape>> rest = new TreeMap<>();
    tables.forEach(
        (database, shapes) -> {
          Map<String, Shape> own = new TreeMap<>(shapes);
          own.keySet().removeAll(other.in(database).keySet());
          rest.put(database, own);
        });
    return new Catalog(rest);
  }

  Map<String, Shape> in(String database) {
    return tables.getOrDefault(database, Map.of());
  }

  @Nullable Shape table(Thing table) {
    return in(table.path().get(0)).get(table.path().get(1));
  }

  /** Whether the table, and the column if it is one, is there. */
  boolean knows(Thing thing) {
    Shape shape = table(thing);
    return shape != null
        && (!thing.isColumn()
            || thing.path().get(2).equals(Thing.ANY)
            || shape.columns().contains(thing.path().get(2)));
  }

  Catalog mapped(UnaryOperator<String> uri) {
    Map<String, Map<String, Shape>> mapped = new TreeMap<>();
    tables.forEach(
        (database, shapes) -> {
          Map<String, Shape> each = new TreeMap<>();
          shapes.forEach(
              (name, s) ->
                  each.put(name, new Shape(s.columns(), uri.apply(s.location()), s.link())));
          mapped.put(database, each);
        });
    return new Catalog(mapped);
  }
}
