package io.twinlake.demo;

import io.twinlake.standin.lake.Staff;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.lakeformation.model.PrincipalResourcePermissions;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.TableWithColumnsResource;

/** What one principal may do with one resource, as a person says it. */
record Grant(String principal, String resource, String may) {
  private static final List<String> NOT_SHOWN =
      List.of(Staff.ADMIN, "role/LFRestoreOnDemandGlueRole");

  /**
   * Puts together the rows that AWS lists apart: SELECT is a row of its own.
   *
   * @param rows as listed
   */
  static List<Grant> of(List<PrincipalResourcePermissions> rows) {
    Map<List<String>, List<PrincipalResourcePermissions>> together = new LinkedHashMap<>();
    for (PrincipalResourcePermissions row : rows) {
      String principal = who(row.principal().dataLakePrincipalIdentifier());
      if (!NOT_SHOWN.contains(principal)) {
        together
            .computeIfAbsent(List.of(principal, what(row.resource())), k -> new ArrayList<>())
            .add(row);
      }
    }
    return together.entrySet().stream()
        .map(each -> of(each.getKey(), each.getValue()))
        .sorted(Comparator.comparing(Grant::principal).thenComparing(Grant::resource))
        .toList();
  }

  private static Grant of(List<String> key, List<PrincipalResourcePermissions> rows) {
    TreeSet<String> may = new TreeSet<>();
    TreeSet<String> mayGrant = new TreeSet<>();
    rows.forEach(row -> may.addAll(row.permissionsAsStrings()));
    rows.forEach(row -> mayGrant.addAll(row.permissionsWithGrantOptionAsStrings()));
    return new Grant(key.get(0), key.get(1), words(may, mayGrant));
  }

  private static String words(TreeSet<String> permissions, TreeSet<String> grantable) {
    return permissions.stream()
        .filter(each -> each.equals("ALL") || !permissions.contains("ALL"))
        .map(each -> grantable.contains(each) ? each + "*" : each)
        .collect(Collectors.joining(" "));
  }

  private static String who(String identifier) {
    return identifier
        .replaceFirst("^arn:aws:iam::\\d{12}:", "")
        .replaceFirst("^saml-provider/.*:", "");
  }

  private static String what(Resource resource) {
    if (resource.catalog() != null) {
      return "catalog";
    }
    if (resource.database() != null) {
      return resource.database().name();
    }
    if (resource.table() != null) {
      return table(resource.table().databaseName(), resource.table().name());
    }
    if (resource.tableWithColumns() != null) {
      TableWithColumnsResource columns = resource.tableWithColumns();
      return table(columns.databaseName(), columns.name()) + columns(columns);
    }
    if (resource.dataLocation() != null) {
      return resource.dataLocation().resourceArn().replace("arn:aws:s3:::", "s3://");
    }
    return Narrowing.of(resource);
  }

  private static String table(String database, String name) {
    return database + (name.equals("ALL_TABLES") ? ".*" : "." + name);
  }

  private static String columns(TableWithColumnsResource columns) {
    if (columns.hasColumnNames()) {
      return " (" + columns.columnNames().size() + " columns)";
    }
    int excluded = columns.columnWildcard().excludedColumnNames().size();
    return excluded == 0 ? "" : " (all but " + excluded + ")";
  }
}
