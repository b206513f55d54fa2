package io.twinlake.command.access;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.GetResourceLfTagsResponse;
import software.amazon.awssdk.services.lakeformation.model.LFTagPair;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/**
 * The LF-tags that were assigned themselves.
 *
 * @param assigned by database; database and table; database, table and column
 */
record Tags(Map<List<String>, Map<String, String>> assigned) {
  static final Tags NONE = new Tags(Map.of());

  /** Asks nothing more where there are no LF-tags. */
  static Tags read(LakeFormationClient lakeFormation, Catalog catalog) {
    if (lakeFormation.listLFTagsPaginator(r -> {}).stream().allMatch(p -> p.lfTags().isEmpty())) {
      return NONE;
    }
    Tags tags = new Tags(new TreeMap<>(Catalog.ORDER));
    catalog
        .tables()
        .forEach(
            (database, tables) -> {
              tags.add(
                  List.of(database),
                  ask(lakeFormation, r -> r.database(d -> d.name(database))).lfTagOnDatabase());
              tables.forEach(
                  (name, table) -> {
                    if (!table.link()) {
                      tags.addTable(lakeFormation, database, name);
                    }
                  });
            });
    return tags;
  }

  private void addTable(LakeFormationClient lakeFormation, String database, String name) {
    GetResourceLfTagsResponse found =
        ask(lakeFormation, r -> r.table(t -> t.databaseName(database).name(name)));
    add(List.of(database, name), found.lfTagsOnTable());
    found
        .lfTagsOnColumns()
        .forEach(
            column -> add(List.of(database, name, Thing.fold(column.name())), column.lfTags()));
  }

  private static GetResourceLfTagsResponse ask(
      LakeFormationClient lakeFormation, java.util.function.Consumer<Resource.Builder> resource) {
    return lakeFormation.getResourceLFTags(r -> r.resource(resource).showAssignedLFTags(true));
  }

  private void add(List<String> path, List<LFTagPair> pairs) {
    Map<String, String> values = new TreeMap<>();
    pairs.forEach(
        pair -> values.put(Thing.fold(pair.tagKey()), Thing.fold(pair.tagValues().get(0))));
    assigned.put(path, values);
  }

  /** A database's tags, overridden by the table's, overridden by the column's (aws-facts 18). */
  Map<String, String> effective(List<String> path) {
    Map<String, String> effective = new TreeMap<>();
    Stream.iterate(1, length -> length <= path.size(), length -> length + 1)
        .map(length -> assigned.getOrDefault(path.subList(0, length), Map.of()))
        .forEach(effective::putAll);
    return effective;
  }
}
