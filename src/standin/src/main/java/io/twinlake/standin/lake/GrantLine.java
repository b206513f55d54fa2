package io.twinlake.standin.lake;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsRequestEntry;
import software.amazon.awssdk.services.lakeformation.model.ColumnWildcard;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.TableWildcard;
import software.amazon.awssdk.services.lakeformation.model.TableWithColumnsResource;

/**
 * A grant as a line of text, e.g. {@code role/Analyst | columns sales.people except pay | SELECT
 * |}.
 *
 * @param resource {@code catalog}, {@code database d}, {@code table d.t}, {@code tables d}, {@code
 *     columns d.t a,b}, {@code columns d.t except a,b} or {@code location bucket/prefix}
 */
record GrantLine(
    String principal, String resource, List<String> permissions, List<String> grantable) {
  static GrantLine parse(String line) {
    String[] parts = line.split("\\|", -1);
    return new GrantLine(parts[0].strip(), parts[1].strip(), words(parts[2]), words(parts[3]));
  }

  private static List<String> words(String text) {
    return Stream.of(text.strip().split("[ ,]+", -1)).filter(word -> !word.isEmpty()).toList();
  }

  BatchPermissionsRequestEntry entry(LakeClients clients) {
    return BatchPermissionsRequestEntry.builder()
        .principal(p -> p.dataLakePrincipalIdentifier(clients.principal(principal)))
        .resource(named())
        .permissionsWithStrings(permissions)
        .permissionsWithGrantOptionWithStrings(grantable)
        .build();
  }

  private Resource named() {
    String[] words = resource.split(" ", 3);
    return switch (words[0]) {
      case "catalog" -> Resource.builder().catalog(c -> {}).build();
      case "database" -> Resource.builder().database(d -> d.name(words[1])).build();
      case "table" -> table(words[1]);
      case "tables" -> allTables(words[1]);
      case "columns" -> columns(words[1], words[2]);
      default -> location(words[1]);
    };
  }

  private static Resource table(String name) {
    String[] path = name.split("\\.", 2);
    return Resource.builder().table(t -> t.databaseName(path[0]).name(path[1])).build();
  }

  private static Resource allTables(String database) {
    return Resource.builder()
        .table(t -> t.databaseName(database).tableWildcard(TableWildcard.builder().build()))
        .build();
  }

  private static Resource columns(String name, String chosen) {
    String[] path = name.split("\\.", 2);
    TableWithColumnsResource.Builder table =
        TableWithColumnsResource.builder().databaseName(path[0]).name(path[1]);
    if (chosen.startsWith("except ")) {
      List<String> excluded = words(chosen.substring("except ".length()));
      table.columnWildcard(ColumnWildcard.builder().excludedColumnNames(excluded).build());
    } else {
      table.columnNames(words(chosen));
    }
    return Resource.builder().tableWithColumns(table.build()).build();
  }

  private static Resource location(String path) {
    return Resource.builder().dataLocation(d -> d.resourceArn("arn:aws:s3:::" + path)).build();
  }
}
