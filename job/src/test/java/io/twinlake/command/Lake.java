package io.twinlake.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Iterators;
import io.twinlake.aws.AwsRegion;
import io.twinlake.aws.Documents;
import io.twinlake.model.CatalogObject;
import io.twinlake.model.ObjectKey;
import io.twinlake.plan.Definitions;
import io.twinlake.source.GlueSource;
import io.twinlake.source.LakeFormationSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.lakeformation.model.Permission;
import software.amazon.awssdk.services.lakeformation.model.Resource;

/** Words to build and look at one region's lake, as its owner. */
record Lake(AwsRegion region) {
  Lake database(String name) {
    region.glue().createDatabase(r -> r.databaseInput(d -> d.name(name)));
    return this;
  }

  Lake dropDatabase(String name) {
    region.glue().deleteDatabase(r -> r.name(name));
    return this;
  }

  Lake table(String database, String name, String... columns) {
    region
        .glue()
        .createTable(
            r ->
                r.databaseName(database)
                    .tableInput(
                        t -> t.name(name).storageDescriptor(s -> s.columns(columns(columns)))));
    return this;
  }

  Lake describe(String database, String table, String description) {
    CatalogObject found = new GlueSource(region).table(database, table).orElseThrow();
    ObjectNode input = Definitions.writable(found).put("Description", description);
    TableInput described = Documents.fromDocument(input, TableInput::builder);
    region.glue().updateTable(r -> r.databaseName(database).tableInput(described));
    return this;
  }

  Lake tableLink(String database, String name, String target) {
    region
        .glue()
        .createTable(
            r ->
                r.databaseName(database)
                    .tableInput(
                        t ->
                            t.name(name)
                                .targetTable(
                                    x ->
                                        x.catalogId(TwoRegions.ACCOUNT)
                                            .databaseName(database)
                                            .name(target)
                                            .region(region.name()))));
    return this;
  }

  Lake dropTable(String database, String name) {
    region.glue().deleteTable(r -> r.databaseName(database).name(name));
    return this;
  }

  /** A table by day, with a partition for each. */
  Lake days(String database, String table, String... days) {
    region
        .glue()
        .createTable(
            r ->
                r.databaseName(database)
                    .tableInput(t -> t.name(table).partitionKeys(columns("day"))));
    return addDays(database, table, days);
  }

  Lake addDays(String database, String table, String... days) {
    List<PartitionInput> inputs =
        Stream.of(days).map(day -> PartitionInput.builder().values(day).build()).toList();
    region
        .glue()
        .batchCreatePartition(
            r -> r.databaseName(database).tableName(table).partitionInputList(inputs));
    return this;
  }

  Lake dropDay(String database, String table, String day) {
    region
        .glue()
        .batchDeletePartition(
            r ->
                r.databaseName(database)
                    .tableName(table)
                    .partitionsToDelete(PartitionValueList.builder().values(day).build()));
    return this;
  }

  Lake grant(String principal, Permission permission, Resource resource) {
    region
        .lakeFormation()
        .grantPermissions(
            r ->
                r.principal(TwoRegions.principal(principal))
                    .permissions(permission)
                    .resource(resource));
    return this;
  }

  Lake revoke(String principal, Permission permission, Resource resource) {
    region
        .lakeFormation()
        .revokePermissions(
            r ->
                r.principal(TwoRegions.principal(principal))
                    .permissions(permission)
                    .resource(resource));
    return this;
  }

  static Resource onDatabase(String name) {
    return Resource.builder().database(d -> d.name(name)).build();
  }

  static Resource onTable(String database, String name) {
    return Resource.builder().table(t -> t.databaseName(database).name(name)).build();
  }

  /** Names of databases, of their tables, and their partitions, e.g. {@code sales.visits [d1]}. */
  Set<String> objects() {
    GlueSource glue = new GlueSource(region);
    Set<String> objects = new TreeSet<>();
    glue.databases()
        .forEachRemaining(
            database -> {
              String name = database.key().database();
              objects.add(name);
              if (!database.definition().has("TargetDatabase")) {
                glue.tables(name).forEachRemaining(table -> add(glue, table.key(), objects));
              }
            });
    return objects;
  }

  private static void add(GlueSource glue, ObjectKey table, Set<String> objects) {
    String path = table.database() + "." + table.name();
    objects.add(path);
    glue.partitions(table.database(), table.name())
        .forEachRemaining(partition -> objects.add(path + " " + partition.key().values()));
  }

  /** How many rows ListPermissions has for the owner, an admin. */
  long rows() {
    return Iterators.size(new LakeFormationSource(region).grants());
  }

  /** Who holds what on what, but for the owner and the job's role. */
  Set<String> grants() {
    Set<String> lines = new TreeSet<>(Held.in(region).lines());
    lines.removeIf(line -> line.startsWith("arn:aws:iam::" + TwoRegions.ACCOUNT + ":user/admin"));
    return lines;
  }

  private static List<Column> columns(String... names) {
    return Stream.of(names).map(n -> Column.builder().name(n).type("string").build()).toList();
  }
}
