package io.twinlake.standin.lakeformation;

import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Caller;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lakeformation.model.RLSPolicyAttachment;
import software.amazon.awssdk.services.lakeformation.model.Resource;
import software.amazon.awssdk.services.lakeformation.model.TableResource;
import software.amazon.awssdk.services.lakeformation.model.TableWithColumnsResource;

/** What a caller may see and pass on of the rows on a resource in canonical form. */
record Authority(Settings settings, Holdings holdings, Readings readings) {
  /**
   * @throws AwsError AccessDeniedException unless the caller is a data lake admin or holds each
   *     permission with the grant option
   */
  void requireGrantable(Caller caller, Resource resource, Set<String> permissions) {
    if (!settings.isAdmin(caller.principal())
        && !Holdings.grantable(held(caller, resource)).containsAll(permissions)) {
      throw unknownOrForbidden();
    }
  }

  /** The part of a row that a caller sees: only the permissions that it holds there itself. */
  Row visible(Caller caller, Row row) {
    if (settings.seesAll(caller.principal()) || row.principal().equals(caller.principal())) {
      return row;
    }
    Set<String> held = Holdings.permissions(held(caller, row.resource()));
    return row.only(held);
  }

  static AwsError unknownOrForbidden() {
    return AwsError.accessDenied(
        "Resource does not exist or requester is not authorized to access requested permissions.");
  }

  boolean seesAll(Caller caller) {
    return settings.seesAll(caller.principal());
  }

  /** As {@link #requireGrantable}, of SELECT on a table. */
  void requireGrantOnTable(Caller caller, String database, String table) {
    requireGrantable(caller, holdings.table(database, table), Set.of(Names.SELECT));
  }

  boolean mayGrantOnTable(Caller caller, String database, String table) {
    return settings.seesAll(caller.principal())
        || Holdings.grantable(held(caller, holdings.table(database, table))).contains(Names.SELECT);
  }

  /** Data lake admins may everything that is not about somebody's tables. */
  void requireOnCatalog(Caller caller, String permission) {
    require(caller, permission, Place.CATALOG, "Catalog");
  }

  void requireOnTag(Caller caller, String key, String permission) {
    require(caller, permission, Place.tag(key), key);
  }

  void requireOnExpression(Caller caller, String name, String permission) {
    require(caller, permission, Place.expression(name), name);
  }

  void requireOnRowPolicy(Caller caller, String name, String permission) {
    boolean described = permission.equals(Names.DESCRIBE) && seesRowPolicy(caller, name);
    if (!described && !mayOnRowPolicy(caller, name, permission)) {
      throw insufficient(permission, name);
    }
  }

  private boolean mayOnRowPolicy(Caller caller, String name, String permission) {
    return settings.isAdmin(caller.principal())
        || Holdings.permissions(
                holdings.mine(caller.principal(), holdings.at(Place.rowPolicy(name))))
            .contains(permission);
  }

  boolean seesRowPolicy(Caller caller, String name) {
    return seesRowPolicies(caller) || mayOnRowPolicy(caller, name, Names.DESCRIBE);
  }

  private boolean seesRowPolicies(Caller caller) {
    return settings.isAdmin(caller.principal())
        || (readings.readOnlyAdminsSeeRowPolicies && settings.seesAll(caller.principal()));
  }

  /**
   * ASSOCIATE on the policy, and everything with the grant option on the table. Who else than an
   * admin may do it by tags needs a permission that no API can grant yet.
   */
  void requireAttachable(Caller caller, String policy, Resource resource) {
    if (!mayAttach(caller, policy, resource)) {
      throw insufficient("ASSOCIATE", policy);
    }
  }

  private boolean mayAttach(Caller caller, String policy, Resource resource) {
    return settings.isAdmin(caller.principal())
        || (resource.table() != null
            && mayOnRowPolicy(caller, policy, "ASSOCIATE")
            && Holdings.grantable(held(caller, resource)).contains(Names.ALL));
  }

  boolean seesAttachment(Caller caller, RLSPolicyAttachment attachment) {
    return seesRowPolicies(caller)
        || mayAttach(caller, attachment.policyName(), attachment.resource());
  }

  private void require(Caller caller, String permission, Place place, String name) {
    boolean enough =
        settings.isAdmin(caller.principal())
            || (permission.equals(Names.DESCRIBE) && sees(caller, place))
            || Holdings.permissions(holdings.mine(caller.principal(), holdings.at(place)))
                .contains(permission);
    if (!enough) {
      throw insufficient(permission, name);
    }
  }

  boolean seesTag(Caller caller, String key) {
    return sees(caller, Place.tag(key));
  }

  boolean seesExpression(Caller caller, String name) {
    return sees(caller, Place.expression(name));
  }

  private boolean sees(Caller caller, Place place) {
    return settings.seesAll(caller.principal())
        || holdings.mine(caller.principal(), holdings.at(place)).findAny().isPresent();
  }

  void requireVisible(Caller caller, Resource resource) {
    if (!settings.seesAll(caller.principal()) && held(caller, resource).findAny().isEmpty()) {
      throw AwsError.accessDenied("Insufficient Lake Formation permission(s) on the resource.");
    }
  }

  /** For example "Insufficient Lake Formation permission(s): Required Create Table on sales". */
  static AwsError insufficient(String permission, String name) {
    String words =
        Stream.of(permission.split("_", -1))
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" "));
    return AwsError.accessDenied(
        "Insufficient Lake Formation permission(s): Required " + words + " on " + name);
  }

  private Stream<Row> held(Caller caller, Resource resource) {
    String principal = caller.principal();
    if (resource.database() != null) {
      return holdings.onDatabase(principal, resource.database().name());
    }
    if (resource.table() != null) {
      TableResource table = resource.table();
      return holdings
          .onTable(principal, table.databaseName(), table.name())
          .filter(row -> !ColumnRows.some(row));
    }
    if (resource.tableWithColumns() != null) {
      return onColumns(principal, resource.tableWithColumns());
    }
    return holdings
        .mine(principal, holdings.at(Place.of(resource)))
        .filter(row -> covers(row.resource(), resource));
  }

  private Stream<Row> onColumns(String principal, TableWithColumnsResource columns) {
    return holdings
        .onTable(principal, columns.databaseName(), columns.name())
        .filter(
            row ->
                !ColumnRows.some(row)
                    || (columns.hasColumnNames()
                        && columns.columnNames().stream().allMatch(ColumnRows.covered(row))));
  }

  private static boolean covers(Resource held, Resource wanted) {
    return held.equals(wanted) || (held.lfTag() != null && held.lfTag().tagValues().contains("*"));
  }
}
