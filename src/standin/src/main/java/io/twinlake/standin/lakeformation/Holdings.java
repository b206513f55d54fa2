package io.twinlake.standin.lakeformation;

import io.twinlake.standin.region.Catalog;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.lakeformation.model.DatabaseResource;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.TableResource;

/** All rows, the creators' implicit ones included, and what a principal holds by them. */
final class Holdings {
  final Rows rows = new Rows();
  final Creators creators = new Creators();
  private final CatalogId catalogId;
  private final Tags tags;
  private final Kinds kinds;

  Holdings(CatalogId catalogId, Tags tags, Catalog catalog) {
    this.catalogId = catalogId;
    this.tags = tags;
    this.kinds = new Kinds(catalog);
  }

  /** Every row as listed that comes after a key, in order; worked out as far as it is read. */
  Stream<Map.Entry<String, Row>> after(String key) {
    Stream<Map.Entry<String, Row>> implicit =
        creators.from(Place.pathOf(key)).stream()
            .flatMap(creation -> implicit(creation).entrySet().stream())
            .filter(entry -> entry.getKey().compareTo(key) > 0);
    Iterator<Map.Entry<String, Row>> merged =
        new Merged<>(
            rows.all().tailMap(key, false).entrySet().iterator(),
            implicit.iterator(),
            (explicit, created) -> explicit.plus(created));
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(merged, Spliterator.ORDERED), false);
  }

  Collection<Row> at(Place place) {
    return merged(rows.at(place), creators.of(place).stream().toList()).values();
  }

  /** As {@link #at}, by key. */
  NavigableMap<String, Row> keyedAt(Place place) {
    return merged(rows.at(place), creators.of(place).stream().toList());
  }

  Collection<Row> below(Place place) {
    return merged(rows.below(place), creators.below(place)).values();
  }

  private NavigableMap<String, Row> merged(
      NavigableMap<String, Row> explicit, Collection<Creators.Creation> creations) {
    NavigableMap<String, Row> byKey = new TreeMap<>(explicit);
    for (Creators.Creation creation : creations) {
      implicit(creation).forEach((key, row) -> byKey.merge(key, row, Row::plus));
    }
    return byKey;
  }

  /** A creator's rows by key, worked out again only when the object turned into another kind. */
  private NavigableMap<String, Row> implicit(Creators.Creation creation) {
    List<String> parts = creation.place().parts();
    Kind kind =
        parts.size() == 2
            ? kinds.ofDatabase(parts.get(1))
            : kinds.ofTable(parts.get(1), parts.get(3));
    return creation.rows(kind, () -> implicit(creation, kind));
  }

  private NavigableMap<String, Row> implicit(Creators.Creation creation, Kind kind) {
    List<String> parts = creation.place().parts();
    Row row =
        new Row(
            creation.principal(),
            parts.size() == 2 ? database(parts.get(1)) : table(parts.get(1), parts.get(3)),
            null,
            kind.all(),
            kind.all(),
            creation.time(),
            creation.principal());
    NavigableMap<String, Row> byKey = new TreeMap<>();
    Pieces.of(kind, row).forEach(piece -> byKey.put(piece.key(), piece));
    return byKey;
  }

  Resource database(String name) {
    return Resource.builder()
        .database(DatabaseResource.builder().catalogId(catalogId.account()).name(name).build())
        .build();
  }

  Resource table(String database, String name) {
    return Resource.builder()
        .table(
            TableResource.builder()
                .catalogId(catalogId.account())
                .databaseName(database)
                .name(name)
                .build())
        .build();
  }

  /** What a principal holds on a database itself, by name or by a tag policy. */
  Stream<Row> onDatabase(String principal, String database) {
    return Stream.concat(
        mine(principal, at(Place.database(database))),
        byPolicy(principal, Kind.DATABASE_POLICY, tags.effective(database)));
  }

  /** What a principal holds on a table or its columns, by name, with all tables or by a policy. */
  Stream<Row> onTable(String principal, String database, String table) {
    return Stream.of(
            mine(principal, at(Place.table(database, table))),
            mine(principal, at(Place.allTables(database))),
            byPolicy(principal, Kind.TABLE_POLICY, tags.effective(database, table)))
        .flatMap(each -> each);
  }

  Stream<Row> mine(String principal, Collection<Row> candidates) {
    Set<String> names = names(principal);
    return candidates.stream().filter(row -> names.contains(row.principal()));
  }

  private Set<String> names(String principal) {
    return Set.of(principal, Names.iamPrincipals(catalogId.account()));
  }

  private Stream<Row> byPolicy(String principal, Kind kind, Map<String, String> tagged) {
    return names(principal).stream()
        .flatMap(name -> rows.policies(name).stream())
        .filter(row -> kinds.of(row.resource()) == kind)
        .filter(row -> tags.matches(row.resource().lfTagPolicy(), tagged));
  }

  /** Whether a group holds ALL on one of these objects, so that Lake Formation is off for it. */
  boolean open(Place... places) {
    return Stream.of(places)
        .flatMap(place -> rows.at(place).values().stream())
        .filter(row -> row.principal().equals(Names.IAM_ALLOWED_PRINCIPALS))
        .anyMatch(row -> row.permissions().contains(Names.ALL));
  }

  static Set<String> permissions(Stream<Row> held) {
    Set<String> union = new HashSet<>();
    held.forEach(row -> union.addAll(row.permissions()));
    return union;
  }

  static Set<String> grantable(Stream<Row> held) {
    Set<String> union = new HashSet<>();
    held.forEach(row -> union.addAll(row.grantable()));
    return union;
  }

  /** The rows of one principal at a place, whoever granted them. */
  Stream<Row> of(Row like) {
    return at(like.place()).stream()
        .filter(row -> row.principal().equals(like.principal()))
        .filter(row -> Objects.equals(row.condition(), like.condition()));
  }
}
