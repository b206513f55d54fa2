package io.twinlake.standin.glue;

import io.twinlake.standin.region.Rights;
import io.twinlake.standin.wire.AwsError;
import io.twinlake.standin.wire.Caller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.glue.model.PrincipalPermissions;

/**
 * Rights that allow all but what a test forbids, e.g. {@code ALTER sales.orders}, and remember what
 * the catalog told them.
 */
final class OpenRights implements Rights {
  final Set<String> forbidden = new HashSet<>();
  final List<String> told = new ArrayList<>();
  final List<PrincipalPermissions> defaults = new ArrayList<>();
  final Map<String, Set<String>> visible = new HashMap<>();
  final Set<String> registered = new HashSet<>();
  final Set<String> open = new HashSet<>();

  @Override
  public List<PrincipalPermissions> tableDefaults() {
    return List.copyOf(defaults);
  }

  @Override
  public void databaseCreated(Caller creator, String database) {
    told.add("database " + database + " created by " + creator.principal());
  }

  @Override
  public void databaseDeleted(String database) {
    told.add("database " + database + " deleted");
  }

  @Override
  public void tableCreated(
      Caller creator, String database, String table, List<PrincipalPermissions> rows) {
    told.add("table " + database + "." + table + " created with " + rows.size() + " defaults");
  }

  @Override
  public void tableDeleted(String database, String table) {
    told.add("table " + database + "." + table + " deleted");
  }

  @Override
  public void requireOnCatalog(Caller caller, String permission) {
    require(permission + " catalog");
  }

  @Override
  public void requireOnNestedCatalog(Caller caller, String permission, String id) {
    require(permission + " " + id);
  }

  @Override
  public boolean mayDescribeNestedCatalog(Caller caller, String id) {
    return !forbidden.contains("DESCRIBE " + id);
  }

  @Override
  public void nestedCatalogDeleted(String id) {
    told.add("catalog " + id + " deleted");
  }

  @Override
  public void requireOnDatabase(Caller caller, String permission, String database) {
    require(permission + " " + database);
  }

  @Override
  public void requireOnTable(Caller caller, String permission, String database, String table) {
    require(permission + " " + database + "." + table);
  }

  @Override
  public void requireDataLocation(Caller caller, String uri) {
    require("DATA_LOCATION_ACCESS " + uri);
  }

  @Override
  public boolean mayDescribeDatabase(Caller caller, String database) {
    return !forbidden.contains("DESCRIBE " + database);
  }

  @Override
  public boolean mayDescribeTable(Caller caller, String database, String table) {
    return !forbidden.contains("DESCRIBE " + database + "." + table);
  }

  @Override
  public Optional<Set<String>> visibleColumns(Caller caller, String database, String table) {
    return Optional.ofNullable(visible.get(database + "." + table));
  }

  @Override
  public boolean maySelectAllColumns(Caller caller, String database, String table) {
    return !visible.containsKey(database + "." + table)
        && !forbidden.contains("SELECT " + database + "." + table);
  }

  @Override
  public boolean isOpen(String database, String table) {
    return open.contains(table.isEmpty() ? database : database + "." + table);
  }

  @Override
  public boolean maySelectAndGrant(String principal, String database, String table) {
    return !forbidden.contains(principal + " SELECT " + database + "." + table);
  }

  @Override
  public Optional<String> defaultRowPolicy(String database, String table) {
    return Optional.empty();
  }

  @Override
  public boolean mayCreateTables(String principal, String database) {
    return !forbidden.contains(principal + " CREATE_TABLE " + database);
  }

  @Override
  public boolean isRegistered(String uri) {
    return registered.stream().anyMatch(uri::startsWith);
  }

  private void require(String right) {
    if (forbidden.contains(right)) {
      throw AwsError.accessDenied("Insufficient Lake Formation permission(s): Required " + right);
    }
  }
}
