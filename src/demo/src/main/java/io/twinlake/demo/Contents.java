package io.twinlake.demo;

import io.twinlake.standin.lake.LakeClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.lakeformation.model.PrincipalResourcePermissions;

/** What a region holds, read through its APIs as anybody would read it. */
record Contents(
    List<Database> databases,
    List<Table> tables,
    Map<String, Long> partitions,
    List<PrincipalResourcePermissions> permissions,
    Rules rules,
    int locations,
    int optIns) {
  static Contents of(LakeClients region) {
    List<Database> databases =
        region.glue().getDatabasesPaginator(r -> {}).stream()
            .flatMap(page -> page.databaseList().stream())
            .toList();
    List<Table> tables =
        databases.stream()
            .filter(each -> each.targetDatabase() == null)
            .flatMap(each -> tables(region, each.name()))
            .toList();
    Map<String, Long> partitions = new TreeMap<>();
    tables.stream()
        .filter(each -> each.targetTable() == null && !each.partitionKeys().isEmpty())
        .forEach(each -> partitions.put(name(each), partitions(region, each)));
    return new Contents(
        databases,
        tables,
        partitions,
        region.lakeFormation().listPermissionsPaginator(r -> {}).stream()
            .flatMap(page -> page.principalResourcePermissions().stream())
            .toList(),
        Rules.of(region, databases, tables),
        region.lakeFormation().listResourcesPaginator(r -> {}).stream()
            .mapToInt(page -> page.resourceInfoList().size())
            .sum(),
        region.lakeFormation().listLakeFormationOptInsPaginator(r -> {}).stream()
            .mapToInt(page -> page.lakeFormationOptInsInfoList().size())
            .sum());
  }

  private static Stream<Table> tables(LakeClients region, String database) {
    return region.glue().getTablesPaginator(r -> r.databaseName(database)).stream()
        .flatMap(page -> page.tableList().stream());
  }

  private static long partitions(LakeClients region, Table table) {
    return region
        .glue()
        .getPartitionsPaginator(
            r ->
                r.databaseName(table.databaseName())
                    .tableName(table.name())
                    .excludeColumnSchema(true))
        .stream()
        .mapToLong(page -> page.partitions().size())
        .sum();
  }

  static String name(Table table) {
    return table.databaseName() + "." + table.name();
  }

  long partitionCount() {
    return partitions.values().stream().mapToLong(count -> count).sum();
  }

  Grid databaseGrid() {
    Grid grid = new Grid("Database", "Tables", "Partitions", "Location");
    for (Database each : databases) {
      long count = tables.stream().filter(t -> t.databaseName().equals(each.name())).count();
      long parts =
          partitions.entrySet().stream()
              .filter(entry -> entry.getKey().startsWith(each.name() + "."))
              .mapToLong(Map.Entry::getValue)
              .sum();
      boolean link = each.targetDatabase() != null;
      grid.add(
          each.name(),
          link ? "" : number(count),
          link ? "" : number(parts),
          link
              ? "resource link to " + each.targetDatabase().databaseName()
              : String.valueOf(each.locationUri()));
    }
    return grid;
  }

  Grid tableGrid() {
    Grid grid = new Grid("Database", "Table", "Kind", "Partitions", "Where");
    String above = "";
    for (Table each : tables) {
      Long count = partitions.get(name(each));
      grid.add(
          each.databaseName().equals(above) ? "" : each.databaseName(),
          each.name(),
          TableSort.of(each),
          count == null ? "" : number(count),
          where(each));
      above = each.databaseName();
    }
    return grid;
  }

  /** The bucket, or the table that a link leads to. */
  private static String where(Table table) {
    if (table.targetTable() != null) {
      return "to " + table.targetTable().databaseName() + "." + table.targetTable().name();
    }
    return table.storageDescriptor() == null || table.storageDescriptor().location() == null
        ? ""
        : table.storageDescriptor().location().replaceFirst("^(s3a?://[^/]*).*", "$1");
  }

  /** Who may do what; what the administrator holds as the creator of everything is left out. */
  Grid permissionGrid() {
    Grid grid = new Grid("Who", "On", "May");
    String above = "";
    for (Grant each : grants()) {
      grid.add(each.principal().equals(above) ? "" : each.principal(), each.resource(), each.may());
      above = each.principal();
    }
    return grid;
  }

  List<Grant> grants() {
    return Grant.of(new ArrayList<>(permissions));
  }

  static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
