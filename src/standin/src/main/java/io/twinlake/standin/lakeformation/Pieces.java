package io.twinlake.standin.lakeformation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.lakeformation.model.ColumnWildcard;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.TableResource;
import software.amazon.awssdk.services.lakeformation.model.TableWithColumnsResource;

/**
 * One grant as the rows it is listed as: SELECT on a table is a row of its own on all its columns,
 * and each permission on a tag is a row (aws-facts 20).
 */
final class Pieces {
  private Pieces() {}

  /**
   * @param asked one row with the permissions as requested
   */
  static List<Row> of(Kind kind, Row asked) {
    if (asked.principal().equals(Names.IAM_ALLOWED_PRINCIPALS)) {
      return List.of(asked);
    }
    Row expanded = asked.with(kind.expand(asked.permissions()), kind.expand(asked.grantable()));
    if (asked.resource().table() != null) {
      return present(
          List.of(
              narrowed(expanded, kind.all(), Names.SELECT, false),
              narrowed(expanded, kind.all(), Names.SELECT, true)
                  .on(allColumns(asked.resource().table()))));
    }
    return asked.resource().lfTag() == null ? List.of(expanded) : perPermission(kind, expanded);
  }

  private static List<Row> perPermission(Kind kind, Row row) {
    List<Row> rows = new ArrayList<>();
    kind.all().forEach(permission -> rows.add(narrowed(row, kind.all(), permission, true)));
    return present(rows);
  }

  private static List<Row> present(List<Row> rows) {
    return rows.stream().filter(row -> !row.isEmpty()).toList();
  }

  private static Row narrowed(Row row, Set<String> all, String permission, boolean only) {
    Set<String> kept = new LinkedHashSet<>(all);
    kept.removeIf(each -> each.equals(permission) != only);
    Set<String> permissions = new LinkedHashSet<>(row.permissions());
    Set<String> grantable = new LinkedHashSet<>(row.grantable());
    permissions.retainAll(kept);
    grantable.retainAll(kept);
    return row.with(permissions, grantable);
  }

  static Resource allColumns(TableResource table) {
    return Resource.builder()
        .tableWithColumns(
            TableWithColumnsResource.builder()
                .catalogId(table.catalogId())
                .databaseName(table.databaseName())
                .name(table.name())
                .columnWildcard(ColumnWildcard.builder().build())
                .build())
        .build();
  }
}
