package io.twinlake.command;

import io.twinlake.aws.AwsRegion;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.lakeformation.model.PrincipalResourcePermissions;
import software.amazon.awssdk.services.lakeformation.model.ResourceInfo;

/** What a region holds, a line an object, as the SDK reads it and without what AWS sets itself. */
final class RegionContents {
  private RegionContents() {}

  static List<String> of(AwsRegion region) {
    List<Database> databases = region.glue().getDatabases(r -> {}).databaseList();
    List<Table> tables =
        databases.stream()
            .flatMap(
                d -> region.glue().getTables(r -> r.databaseName(d.name())).tableList().stream())
            .toList();
    return Stream.of(
            databases.stream().map(RegionContents::database),
            tables.stream().map(RegionContents::table),
            tables.stream()
                .filter(Table::hasPartitionKeys)
                .flatMap(t -> partitions(region, t))
                .map(RegionContents::partition),
            region.lakeFormation().listResources(r -> {}).resourceInfoList().stream()
                .map(ResourceInfo::toString),
            region.lakeFormation().listPermissions(r -> {}).principalResourcePermissions().stream()
                .map(RegionContents::grant))
        .flatMap(lines -> lines)
        .sorted()
        .toList();
  }

  private static String database(Database database) {
    return database.toBuilder().createTime(null).build().toString();
  }

  private static String table(Table table) {
    return table.toBuilder().createTime(null).updateTime(null).versionId(null).build().toString();
  }

  private static Stream<Partition> partitions(AwsRegion region, Table table) {
    return region
        .glue()
        .getPartitions(r -> r.databaseName(table.databaseName()).tableName(table.name()))
        .partitions()
        .stream();
  }

  private static String partition(Partition partition) {
    return partition.toBuilder().creationTime(null).build().toString();
  }

  private static String grant(PrincipalResourcePermissions grant) {
    return grant.toBuilder()
        .permissionsWithStrings(grant.permissionsAsStrings().stream().sorted().toList())
        .build()
        .toString();
  }
}
